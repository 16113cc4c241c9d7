"""What is said of the packages that the site runs on."""

import json
from typing import Any

import pytest

from tests.audit import verdict


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


@pytest.mark.parametrize("output", ["", "ConnectionError", "[", "{}"])
def test_without_a_network_nothing_is_known(output):
    assert verdict(output) == (True, "Not audited, as PyPI did not tell: all packages.")
