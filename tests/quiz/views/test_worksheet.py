import html
import re

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from quiz.attempts.draw import most_together
from quiz.models import Paper
from quiz.paper import Passage, new_paper, read_paper
from quiz.views.worksheet import qr_code
from tests.support.html import text_of
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
    questions = read_paper(edition.paper).questions
    written = most_together([q for q in questions if q.kind != "standing"])
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
    for question in most_together([q for q in document.questions if q.kind != "standing"]):
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
    assert len(seen) == 2


def chosen(client, sheet, **choice):
    """Make a worksheet; return its page and the address of its key."""
    page = client.get(sheet, {"make": "1", **choice}, follow=True).text
    (address,) = re.findall(r'href="([^"]+made=[^"]+)"', page)
    return page, html.unescape(address)


def prompts(page):
    return re.findall(r'<p class="prompt">(.*?)</p>', page)


def test_a_worksheet_has_the_themes_and_the_number_chosen(client, edition, sheet):
    page, _ = chosen(client, sheet, themes=["motives"], number="7")
    by_prompt = {question.prompt: question for question in read_paper(edition.paper).questions}
    found = [by_prompt[html.unescape(prompt)] for prompt in prompts(page)]
    assert [question.theme for question in found] == ["motives"] * 7
    assert "Points: of 7" in text_of(page)


def test_who_made_a_worksheet_has_the_link_to_its_key(client, sheet):
    page, key = chosen(client, sheet, themes=["actors", "motives"], number="5")
    answered = client.get(key)
    assert answered.status_code == 200
    assert prompts(answered.text) == prompts(page)
    assert client.get(key.replace("made=", "made=x")).status_code == 404


def test_a_link_to_a_key_is_of_its_own_paper_alone(client, edition, sheet):
    _, key = chosen(client, sheet, themes=["actors"], number="5")
    other = key.replace(f"/papers/{edition.paper_id}/", f"/papers/{edition.paper_id + 1}/")
    assert client.get(other).status_code == 404


def test_the_key_names_the_letters_that_the_worksheet_shows(client, whole):
    sheet = reverse("quiz:worksheet", args=[whole.paper_id])
    page, key = chosen(client, sheet, themes=["actors"], number="6")
    shown = re.findall(r'<ol class="letters">(.*?)</ol>', page, re.DOTALL)
    listed = [re.findall(r"<li>(.*?)</li>", options) for options in shown]
    letters = re.findall(r"<b>([A-Z](?:, [A-Z])*): (.*?)</b>", client.get(key).text)
    said = {answer: found.split(", ") for found, answer in letters}
    lettered = {text: "ABCDEFGH"[n] for options in listed for n, text in enumerate(options)}
    assert said["First → Second → Third"] == [lettered[s] for s in ("First", "Second", "Third")]
    pairs = "Moscow: Russia; Kabul: Afghanistan; Doha: Qatar"
    assert said[pairs] == [lettered[answer] for answer in ("Russia", "Afghanistan", "Qatar")]
    assert len(letters) == 5


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"number": "5"}, "Choose at least one theme."),
        ({"themes": "weather", "number": "5"}, "“weather” is not a theme of this quiz."),
        ({"themes": "actors"}, "Choose how many questions."),
        ({"themes": "actors", "number": "0"}, "greater than or equal to 1"),
        ({"themes": "actors", "number": "many"}, "Enter a whole number."),
    ],
)
def test_a_choice_that_makes_no_worksheet_is_refused_in_words(client, sheet, choice, words):
    refused = client.get(sheet, choice)
    assert refused.status_code == 422
    assert words in html.unescape(refused.text)


def test_the_address_is_there_as_text_and_as_a_code(client, edition, sheet):
    page = client.get(sheet).text
    address = f"http://testserver{edition.brief.get_absolute_url()}"
    assert f'<p class="sheet-address">{address}</p>' in page
    assert str(qr_code(address)) in page
