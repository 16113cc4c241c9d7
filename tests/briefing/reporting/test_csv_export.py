import csv
import io

import pytest
from django.test import Client

from briefing.models import Brief
from briefing.reporting.csv_export import as_csv
from tests.support.briefing.simulated_readers import address, discrimination, report_on, seat

pytestmark = pytest.mark.django_db


def table(client: Client, there: str) -> list[dict[str, str]]:
    body = b"".join(client.get(there)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def csv_of(brief: Brief, name: str) -> str:
    return address(brief, "file", name)


@pytest.mark.thorough
def test_the_tables_hold_what_the_pages_say(twelve, editor_client):
    seat(twelve, leaving=0.2)
    report = report_on(twelve)
    questions = {row["question"]: row for row in table(editor_client, csv_of(twelve, "questions"))}
    wording = report.page.versions["q3"][0]
    assert questions["q3"]["answers"] == str(wording.counts.answers)
    assert float(questions["q3"]["right share"]) == round(wording.right.value, 4)
    assert float(questions["q3"]["discrimination"]) == round(discrimination(wording).value, 4)
    readers = {
        row["readers"]: row["count"] for row in table(editor_client, csv_of(twelve, "readers"))
    }
    assert (readers["started"], readers["finished"]) == ("200", str(report.page.turnout.finished))
    claims = [row for row in table(editor_client, csv_of(twelve, "claims")) if row["claim"] == "c3"]
    assert [row["question"] for row in claims] == ["all", "q3", "standing-c3"]
    assert claims[0]["answers"] == str(report.claims["c3"].lost.answers)


def test_the_details_can_be_those_of_one_question(twelve, editor_client):
    seat(twelve, readers=20)
    rows = table(editor_client, f"{csv_of(twelve, 'details')}?question=q3")
    assert {row["question"] for row in rows} == {"q3"}
    chosen = [row for row in rows if row["what"] == "chosen"]
    assert [(row["name"], row["right"]) for row in chosen] == [
        ("Yes", "yes"),
        ("No", "no"),
        ("Perhaps", "no"),
    ]
    assert sum(int(row["count"]) for row in chosen) == 20


def test_a_table_is_silent_under_ten_answers(twelve, editor_client):
    seat(twelve, readers=9)
    rows = table(editor_client, csv_of(twelve, "questions"))
    row = next(row for row in rows if row["question"] == "q1")
    assert (row["answers"], row["right share"], row["median seconds"]) == ("9", "", "")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        (-0.25, "-0.25"),
        (None, ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(value, cell):
    lines = "".join(as_csv([[value, "end"]]))
    assert lines == f"\ufeff{cell},end\r\n"


def test_a_table_is_a_file_with_the_name_of_the_brief(twelve, editor_client):
    answer = editor_client.get(csv_of(twelve, "claims"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="sky-claims.csv"'
    assert "no-cache" in answer["Cache-Control"]
