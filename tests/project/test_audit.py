"""What is said of the packages that the site runs on."""

import json
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.audit import verdict


def told(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


GOOD = {"name": "django", "version": "5.2", "vulns": []}
UNKNOWN = {"name": "redis", "skip_reason": "Dependency not found on PyPI"}
BAD = {"name": "pillow", "version": "1.0"}


def test_packages_in_order_need_no_word():
    assert verdict(told(GOOD)) == (True, "")


def test_a_known_vulnerability_fails_and_says_what_mends_it():
    one = {"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}
    other = {"id": "PYSEC-2", "fix_versions": []}
    assert verdict(told(GOOD, UNKNOWN, BAD | {"vulns": [one, other]})) == (
        False,
        (
            "Packages with known vulnerabilities:\n"
            "pillow 1.0: PYSEC-1, mended in 1.1, 2.0\n"
            "pillow 1.0: PYSEC-2, mended in no version yet"
        ),
    )


def test_what_pypi_does_not_know_is_no_fault_but_is_said():
    assert verdict(told(GOOD, UNKNOWN)) == (True, "Not audited, as PyPI did not tell: redis.")


def test_all_that_the_site_runs_on_is_pinned():
    lines = Path(settings.BASE_DIR, "requirements.txt").read_text().splitlines()
    pinned = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert [str(one) for one in pinned if not str(one.specifier).startswith("==")] == []
    names = {canonicalize_name(one.name) for one in pinned}
    missing = {
        (one.name, needed.name)
        for one in pinned
        for needed in map(Requirement, requires(one.name) or ())
        if not needed.marker
        or any(needed.marker.evaluate({"extra": extra}) for extra in (one.extras or {""}))
        if canonicalize_name(needed.name) not in names
    }
    assert missing == set()


@pytest.mark.parametrize("output", ["", "ConnectionError", "[", "{}", told(UNKNOWN)])
def test_without_a_network_nothing_is_known(output):
    assert verdict(output) == (True, "Not audited, as PyPI did not tell: all packages.")
