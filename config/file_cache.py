"""The cache of one machine: files, which all its processes share."""

import random
import time
import zlib
from pathlib import Path
from typing import IO, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

from config.cache_values import CacheSerializer

# Whoever keeps something looks once in so many times whether there are too many files.
SELDOM = 100
# The first line of a file says when it expires, in seconds since 1970; this one never does.
_NEVER = b"never\n"
_LONGEST_LINE = 40
_serializer = CacheSerializer()


class FileCache(FileBasedCache):
    """Django's cache in files, with room for many of them, and without pickles.

    Django's own lists them all whenever it keeps something, which takes 30 ms where there are ten
    thousand, and lets any third of them go: so would pages that somebody read today.

    A file that something else has written counts as missing.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            with open(self._path(key, version), "rb") as file:
                if self._is_expired(file):
                    return default
                found = _serializer.loads(zlib.decompress(file.read()))
        except (FileNotFoundError, zlib.error):
            return default
        return default if found is None else found

    def _path(self, key: Any, version: int | None) -> str:
        path: str = self._key_to_file(key, version)  # type: ignore[attr-defined]
        return path

    def touch(
        self, key: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        found = self.get(key, version=version)
        if found is None:
            return False
        self.set(key, found, timeout, version)
        return True

    def _write_content(self, file: IO[bytes], timeout: float | None, value: object) -> None:
        expiry = self.get_backend_timeout(timeout)
        file.write(_NEVER if expiry is None else f"{expiry}\n".encode())
        file.write(zlib.compress(_serializer.dumps(value)))

    def _is_expired(self, file: IO[bytes]) -> bool:
        """Return whether a file's time is over, and delete it then; leave it at its content."""
        line = file.readline(_LONGEST_LINE)
        try:
            expired = line != _NEVER and float(line) < time.time()
        except ValueError:
            expired = True
        if expired:
            Path(file.name).unlink(missing_ok=True)
        return expired

    def _cull(self) -> None:
        """Now and then, make room where there is none: what was not read for longest goes."""
        if random.randrange(SELDOM):  # noqa: S311
            return
        folder = Path(self._dir)  # type: ignore[attr-defined]
        files = list(folder.glob(f"*{self.cache_suffix}"))
        if len(files) > self._max_entries:
            for file in sorted(files, key=_last_read)[: len(files) // self._cull_frequency]:
                file.unlink(missing_ok=True)


def _last_read(file: Path) -> float:
    """Return when a file was last read, which disks note to a day; 0 for one that is gone."""
    try:
        return file.stat().st_atime
    except FileNotFoundError:
        return 0
