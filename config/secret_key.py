"""The secret key of an installation that was given none, and keys that were used before."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def kept_secret_key(path: Path) -> str:
    """Return the key kept in `path`; make it first (readable by its owner alone) if there is none.

    Two processes that start together end with the same key: the file appears whole or not at all.
    Raises OSError where the folder cannot be written, ImproperlyConfigured where the file is empty.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
        with open(handle, "w") as file:
            file.write(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    key = path.read_text().strip()
    if not key:
        raise ImproperlyConfigured(f"{path} is empty. Delete it, and a new key is made.")
    return key


def former_keys(said: str) -> list[str]:
    """Return the keys in a list with commas, which no key that Django makes has in it."""
    return [key.strip() for key in said.split(",") if key.strip()]
