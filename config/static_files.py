"""Static files made of others, so that a page asks for one file instead of several."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

# Each with its parts, in the order in which they run.
JOINED = {"js/reader.js": ("js/readout.js", "django_htmx/htmx-2.min.js")}


class JoinedFinder(finders.BaseFinder):
    """Finds the joined files, which are made in `DATA_DIR` from what other finders find."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(Path(settings.DATA_DIR, "joined"))

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [self._made(path)] if path in JOINED else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        for name in JOINED:
            self._made(name)
            yield name, self.storage

    def _made(self, name: str) -> str:
        """Return where a joined file is, as its parts are now."""
        parts = [Path(str(finders.find(part))).read_text() for part in JOINED[name]]
        joined = "\n".join(parts)
        file = Path(self.storage.path(name))
        if not file.exists() or file.read_text() != joined:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Whoever reads it meanwhile gets the old one or the new one.
            with NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
                new.write(joined)
            os.replace(new.name, file)
        return str(file)
