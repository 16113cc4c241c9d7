"""The site's own settings, with its data in a temporary folder of each test process."""

import os
import tempfile
from pathlib import Path

worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix=f"readout-{worker}-")
os.environ["SECRET_KEY"] = "only for tests"
# Whatever the developer's own site is set to; databases and caches are what the tests are run on.
for name in (
    *(
        "SITE_URL",
        "SITE_LANGUAGE",
        "ALLOWED_HOSTS",
        "DATABASE_REPLICA_URL",
        "HSTS_SECONDS",
        "DEBUG",
        "SECRET_KEY_FALLBACKS",
    ),
    *("WEB_CONCURRENCY", "WEB_THREADS", "FORWARDED_ALLOW_IPS", "LOG_LEVEL"),
    *("RATE_LIMITS", "LIMIT_STARTS", "LIMIT_ANSWERS", "LIMIT_IMPORTS"),
):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATA_DIR, DATABASES, RATE_LIMIT_PER_MINUTE, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A server's threads each open the file, as on a site; a database in memory is one connection.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA_DIR}/test.sqlite3"}

if CACHES["default"]["LOCATION"].startswith("redis:"):
    # A process clears its own database without touching the others'.
    server = CACHES["default"]["LOCATION"].rpartition("/")[0]
    CACHES["default"]["LOCATION"] = f"{server}/{worker.removeprefix('gw')}"

# All tests come from one address.
RATE_LIMIT_PER_MINUTE.clear()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
Path(DATA_DIR, "static").mkdir()
# Safe passwords are slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
