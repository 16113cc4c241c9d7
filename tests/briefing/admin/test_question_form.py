import html
import re

import pytest
from django.urls import reverse

from briefing.editing.publishing import publish
from briefing.models import Brief
from quiz.choices import KindName
from quiz.paper import read_paper
from tests.conftest import text_of
from tests.support.briefing.desk_forms import change, filled, more, said

pytestmark = pytest.mark.django_db


# What one types for a question more; its options come beside it.
QUESTION = {
    "key": "q2",
    "theme": "motives",
    "skill": "connect",
    "kind": "single",
    "prompt": "Which?",
    "explanation": "So.",
    "evidence": ["c1"],
}


def adding(brief: Brief) -> str:
    return f"{reverse('admin:quiz_question_add')}?quiz={brief.quiz_id}"


def listed(brief: Brief) -> str:
    return f"{reverse('admin:quiz_question_changelist')}?quiz__id__exact={brief.quiz_id}"


def options(**columns: list[str]) -> dict[str, str]:
    """Return the fields of options: each column's values from the first option on."""
    texts = columns["text"]
    columns |= {"feedback": [f"{text}, you say." for text in texts]}
    return {
        f"options-{n}-{name}": value
        for name, values in columns.items()
        for n, value in enumerate(values)
    } | {"options-TOTAL_FORMS": str(len(texts))}


def test_a_question_is_added_from_its_brief(sky, desk):
    desk.save(adding(sky), **QUESTION, **options(text=["Blue", "Green", "Grey"], right=["on"]))
    added = sky.quiz.questions.get(key="q2")
    assert added.position == 2
    assert list(added.options.values_list("text", "position")) == [
        *(("Blue", 1), ("Green", 2), ("Grey", 3))
    ]


WRITTEN: dict[str, dict[str, list[str]]] = {
    "single": {"text": ["Blue", "Green", "Grey"], "right": ["", "on"]},
    "multiple": {"text": ["Blue", "Green", "Grey", "Red"], "right": ["on", "on"]},
    "judgement": {"text": ["True", "False", "Not said"], "right": ["on"]},
    "match": {"text": ["Sky", "Grass", "Snow"], "answer": ["Blue", "Green"]},
    "order": {"text": ["Dawn", "Noon", "Dusk"]},
    "short": {"text": ["Blue"], "right": ["on"]},
}


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KindName.values)
def test_a_question_of_every_kind_is_written_at_the_desk_and_published(sky, desk, kind):
    desk.save(adding(sky), **QUESTION | {"kind": kind}, in_order="on", **options(**WRITTEN[kind]))
    edition, _ = publish(sky.pk)
    assert edition.paper
    question = read_paper(edition.paper).by_key["q2"]
    assert [question.kind, question.in_order] == [kind, True]
    assert [option.text for option in question.options] == WRITTEN[kind]["text"]
    kept = [option.answer for option in question.options if option.answer]
    assert kept == WRITTEN[kind].get("answer", [])


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("place", "order"), [("1", "312"), ("2", "132"), ("", "123"), ("99", "123")]
)
def test_a_question_takes_the_place_it_is_moved_to_and_the_others_make_room(
    sky, desk, place, order
):
    for n in (2, 3):
        more = options(text=["Blue", "Green", "Grey"], right=["on"])
        desk.save(adding(sky), **QUESTION | {"key": f"q{n}"}, **more)
    desk.save(change(sky.quiz.questions.get(key="q3")), position=place)
    kept = list(sky.quiz.questions.values_list("key", "position"))
    assert kept == [(f"q{key}", at) for at, key in enumerate(order, 1)]


def test_a_new_question_can_be_put_before_the_others(sky, desk):
    more = options(text=["Blue", "Green", "Grey"], right=["on"])
    desk.save(adding(sky), **QUESTION, position="1", **more)
    assert list(sky.quiz.questions.values_list("key", "position")) == [("q2", 1), ("q1", 2)]


@pytest.mark.thorough
def test_after_saving_a_question_one_is_back_on_the_list_of_its_brief(sky, desk):
    more = options(text=["Blue", "Green", "Grey"], right=["on"])
    answers = [
        desk.send(adding(sky), **QUESTION, **more),
        desk.send(change(sky.quiz.questions.first())),
    ]
    assert [answer["Location"] for answer in answers] == [listed(sky)] * 2


def test_a_question_is_added_from_the_list_of_a_brief(sky, desk, editor_client):
    page = html.unescape(editor_client.get(listed(sky)).text)
    address = re.findall(r'href="([^"]*/question/add/[^"]*)"', page)[-1]
    assert "_changelist_filters=" in address
    desk.save(address, **QUESTION, **options(text=["Blue", "Green", "Grey"], right=["on"]))
    assert sky.quiz.questions.filter(key="q2").exists()


def test_a_question_leads_back_to_its_brief(sky, editor_client):
    page = editor_client.get(change(sky.quiz.questions.get())).text
    assert f'<a href="{change(sky)}">To the brief</a>' in page


def test_the_theme_that_the_engine_draws_cannot_be_chosen(sky, desk):
    answer = desk.send(change(sky.quiz.questions.get()), theme="standing")
    assert said(answer)["theme"] == [
        "Select a valid choice. standing is not one of the available choices."
    ]


@pytest.mark.parametrize("all_at_once", [False, True], ids=["its page", "the list"])
def test_deleting_a_question_is_counted_as_a_save(sky, editor_client, all_at_once):
    pk = sky.quiz.questions.get().pk
    address, sent = reverse("admin:quiz_question_delete", args=[pk]), {"post": "yes"}
    if all_at_once:
        address = listed(sky)
        sent |= {"action": "delete_selected", "_selected_action": str(pk)}
    editor_client.post(address, sent)
    sky.refresh_from_db()
    assert [sky.quiz.questions.count(), sky.revision] == [0, 2]


@pytest.mark.parametrize(
    "asked",
    [
        *("", "?quiz=", "?quiz=99", "?quiz=c1", "?quiz=²", "?quiz=" + "9" * 30),
        *("?_changelist_filters=", "?_changelist_filters=theme__exact%3Dactors"),
        "?_changelist_filters=quiz__id__exact%3D99",
    ],
)
def test_a_question_without_a_brief_is_sent_to_the_briefs(sky, editor_client, asked):
    answer = editor_client.get(reverse("admin:quiz_question_add") + asked, follow=True)
    assert answer.redirect_chain == [(reverse("admin:briefing_brief_changelist"), 302)]
    assert "Open the brief that the question is for" in text_of(answer.text)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        pytest.param(
            {"options-1-right": True},
            "options",
            "Options 1 and 2 are marked right. Keep one.",
            id="two right options",
        ),
        pytest.param(
            {"options-2-DELETE": True},
            "options",
            "Give at least 3; there are 2.",
            id="too few options",
        ),
        pytest.param(
            {"kind": "judgement"},
            "options",
            "The options of a judgement are True, False, Not said, in this order.",
            id="options that are no judgement",
        ),
        pytest.param(
            {"kind": "multiple"},
            "options",
            "Give at least 4; there are 3.",
            id="too few options of several",
        ),
        pytest.param(
            {"options-1-text": "Yes"},
            "options",
            "Two options say the same: “Yes”. Change one.",
            id="two options alike",
        ),
        pytest.param(
            {"options-1-feedback": ""},
            "options-1-feedback",
            "This field is required.",
            id="no feedback",
        ),
        pytest.param(
            {"options-0-answer": "Blue"},
            "options",
            "Only the options of a match have an answer. Remove it.",
            id="an answer that no match asks for",
        ),
        pytest.param(
            {"evidence": ["c1", "c1", "c1", "c1", "c1"]},
            "evidence",
            "Choose at most four claims; there are 5.",
            id="too many claims",
        ),
        pytest.param(
            {"evidence": ["c9"]},
            "evidence",
            "There is no claim “c9” in this brief.",
            id="unknown claim",
        ),
        pytest.param(
            {"evidence": []},
            "evidence",
            "Choose the claim that settles the question.",
            id="no claim",
        ),
        pytest.param(
            {"key": "q7"},
            "key",
            "A key stays, since links and reports go by it: q1.",
            id="key changed",
        ),
    ],
)
def test_an_error_in_a_question_is_said_and_what_was_typed_is_kept(
    sky, desk, changes, place, message
):
    answer = desk.send(change(sky.quiz.questions.get()), prompt="Submitted here?", **changes)
    assert message in said(answer)[place]
    assert filled(answer)["prompt"] == "Submitted here?"
    assert {name: filled(answer).get(name, "") for name in changes} == changes
    assert sky.quiz.questions.get().prompt == "Is the sky blue?"
    sky.refresh_from_db()
    assert sky.revision == 1


def test_all_errors_in_a_question_are_said_at_once(sky, desk):
    faults = {"prompt": " ", "evidence": [], "options-0-right": "", "options-1-feedback": ""}
    assert said(desk.send(change(sky.quiz.questions.get()), **faults)) == {
        "prompt": ["This field is required."],
        "evidence": ["Choose the claim that settles the question."],
        "options": ["No option is right. Mark the one that is."],
        "options-1-feedback": ["This field is required."],
    }


def test_a_new_question_says_which_brief_it_is_for(sky, editor_client):
    page = text_of(editor_client.get(adding(sky)).text)
    assert "Add question For the brief “The sky”" in page


@pytest.mark.thorough
def test_a_question_key_is_used_once_in_a_quiz(sky, desk):
    errors = said(desk.send(adding(sky), key="q1"))
    assert errors["key"] == ["Another question of this quiz has this key."]


def test_two_options_swap_their_texts(sky, desk):
    question = sky.quiz.questions.get()
    before = dict(question.options.values_list("pk", "text"))
    desk.save(change(question), **{"options-0-text": "No", "options-1-text": "Yes"})
    swapped = zip(before, ["No", "Yes", "Perhaps"], strict=True)
    assert dict(question.options.values_list("pk", "text")) == dict(swapped)


def test_an_option_takes_over_the_text_of_a_deleted_one(sky, desk):
    question = sky.quiz.questions.get()
    desk.save(change(question), **more("options", 3, text="Unsure", feedback="Think."))
    desk.save(change(question), **{"options-0-text": "No", "options-1-DELETE": "on"})
    kept = list(question.options.values_list("text", "position"))
    assert kept == [("No", 1), ("Perhaps", 2), ("Unsure", 3)]
