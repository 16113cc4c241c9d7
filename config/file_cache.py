"""The cache of one machine: files, which all its processes share."""

import random
from pathlib import Path

from django.core.cache.backends.filebased import FileBasedCache

# Whoever keeps something looks once in so many times whether there are too many files.
SELDOM = 100


class FileCache(FileBasedCache):
    """Django's cache in files, with room for many of them.

    Django's own lists them all whenever it keeps something, which takes 30 ms where there are ten
    thousand, and lets any third of them go: so would pages that somebody read today.
    """

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
