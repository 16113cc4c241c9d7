#!/bin/sh
# Serves Readout with granian: deploy/serve.sh
# GRANIAN_HOST and GRANIAN_PORT say where (127.0.0.1:8000 if unset), WEB_CONCURRENCY how many
# processes, WEB_THREADS how many threads in each, LOG_LEVEL how much the server logs.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
# Only its own account may read the files that the site writes.
umask 077
# Report wrong settings once, instead of once from each worker.
python -m config.settings

# A request's line and headers have 32 KB and ten seconds to arrive, so that slow or endless ones
# hold no connection. Workers are killed before a container runtime would kill them, at ten seconds.
exec granian \
    --interface wsgi --http 1 --no-ws \
    --workers "${WEB_CONCURRENCY:-2}" --blocking-threads "${WEB_THREADS:-8}" \
    --http1-buffer-size 32768 --http1-header-read-timeout 10000 \
    --respawn-failed-workers --workers-kill-timeout 8 \
    --log-config config/logging.json --log-level "${LOG_LEVEL:-error}" \
    "${@:-config.wsgi:application}"
