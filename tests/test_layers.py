"""Who may use whom: the brief uses the quiz, and the quiz knows nothing of the brief."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def imported(file: Path) -> Iterator[str]:
    """Name every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def importers(package: str, *of: str) -> list[str]:
    """Return the files of a package that import anything of others."""
    return [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / package).rglob("*.py"))
        if any(name.partition(".")[0] in of for name in imported(file))
    ]


def test_the_quiz_imports_nothing_from_the_brief():
    assert importers("quiz", "briefing") == []


def test_what_runs_the_site_knows_neither_briefs_nor_quizzes():
    assert importers("config/operations", "briefing", "quiz") == []


def test_the_brief_uses_the_quiz():
    assert "briefing/editing/publishing.py" in importers("briefing", "quiz")


APPS = ["quiz", "briefing", "config/operations"]


@pytest.mark.thorough
@pytest.mark.parametrize("package", APPS)
def test_no_app_reaches_into_the_settings_or_the_tests(package):
    assert importers(package, "tests") == []
    files = (ROOT / package).rglob("*.py")
    reached = {name for file in files for name in imported(file) if name.startswith("config")}
    assert {name for name in reached if not name.startswith("config.operations.")} == set()


@pytest.mark.parametrize("package", APPS)
def test_every_import_names_its_module_in_full(package):
    assert importers(package, "") == []


def test_the_quiz_pages_use_no_template_of_the_brief():
    templates = (ROOT / "templates" / "quiz").rglob("*.html")
    assert [file.name for file in templates if "briefing" in file.read_text()] == []


@pytest.mark.parametrize("name", ["grading", "draw"])
def test_marking_and_drawing_know_no_database_and_no_request(name):
    modules = set(imported(ROOT / "quiz" / f"{name}.py"))
    assert [module for module in modules if "django.db" in module or "http" in module] == []
