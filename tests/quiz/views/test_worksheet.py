import html

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from quiz.models import Paper
from quiz.paper import Passage, new_paper, read_paper
from tests.conftest import text_of
from tests.support.quiz.questions import question_data

CHOICES = [{"text": text, "right": text == "a"} for text in "abc"]
PASSAGE = Passage(text="So.", standing="established", sign="", paragraphs=(1,))


@pytest.fixture
def sheet(edition):
    return reverse("quiz:worksheet", args=[edition.paper_id])


@pytest.fixture
def key(edition):
    return reverse("quiz:key", args=[edition.paper_id])


def test_the_worksheet_has_every_written_question_and_no_answer(client, edition, sheet):
    page = html.unescape(text_of(client.get(sheet).text))
    written = [q for q in read_paper(edition.paper).questions if q.kind != "standing"]
    assert [q.key for q in written if q.prompt not in page] == []
    assert [q.key for q in written if q.explanation in page] == []
    assert ("Name" in page, "Date" in page) == (True, True)


def test_the_worksheet_prints_the_same_each_time_and_may_be_kept(client, sheet):
    first = client.get(sheet)
    again = client.get(sheet, headers={"If-None-Match": first["ETag"]})
    assert (first.text, again.status_code) == (client.get(sheet).text, 304)
    assert first["Cache-Control"] == "public, no-cache"


def test_another_paper_of_the_same_number_is_sent_anew(client, edition, sheet):
    first = client.get(sheet)
    # This is what a restore of an older backup leaves behind, once a new paper was made.
    other = new_paper("Other", "page", [question_data("single", CHOICES)], {"c1": PASSAGE})
    QuerySet(Paper).filter(pk=edition.paper_id).update(
        document=other.document, sha256=other.sha256, title=other.title
    )
    again = client.get(sheet, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_the_key_is_for_editors_alone(client, editor_client, key):
    assert client.get(key)["Location"].startswith("/admin/login/")
    page = editor_client.get(key)
    assert page.status_code == 200
    assert "private" in page["Cache-Control"]


def test_the_key_has_answers_explanations_and_paragraph_numbers(edition, editor_client, key):
    page = html.unescape(text_of(editor_client.get(key).text))
    document = read_paper(edition.paper)
    for question in (q for q in document.questions if q.kind != "standing"):
        assert question.key_said() in page
        assert question.explanation in page
    assert "c1 (¶ 1)" in page


@pytest.mark.parametrize("name", ["quiz:worksheet", "quiz:key"])
def test_there_is_none_of_a_paper_that_is_not_there(editor_client, name):
    assert editor_client.get(reverse(name, args=[999])).status_code == 404


def test_the_worksheet_costs_one_query(client, sheet, queries):
    client.get(sheet)
    with queries() as seen:
        client.get(sheet)
    assert len(seen) == 1
