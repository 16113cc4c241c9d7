from typing import Any

import pytest
from django.urls import reverse

from tests.briefing.desk import change, filled, said
from tests.conftest import text_of

pytestmark = pytest.mark.django_db


def test_a_question_is_added_from_its_brief(sky, desk):
    address = reverse("admin:quiz_question_add") + f"?quiz={sky.quiz_id}"
    options: dict[str, Any] = {}
    for n, text in enumerate(["Blue", "Green", "Grey"]):
        options |= {f"options-{n}-text": text, f"options-{n}-feedback": f"{text}, you say."}
    desk.save(
        address,
        key="q2",
        theme="motives",
        skill="connect",
        kind="single",
        prompt="Which?",
        explanation="So.",
        evidence=["c1"],
        **options | {"options-0-right": "on"},
    )
    added = sky.quiz.questions.get(key="q2")
    assert added.position == 2
    assert list(added.options.values_list("text", "position")) == [
        *(("Blue", 1), ("Green", 2), ("Grey", 3))
    ]


@pytest.mark.parametrize("asked", ["", "?quiz=", "?quiz=99", "?quiz=c1", "?quiz=" + "9" * 30])
def test_a_question_without_a_brief_is_sent_to_the_briefs(sky, editor_client, asked):
    answer = editor_client.get(reverse("admin:quiz_question_add") + asked, follow=True)
    assert answer.redirect_chain == [(reverse("admin:briefing_brief_changelist"), 302)]
    assert "Open the brief that the question is for" in text_of(answer.text)


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
            "Please correct the duplicate data for text.",
            id="two options alike",
        ),
        pytest.param(
            {"options-1-feedback": ""},
            "options-1-feedback",
            "This field is required.",
            id="no feedback",
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
    answer = desk.send(change(sky.quiz.questions.get()), prompt="Typed here?", **changes)
    assert message in said(answer)[place]
    assert filled(answer)["prompt"] == "Typed here?"
    assert {name: filled(answer).get(name, "") for name in changes} == changes
    assert sky.quiz.questions.get().prompt == "Is the sky blue?"
    sky.refresh_from_db()
    assert sky.revision == 1


def test_a_question_key_is_used_once_in_a_quiz(sky, desk):
    address = reverse("admin:quiz_question_add") + f"?quiz={sky.quiz_id}"
    errors = said(desk.send(address, key="q1"))
    assert errors["key"] == ["Another question of this quiz has this key."]
