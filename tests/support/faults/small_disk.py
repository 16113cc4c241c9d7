"""A small disk of its own, which can be filled to the last byte."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


class Disk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self) -> None:
        """Take all room that is left."""
        with self.ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * 4096)

    def make_room(self) -> None:
        self.ballast.unlink()


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """Mount a disk of its own for the block; skips the test where none may be."""
    with tempfile.TemporaryDirectory(prefix="readout-disk-") as name:
        folder = Path(name)
        # PostgreSQL is another account.
        folder.chmod(0o755)
        size = f"size={megabytes}m,mode=755"
        command = ["mount", "-t", "tmpfs", "-o", size, "readout", name]
        if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("Only root may mount a disk, and not in every container.")
        try:
            yield Disk(folder)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)
