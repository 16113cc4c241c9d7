"""A pickle that runs code when it is read."""

import pickle
from pathlib import Path


class _Bomb:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.mark,)


def pickle_bomb(mark: Path) -> bytes:
    """Return a pickle that makes the file `mark` when it is read."""
    return pickle.dumps(_Bomb(mark))
