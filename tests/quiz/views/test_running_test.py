"""Nothing that a reader can fetch while a test goes on depends on what is right."""

import random
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Attempt
from quiz.paper import Passage, keep_paper, new_paper
from quiz.urls import urlpatterns
from tests.support.quiz.questions import WORDS, question_data

# Each kind twice over: what is right, and in which order it was written, are all that differs.
QUESTIONS: dict[str, list[Any]] = {
    "single": [
        [("Kabul", True), ("Doha", False), ("Moscow", False)],
        [("Moscow", True), ("Kabul", False), ("Doha", False)],
    ],
    "multiple": [
        [("Kabul", True), ("Doha", True), ("Moscow", False), ("Ankara", False)],
        [("Ankara", True), ("Moscow", True), ("Doha", True), ("Kabul", False)],
    ],
    "judgement": [
        [("True", True), ("False", False), ("Not said", False)],
        [("True", False), ("False", False), ("Not said", True)],
    ],
    "match": [
        [("Kabul", "Afghanistan"), ("Doha", "Qatar"), ("Moscow", "Russia")],
        [("Kabul", "Russia"), ("Doha", "Afghanistan"), ("Moscow", "Qatar")],
    ],
    "order": [
        [("Charge", False), ("Denial", False), ("Talks", False), ("Peace", False)],
        [("Peace", False), ("Charge", False), ("Talks", False), ("Denial", False)],
    ],
    "short": [[("Iran", True), ("Qatar", False)], [("Qatar", True), ("Iran", False)]],
}
FETCHED = {"paper", "attempts", "attempt", "question", "share", "mine", "data", "calendar"}
FETCHED |= {"worksheet", "page"}
# The key asks for an editor or the maker of a worksheet, shared results are finished, and the rest
# end the test or leave its reader.
LEFT_OUT = {"key", "shared", "hand_in", "erase", "switch", "return"}
VARYING = re.compile(
    r"""[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|value="[A-Za-z0-9]{64}"
    |papers/[0-9]+|\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d:\d\d[ ]UTC|return/[^"]+
    |<svg[^>]+class="qr">.*?</svg>""",
    re.VERBOSE,
)


def options_of(kind, written):
    if kind == "match":
        return [{"text": text, "answer": answer} for text, answer in written]
    return [{"text": text, "right": right} for text, right in written]


def paper_of(variant):
    questions = [
        question_data(kind, options_of(kind, both[variant]), key=kind, prompt=f"A {kind}?")
        for kind, both in QUESTIONS.items()
    ]
    passage = Passage(
        text="The sky is blue.",
        standing=WORDS[variant].label,
        sign="●",
        paragraphs=(1,),
        bare="It is.",
    )
    return keep_paper(new_paper("Sky", "/sky/", questions, {"c1": passage}, WORDS))


def answers_to(page):
    """Return form values that answer the question shown, chosen by what is shown alone."""
    if 'name="order"' in page:
        return {"order": re.findall(r'name="order" value="(\d)"', page)[::-1]}
    if 'name="match-0"' in page:
        return {f"match-{line}": str(line) for line in range(3)}
    if 'name="text"' in page:
        return {"text": "Iran"}
    return {"choice": ["0", "2"] if 'type="checkbox"' in page else "1"}


def everything(monkeypatch, variant, htmx):
    """Take a test of one variant, and return all that was sent to its reader on the way."""
    # A draw that comes upon neither right order, which is never what is shown first.
    monkeypatch.setattr("quiz.views.attempt.RNG", random.Random(2))
    paper = paper_of(variant)
    client = Client(headers={"HX-Request": "true"} if htmx else {})
    seen = []

    def keep(response):
        seen.append((response.status_code, response.get("Location"), response.text))
        return response.text

    def get(name, *args):
        return keep(client.get(reverse(f"quiz:{name}", args=args)))

    def look_round():
        for name, args in (
            ("attempt", [attempt.public_id]),
            ("mine", []),
            ("data", []),
            ("calendar", []),
        ):
            get(name, *args)
        for name in ("paper", "worksheet", "page"):
            get(name, paper.pk)

    plan = {"themes": ["actors", "standing"], "length": "all", "mode": "test"}
    keep(client.post(reverse("quiz:attempts", args=[paper.pk]), plan))
    attempt = Attempt.objects.get()
    for number in range(1, len(attempt.draw) + 1):
        address = reverse("quiz:question", args=[attempt.public_id, number])
        page = get("question", attempt.public_id, number)
        keep(client.post(address, {}))
        keep(client.post(address, answers_to(page) | {"move": "up-1"}))
        keep(client.post(address, answers_to(page) | {"sure": "67"}))
        get("question", attempt.public_id, number)
        look_round()
    keep(client.post(reverse("quiz:share", args=[attempt.public_id])))
    assert attempt.answers.count() == len(QUESTIONS) + 1
    Attempt.objects.all().delete()
    return [(status, *(VARYING.sub("", text or "") for text in texts)) for status, *texts in seen]


@pytest.mark.parametrize("htmx", [False, True])
def test_all_that_is_sent_while_a_test_goes_on_is_the_same_whatever_is_right(db, monkeypatch, htmx):
    first, second = (everything(monkeypatch, variant, htmx) for variant in (0, 1))
    for one, other in zip(first, second, strict=True):
        assert one == other


def test_every_address_of_the_quiz_is_looked_at_or_left_out_for_a_reason():
    assert {pattern.name for pattern in urlpatterns} == FETCHED | LEFT_OUT


def test_answers_are_told_in_words(client, db, monkeypatch):
    seen = everything(monkeypatch, 0, False)
    data = next(text for *_, text in reversed(seen) if '"reader"' in text)
    assert '"response": "Kabul: ' in data
    assert '"response": "Iran"' in data
