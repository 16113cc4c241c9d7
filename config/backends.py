"""Database and cache, as the addresses in the environment describe them.

What an address says in its query (`?timeout=20`) goes before what is set here.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Config = dict[str, Any]

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
REDIS = "django.core.cache.backends.redis.RedisCache"
FILES = "django.core.cache.backends.filebased.FileBasedCache"
OWN_FILES = "config.file_cache.FileCache"
# These keep their values within one process, or not at all.
OWN_MEMORY = (
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.dummy.DummyCache",
)

# Readers go on while one writes, and what was acknowledged survives a loss of power.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
DATABASE_OPTIONS: dict[str, Config] = {
    # A writer takes its lock at once, and waits for it in turn. Writes take milliseconds: who has
    # waited for seconds is told sooner than they would give up, and keeps no thread from others.
    SQLITE: {"transaction_mode": "IMMEDIATE", "timeout": 5},
    # A machine that does not answer must not hold up every thread, one reader each.
    POSTGRESQL: {"connect_timeout": 5, "tcp_user_timeout": 20_000},
}


def database(env: Any, variable: str, file: Path) -> Config:
    """Return the database at the address in a variable, or SQLite in a file where it is empty."""
    address = env.str(variable, default="")
    found: Config = env.db_url_config(address) if address else {"ENGINE": SQLITE, "NAME": str(file)}
    engine = found.get("ENGINE", "")
    options = {**DATABASE_OPTIONS.get(engine, {}), **found.get("OPTIONS", {})}
    if engine == SQLITE:
        # After those set here, so that they win.
        options["init_command"] = PRAGMAS + options.get("init_command", "")
    # A new connection for each request would cost more than the request. On SQLite, whichever
    # process opens the file first makes two more beside it, for which a full disk has no room.
    kept_open = {"CONN_MAX_AGE": None if engine == SQLITE else 60, "CONN_HEALTH_CHECKS": True}
    return {**kept_open, **found, "OPTIONS": options}


def replica(env: Any, variable: str, default: Config) -> Config:
    """Return a copy of the default database, which differs from it by what its address says."""
    said: Config = env.db_url_config(env.str(variable))
    return {
        **default,
        **said,
        "OPTIONS": {**default["OPTIONS"], **said.get("OPTIONS", {})},
    }


def cache(env: Any, variable: str, folder: Path) -> Config:
    """Return the cache at the address in a variable, or one of files in the folder.

    Raises ImproperlyConfigured for a cache that pickles what others can write to.
    """
    address = env.str(variable, default="")
    found: Config = (
        env.cache_url_config(address) if address else {"BACKEND": FILES, "LOCATION": str(folder)}
    )
    options = found.get("OPTIONS", {})
    if found["BACKEND"] == REDIS:
        # Without the cache a page takes longer; waiting for it must not take longest.
        waits = {"socket_connect_timeout": 1, "socket_timeout": 2}
        serializer = {"serializer": "config.cache_values.CacheSerializer"}
        return {**found, "OPTIONS": {**waits, **options, **serializer}}
    if found["BACKEND"] == FILES:
        # A brief has some ten, 200 KB of pages among them: room for a thousand briefs.
        return {**found, "BACKEND": OWN_FILES, "OPTIONS": {"MAX_ENTRIES": 10_000, **options}}
    if found["BACKEND"] in OWN_MEMORY:
        return found
    raise ImproperlyConfigured(
        f"{variable} must begin with redis://, rediss:// or filecache://: other caches keep "
        "pickles, with which anybody who can write to them could run code here."
    )
