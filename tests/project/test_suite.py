"""What `make test` says at its end."""

import pytest

from tests.support.suite import Case, Part, Result, cases_of, summary

PART = Part("SQLite", [])
REPORT = """<testsuites><testsuite>
<testcase classname="tests.a.test_b" name="test_good[1]" time="0.5" />
<testcase classname="tests.a.test_b" name="test_bad" time="2"><failure message="assert 1 == 2
  where"/></testcase>
<testcase classname="tests.a.test_b" name="test_left" time="0"><skipped message="no"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def cases(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)
    return cases_of(PART, tmp_path / "report.xml")


def test_each_test_is_read_with_what_became_of_it(cases):
    place = "tests/a/test_b.py::test"
    assert cases == [
        Case("SQLite", f"{place}_good[1]", 0.5, "", skipped=False),
        Case("SQLite", f"{place}_bad", 2, "assert 1 == 2   where", skipped=False),
        Case("SQLite", f"{place}_left", 0, "", skipped=True),
    ]


def test_the_last_line_adds_up_all_parts_and_counts_one_that_broke_off(cases):
    whole = Result(PART, 3, broke_off=False, cases=cases)
    broken = Result(Part("checks", []), 1, broke_off=True, cases=[])
    said = summary([whole, broken, whole]).splitlines()
    assert said[-1] == "2 passed, 3 failed"
    assert "Failed as a whole, see above: checks" in said
    assert said.count("  tests/a/test_b.py::test_bad (SQLite)") == 2
