"""What an editor is shown of a file of questions before anything is added."""

import pytest

from briefing.editing import import_export
from quiz.documents.time_limit import time_limit
from quiz.models import Question
from tests.support.briefing.brief_files import SKY
from tests.support.briefing.import_export import GIFT, kept, page, replaced, upload
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Which? {\n\n=a\n~b\n}", "Line 1: Left out: line 2, within the braces, is blank."),
        ("Read this.", "Line 1: Left out: a text without answers is no question here."),
        (
            "<quiz><question type='category'/>\n<question type='essay'/></quiz>",
            "Line 2: Left out: there is no kind of question here for “essay”.",
        ),
    ],
)
def test_every_block_is_listed_even_where_none_can_be_added(sky, editor_client, content, said):
    answer = upload(editor_client, sky, content)
    shown = text_of(answer.text)
    assert answer.status_code == 200
    assert "0 of 1 question can be added." in shown
    assert said in shown


LONG = f"Fine?{{=a ~b ~c}}\n\n{'Is it so wide? ' * 30}{{=a ~b ~c #### {'So. ' * 200}}}\n\n"


def fields(number, prompt, explanation):
    return {f"text-{number}-prompt": prompt, f"text-{number}-explanation": explanation}


def test_a_text_that_is_too_long_is_offered_for_editing(sky, editor_client):
    shown = upload(editor_client, sky, LONG)
    said = text_of(shown.text)
    assert "1 of 2 questions can be added. One more can be added once you have shortened" in said
    assert "Line 3: Prompt: Shorten this to 300 characters; it has 449." in said
    assert shown.text.count(f">{('Is it so wide? ' * 30).strip()}</textarea>") == 1
    sent = {"kept": kept(shown)} | fields(1, "Is it wide?", "So it is.")
    assert editor_client.post(page(sky), sent).status_code == 302
    assert [(q.prompt, q.explanation) for q in Question.objects.all()][1:] == [
        ("Fine?", ""),
        ("Is it wide?", "So it is."),
    ]


def test_a_text_that_is_still_too_long_is_kept_as_it_was_typed(sky, editor_client):
    shown = upload(editor_client, sky, LONG)
    sent = {"kept": kept(shown), "file": "quiz.gift"} | fields(1, "y" * 301, "So it is.")
    again = editor_client.post(page(sky), sent)
    assert again.status_code == 422
    assert "Prompt: Shorten this to 300 characters; it has 301." in text_of(again.text)
    assert [f">{typed}</textarea>" in again.text for typed in ("y" * 301, "So it is.")] == [
        True
    ] * 2
    assert "What is in quiz.gift" in again.text
    assert Question.objects.count() == 1
    sent |= {"kept": kept(again)} | fields(1, "y" * 300, "")
    assert editor_client.post(page(sky), sent).status_code == 302
    assert Question.objects.count() == 3


def test_a_question_whose_prompt_is_emptied_is_left_out(sky, editor_client):
    shown = upload(editor_client, sky, LONG)
    editor_client.post(page(sky), {"kept": kept(shown)} | fields(1, " ", "So."))
    assert [q.prompt for q in Question.objects.all()][1:] == ["Fine?"]


def test_an_import_that_takes_too_long_is_stopped_with_an_error(sky, editor_client, monkeypatch):
    monkeypatch.setattr(import_export, "time_limit", lambda: time_limit(0))
    stopped = "Reading this file took longer than 10 seconds and was stopped."
    answer = upload(editor_client, sky, GIFT)
    assert [answer.status_code, stopped in text_of(answer.text)] == [422, True]
    answer = replaced(editor_client, sky, SKY)
    assert [answer.status_code, stopped in text_of(answer.text)] == [422, True]
