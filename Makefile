# Readout's everyday commands. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
# A half-made file must not pass for a made one the next time.
.DELETE_ON_ERROR:
.PHONY: help run test fast thorough bench check format messages services

bin := .venv/bin
pip_install := $(bin)/python -m pip install -qq --no-input --disable-pip-version-check
no_packages := Python packages could not be installed: see above. Is this machine connected?
# Whatever the developer's own site uses, these use SQLite and files.
on_sqlite := env -u DATABASE_URL -u DATABASE_REPLICA_URL -u CACHE_URL
pytest := $(bin)/pytest -n logical --dist worksteal

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: .venv/installed ## serve Readout on this machine; PORT=8001 for another port than 8000
	@export SITE_URL="$${SITE_URL:-http://127.0.0.1:$(PORT)}"; \
	$(bin)/python manage.py setup --port "$(PORT)"; \
	$(bin)/python manage.py run_jobs --parent $$$$ & \
	GRANIAN_PORT="$(PORT)" exec deploy/serve.sh

# One failing part does not hide the others. The last line adds up all parts.
test: .venv/installed-tests services ## check everything, then test on SQLite and on PostgreSQL with Redis
	@$(bin)/python -m tests.support.suite

fast: .venv/installed-tests ## run the quick tests: SQLite, no browser
	@$(on_sqlite) $(pytest) -m 'not browser and not install and not faults and not thorough'

thorough: .venv/installed-tests ## test with many generated cases, and at other times: for the night
	@$(bin)/python -m tests.support.suite --thorough

bench: also = wrk
bench: .venv/installed-tests services ## measure speed, weight and memory beside bare views, and write the README's table: ten minutes
	@$(on_sqlite) $(bin)/python -m tests.benchmarks

check: .venv/installed-tests ## look for faults without running anything: style, types, templates, migrations, known vulnerabilities
	@failed=; data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT; \
	unset DATABASE_URL DATABASE_REPLICA_URL CACHE_URL DEBUG SITE_LANGUAGE; export DATA_DIR="$$data" SITE_URL=https://readout.example; \
	quietly() { said=$$("$$@" 2>&1) || { failed=1; printf '%s\n' "$$*" "$$said" ''; }; }; \
	quietly $(bin)/ruff check .; \
	quietly $(bin)/ruff format --check .; \
	quietly $(bin)/mypy .; \
	quietly $(bin)/lint-imports --no-cache; \
	quietly $(bin)/djlint --lint templates; \
	quietly $(bin)/python manage.py makemigrations --check --dry-run; \
	quietly $(bin)/python manage.py check --deploy --fail-level WARNING; \
	$(bin)/python -m tests.support.audit || failed=1; \
	test -z "$$failed"

format: .venv/installed-tests ## lay the code out, and mend what can be mended without thought
	@$(bin)/ruff format --quiet .
	@$(bin)/ruff check --fix --quiet .

# It writes nothing of when it ran: what has not changed stays the same to the byte.
messages: .venv/installed-tests ## bring locale/ up to date with what is marked for translation, and compile it; needs gettext
	@$(bin)/python manage.py makemessages --all --no-obsolete --extension html,txt,py,jinja --add-location file --no-wrap \
		--ignore .venv --ignore var --ignore tests
	@sed -i '/^"POT-Creation-Date/d' locale/*/LC_MESSAGES/django.po
	@$(bin)/python manage.py compilemessages --ignore .venv -v 0

.venv/bin/python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo 'There is no $(PYTHON) here. Readout needs Python 3.11 or newer: install it (on Debian: apt-get install python3-venv) or name it, as in make run PYTHON=python3.13' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Readout needs Python 3.11 or newer, and $(PYTHON) is $$("$(PYTHON)" -V 2>&1). Name a newer one, as in make run PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '$(PYTHON) comes without its venv module. Install it; on Debian: apt-get install python3-venv' >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear .venv

.venv/installed: requirements.txt .venv/bin/python
	@echo 'Installing Python packages'
	@$(pip_install) -r requirements.txt || { echo '$(no_packages)' >&2; exit 1; }
	@touch $@

.venv/installed-tests: tests/requirements.txt .venv/installed
	@echo 'Installing Python packages for the tests'
	@$(pip_install) -r tests/requirements.txt || { echo '$(no_packages)' >&2; exit 1; }
	@touch $@

# The programs that the tests run and pip cannot install.
services:
	@missing=; \
	$(if $(also),command -v $(also) >/dev/null || missing+=' $(also)';) \
	command -v chromium-headless-shell >/dev/null || missing+=' chromium-headless-shell'; \
	command -v java >/dev/null || missing+=' default-jre-headless'; \
	command -v redis-server >/dev/null || missing+=' redis-server'; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=' postgresql'; \
	command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=' nginx-light'; \
	command -v openssl >/dev/null || missing+=' openssl'; \
	command -v git >/dev/null || missing+=' git'; \
	if [ -z "$$missing" ]; then exit; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "The tests need programs that are not installed:$$missing. Install them; on Debian, as root: apt-get install$$missing" >&2; exit 1; \
	fi; \
	echo "Installing$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ apt-get -qq update && apt-get -qq install --no-install-recommends $$missing; } </dev/null >/dev/null || { \
		echo "Debian packages could not be installed:$$missing. Is this machine connected?" >&2; exit 1; }
