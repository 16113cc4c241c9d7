"""What a hostile client sends is refused in words or changes nothing; it never breaks anything."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.models import Answer, Attempt
from quiz.paper import read_paper
from tests.support.quiz.answers import right

EVERYTHING = {"themes": ["actors", "motives", "consequences", "standing"], "length": "all"}
KINDS = ["single", "multiple", "judgement", "match", "order", "short", "standing"]


@pytest.fixture
def attempt(client, edition):
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), EVERYTHING)
    return Attempt.objects.get()


@pytest.fixture
def of_each_kind(client, whole):
    choice = {"themes": ["actors", "standing"], "length": "all"}
    client.post(reverse("quiz:attempts", args=[whole.paper_id]), choice)
    return Attempt.objects.get()


def address(attempt, number):
    return reverse("quiz:question", args=[attempt.public_id, number])


def number_of(attempt, kind):
    by_key = read_paper(attempt.paper).by_key
    kinds = [by_key[key].kind for key, _ in attempt.draw]
    return kinds.index(kind) + 1


HOSTILE = [
    {},
    {"choice": "-1"},
    {"choice": "999"},
    {"choice": ["0"] * 500},
    {"choice": "0 OR 1=1"},
    {"choice": "x" * 10_000},
    {"text": "x" * 10_000},
    {"text": "\x00"},
    {"order": "0"},
    {"order": ["0", "0", "0", "0", "0"]},
    {"order": "[0,1,2,3]"},
    {"match-0": "1", "match-1": "99"},
    {"match-0": ["0", "1"]},
    {"move": "up-" + "9" * 5000},
    {"move": ["up-1", "down-1"], "order": "x"},
    {"question": "q1", "mark": "1", "score": "1"},
]


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_forged_values_are_refused_in_words_or_marked_as_what_they_are(
    client, of_each_kind, kind, headers
):
    attempt = of_each_kind
    url = address(attempt, number_of(attempt, kind))
    for sent in HOSTILE:
        response = client.post(url, sent, headers=headers)
        assert response.status_code in (200, 302, 422)
        if response.status_code == 422:
            assert 'role="alert"' in response.text
    by_key = read_paper(attempt.paper).by_key
    for answer in Answer.objects.all():
        assert answer.mark == by_key[answer.question].mark(answer.response)


@pytest.mark.thorough
@settings(max_examples=30)
@given(
    number=st.integers(-2, 99),
    sent=st.dictionaries(
        st.sampled_from(["choice", "order", "text", "match-0", "match-1", "move", "sure", "mode"]),
        st.lists(st.one_of(st.text(max_size=8), st.sampled_from("0123")), max_size=4),
    ),
)
def test_whatever_is_sent_nothing_breaks(client, attempt, number, sent):
    url = f"/quiz/attempts/{attempt.public_id}/{number}/"
    assert client.post(url, sent).status_code in (200, 302, 404, 422)
    assert client.get(url, sent).status_code in (200, 404)


@pytest.mark.thorough
@settings(max_examples=20)
@given(
    sent=st.dictionaries(
        st.sampled_from(["themes", "length", "mode", "minutes"]),
        st.lists(
            st.one_of(st.text(max_size=8), st.sampled_from(["test", "missed", "5", "actors"])),
            max_size=4,
        ),
    ),
)
def test_whatever_a_start_is_sent_nothing_breaks(client, edition, sent):
    url = reverse("quiz:attempts", args=[edition.paper_id])
    assert client.post(url, sent).status_code in (302, 422)


def test_answers_after_the_end_of_a_test_change_nothing(client, edition):
    url = reverse("quiz:attempts", args=[edition.paper_id])
    client.post(url, {"themes": ["motives"], "length": "5", "mode": "test"})
    attempt = Attempt.objects.get()
    client.post(reverse("quiz:hand_in", args=[attempt.public_id]))
    for number in range(1, 6):
        assert client.post(address(attempt, number), right(attempt, number)).status_code == 302
        assert client.post(address(attempt, number), {}).status_code == 302
    attempt.refresh_from_db()
    assert (Answer.objects.count(), attempt.score) == (0, 0)


def test_another_reader_can_neither_answer_hand_in_nor_look(attempt):
    stranger = Client()
    stranger.post(reverse("quiz:attempts", args=[attempt.paper_id]), EVERYTHING)
    whole = reverse("quiz:attempt", args=[attempt.public_id])
    assert stranger.post(address(attempt, 1), right(attempt, 1)).status_code == 404
    assert stranger.post(reverse("quiz:hand_in", args=[attempt.public_id])).status_code == 404
    assert stranger.get(whole).status_code == 404
    assert str(attempt.public_id) not in stranger.get(reverse("quiz:data")).text


def test_a_sureness_alone_is_no_answer(client, attempt):
    number = number_of(attempt, "single")
    assert client.post(address(attempt, number), {"sure": "95"}).status_code == 422
    assert not Answer.objects.exists()
