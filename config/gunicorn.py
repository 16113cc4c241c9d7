"""How gunicorn serves Readout: `gunicorn --config config/gunicorn.py config.wsgi:application`.

WEB_CONCURRENCY (processes), WEB_THREADS (threads in each) and LOG_LEVEL come from the environment.
So does gunicorn's own FORWARDED_ALLOW_IPS: the proxies whose X-Forwarded-Proto is believed,
this machine alone by default.
"""

import os
import signal
from pathlib import Path
from typing import Any

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "16"))
# The processes share what is loaded, and an application that cannot start says so once.
preload_app = True

timeout = 30
# Less than the ten seconds that container runtimes wait before they kill.
graceful_timeout = 8
keepalive = 5

limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
# One way to say that the reader came by https, so that no two headers can contradict each other.
# No proxy tells where the site begins: SITE_URL does.
forwarder_headers = ""
# What this makes is for its own account alone.
umask = 0o077
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}

accesslog = None
errorlog = "-"
# Its warnings are of single requests, such as that a HEAD was answered like a GET.
loglevel = os.environ.get("LOG_LEVEL", "error").lower()
# The site logs each request, and its lines and the server's are of one form. What is logged to
# both is said once.
logconfig_dict = {
    "formatters": {"generic": {"()": "config.operations.request_log.JsonLine"}},
    "root": {"level": loglevel.upper(), "handlers": ["error_console"]},
    "loggers": {"gunicorn.error": {"level": loglevel.upper(), "propagate": True}},
}

# The heartbeat must never wait for a disk, as it may in a container's temporary directory.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# gunicorn would open a socket in the home directory to be managed by.
control_socket_disable = True


def pre_fork(server: Any, worker: Any) -> None:
    """Close the database connections that loading may have opened: processes must not share one."""
    from django.db import connections

    connections.close_all()


def post_worker_init(worker: Any) -> None:
    """Leave Ctrl-C to the first process, which tells the others.

    Told twice at once, a process can lock itself up, and is killed only after `graceful_timeout`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
