import html
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from briefing.models import Brief
from quiz.models import Answer, Attempt
from quiz.paper import keep_paper, new_paper, read_paper
from tests.support.html import text_of
from tests.support.quiz.answers import right, wrong

HTMX = {"HX-Request": "true"}
SECOND = timedelta(seconds=1)
CHOICE = {"themes": ["actors", "motives", "consequences"], "length": "5"}
OF_EACH_KIND = {"themes": ["actors"], "length": "all"}
EVERYTHING = {"themes": ["actors", "motives", "consequences", "standing"], "length": "all"}


@pytest.fixture
def paper(edition):
    return edition.paper


def begin(client, paper, choice=CHOICE, **extra):
    return client.post(reverse("quiz:attempts", args=[paper.pk]), choice, **extra)


@pytest.fixture
def attempt(client, paper):
    begin(client, paper)
    return Attempt.objects.get()


def address(attempt, number):
    return reverse("quiz:question", args=[attempt.public_id, number])


def drawn(attempt, number):
    """Return the question drawn at a number."""
    return read_paper(attempt.paper).by_key[attempt.draw[number - 1][0]]


def numbers_of(attempt, kind):
    asked = enumerate((read_paper(attempt.paper).by_key[key].kind for key, _ in attempt.draw), 1)
    return [number for number, found in asked if found == kind]


def test_starting_leads_to_the_first_question_and_sets_a_private_cookie(client, paper):
    response = begin(client, paper)
    assert response.status_code == 302
    assert response["Location"] == address(Attempt.objects.get(), 1)
    cookie = response.cookies["reader"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_reading_and_looking_at_the_start_set_no_reader_cookie(client, paper):
    client.get(reverse("quiz:page", args=[paper.pk]), follow=True)
    client.get(reverse("quiz:paper", args=[paper.pk]))
    assert "reader" not in client.cookies


def test_the_questions_drawn_are_of_the_themes_and_length_chosen(client, paper):
    begin(client, paper, {"themes": ["motives"], "length": "10"})
    attempt = Attempt.objects.get()
    themes = {read_paper(paper).by_key[key].theme for key, _ in attempt.draw}
    assert (len(attempt.draw), themes) == (10, {"motives"})


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"length": "5"}, "Choose at least one theme."),
        ({"themes": ["weather"], "length": "5"}, "“weather” is not a theme of this quiz."),
        ({"themes": ["motives"]}, "Choose how many questions."),
        ({"themes": ["motives"], "length": "7"}, "Choose one of the lengths shown."),
        ({"themes": ["motives"], "length": "x" * 9999}, "Choose one of the lengths shown."),
    ],
)
def test_a_start_that_cannot_be_is_refused_in_words(client, paper, choice, words):
    response = begin(client, paper, choice)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert not Attempt.objects.exists()


def test_what_was_chosen_at_a_refused_start_is_still_chosen(client, paper):
    page = begin(client, paper, {"themes": ["motives"]}).text
    checked = re.findall(r'name="themes" value="(\w+)"\s+checked', page)
    assert checked == ["motives"]


def test_a_reload_shows_the_same_question_with_the_same_order(client, attempt):
    shown = [text_of(client.get(address(attempt, 1)).text) for _ in "12"]
    assert shown[0] == shown[1]
    assert drawn(attempt, 1).prompt in html.unescape(shown[0])


def test_htmx_gets_a_fragment_and_anyone_else_a_page_with_the_same_fragment(client, attempt):
    page = client.get(address(attempt, 1))
    fragment = client.get(address(attempt, 1), headers=HTMX)
    assert page.text.startswith("<!doctype html>")
    assert fragment.text.strip().startswith('<section id="quiz"')
    assert text_of(fragment.text) in text_of(page.text)


def test_what_belongs_to_one_reader_is_kept_out_of_caches(client, attempt):
    for url in (address(attempt, 1), reverse("quiz:paper", args=[attempt.paper_id])):
        response = client.get(url)
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert {"HX-Request", "Cookie"} <= set(response["Vary"].split(", "))


def test_a_plain_answer_leads_back_to_its_verdict(client, attempt):
    response = client.post(address(attempt, 1), right(attempt, 1))
    assert (response.status_code, response["Location"]) == (302, address(attempt, 1))
    page = text_of(client.get(address(attempt, 1)).text)
    assert "Correct" in page
    assert drawn(attempt, 1).explanation in html.unescape(page)


def test_an_htmx_answer_gets_its_verdict_at_once(client, attempt):
    response = client.post(address(attempt, 1), right(attempt, 1), headers=HTMX)
    assert response.status_code == 200
    assert 'id="verdict"' in response.text


def test_a_wrong_answer_shows_the_claim_and_what_each_choice_gets_wrong(client, paper):
    begin(client, paper, EVERYTHING)
    attempt = Attempt.objects.get()
    number = numbers_of(attempt, "single")[0]
    question, sent = drawn(attempt, number), wrong(attempt, number)
    response = client.post(address(attempt, number), sent, headers=HTMX)
    page = html.unescape(text_of(response.text))
    chosen = question.options[attempt.draw[number - 1][1][int(sent["choice"][0])]]
    assert chosen.feedback in page
    for key in question.evidence:
        assert read_paper(attempt.paper).passages[key].text in page
        back = reverse("quiz:page", args=[attempt.paper_id])
        assert f'href="{back}?claim={key}#{key}"' in response.text


@pytest.mark.parametrize("choice", [{}, {"choice": "77"}, {"choice": ["0", "1"]}, {"choice": "a"}])
def test_what_is_no_answer_is_refused_beside_the_question(client, paper, choice):
    begin(client, paper, EVERYTHING)
    attempt = Attempt.objects.get()
    number = numbers_of(attempt, "single")[0]
    response = client.post(address(attempt, number), choice, headers=HTMX)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not Answer.objects.exists()


def test_a_refused_choice_is_still_ticked(client, paper):
    begin(client, paper, EVERYTHING)
    attempt = Attempt.objects.get()
    number = numbers_of(attempt, "single")[0]
    response = client.post(address(attempt, number), {"choice": ["0", "1"]})
    assert re.findall(r'name="choice" value="(\d)" checked', response.text) == ["0", "1"]


def test_an_answer_sent_again_gives_the_first_verdict(client, attempt):
    first = client.post(address(attempt, 1), right(attempt, 1), headers=HTMX)
    again = client.post(address(attempt, 1), right(attempt, 1), headers=HTMX)
    assert text_of(first.text) == text_of(again.text)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_another_answer_to_an_answered_question_is_told_that_the_first_stays(
    client, attempt, headers
):
    client.post(address(attempt, 1), right(attempt, 1))
    again = client.post(address(attempt, 1), wrong(attempt, 1), headers=headers, follow=True)
    assert "The first answer stays." in again.text
    assert Answer.objects.get().mark == 1


def test_results_come_when_all_is_answered_and_stay_after_the_end(client, attempt):
    for number in range(1, 6):
        client.post(address(attempt, number), right(attempt, number))
    results = text_of(client.get(reverse("quiz:attempt", args=[attempt.public_id])).text)
    assert "Your result: 5 of 5 (100%)" in results
    client.post(address(attempt, 1), {"choice": "0"})
    again = text_of(client.get(reverse("quiz:attempt", args=[attempt.public_id])).text)
    assert again == results


def test_an_unfinished_attempt_goes_on_where_it_was_left(client, attempt):
    client.post(address(attempt, 1), right(attempt, 1))
    start = client.get(reverse("quiz:paper", args=[attempt.paper_id]))
    onward = reverse("quiz:attempt", args=[attempt.public_id])
    assert f'href="{onward}"' in start.text
    assert client.get(onward)["Location"] == address(attempt, 2)


def test_another_readers_attempt_is_not_there(attempt):
    stranger = Client()
    for url in (address(attempt, 1), reverse("quiz:attempt", args=[attempt.public_id])):
        assert stranger.get(url).status_code == 404
    assert stranger.post(address(attempt, 1), {"choice": "0"}).status_code == 404


def test_a_forged_cookie_is_nobody(client, attempt):
    client.cookies["reader"] = str(attempt.reader)
    assert client.get(address(attempt, 1)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/quiz/papers/999/",
        "/quiz/attempts/7d444840-9dc0-41d1-b245-5ffdce74fad2/",
        "/quiz/attempts/x/",
        "/quiz/attempts/1/2/",
    ],
)
def test_what_is_not_there_is_said_in_the_sites_look(client, edition, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_a_question_that_was_not_drawn_is_not_there(client, attempt):
    assert client.get(address(attempt, 6)).status_code == 404
    assert client.post(address(attempt, 99), {"choice": "0"}).status_code == 404


def test_a_huge_body_is_refused_in_the_sites_look(client, attempt):
    response = client.post(address(attempt, 1), {"choice": "0" * 5_000_000})
    assert response.status_code == 413
    assert "<h1>That was too much at once</h1>" in response.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, attempt, method):
    assert getattr(client, method)(address(attempt, 1)).status_code == 405


def test_a_start_costs_at_most_four_queries(client, paper, queries):
    read_paper(paper)
    with queries() as seen:
        begin(client, paper, headers=HTMX)
    # The paper and the attempt made; for a reader who is known, whether it is the first.
    assert len(seen) == 2
    with queries() as seen:
        begin(client, paper, headers=HTMX)
    assert len(seen) == 3


@pytest.mark.thorough
@pytest.mark.parametrize("earlier", [0, 30])
def test_an_answer_costs_at_most_five_queries_at_any_history(client, paper, queries, earlier):
    for _ in range(earlier + 1):
        begin(client, paper)
    attempt = Attempt.objects.latest("started")
    sent = {number: right(attempt, number) for number in range(1, 6)}
    for number, values in sent.items():
        with queries() as seen:
            client.post(address(attempt, number), values, headers=HTMX)
        # The last one also finishes the attempt and schedules its reviews.
        most = 11 if number == 5 else 5
        assert len(seen) <= most, [query["sql"] for query in seen]


def secrets_of(question):
    """What tells which answer is right, and must not be seen before it is given."""
    told = [question.explanation, *(option.feedback for option in question.options)]
    return told + [question.key_said()] * (question.kind in ("match", "order"))


@pytest.mark.thorough
@pytest.mark.parametrize("mode", ["practice", "test"])
def test_nothing_right_reaches_the_browser_before_the_answer(client, paper, mode):
    begin(client, paper, {**EVERYTHING, "mode": mode})
    attempt = Attempt.objects.get()
    start, whole = (
        reverse("quiz:paper", args=[paper.pk]),
        reverse("quiz:attempt", args=[attempt.public_id]),
    )
    data = reverse("quiz:data")
    for number in range(1, len(attempt.draw) + 1, 6):
        secrets = secrets_of(drawn(attempt, number))
        for url in (start, whole, data, address(attempt, number)):
            sent = client.get(url, headers=HTMX if number % 2 else {}, follow=True)
            words = html.unescape(sent.text + str(sent.headers) + str(sent.cookies))
            assert [secret for secret in secrets if secret in words] == []
            assert re.search(r"is-right|data-right|correct", words) is None
        client.post(address(attempt, number), right(attempt, number))
        if mode == "test":
            after = html.unescape(client.get(address(attempt, number)).text)
            assert [secret for secret in secrets if secret in after] == []


def test_the_place_of_an_option_tells_nothing_of_what_is_right(client, paper):
    begin(client, paper, EVERYTHING)
    attempt = Attempt.objects.get()
    page = client.get(address(attempt, numbers_of(attempt, "multiple")[0])).text
    values = re.findall(r'name="choice" value="(\d)"', page)
    assert values == [str(place) for place in range(len(values))]


def test_a_step_moved_without_htmx_leads_to_an_address_that_shows_the_new_order(client, whole):
    begin(client, whole.paper, OF_EACH_KIND)
    attempt = Attempt.objects.get()
    number = numbers_of(attempt, "order")[0]
    sent = {
        "order": ["0", "1", "2", "3", "4"][: len(drawn(attempt, number).options)],
        "move": "down-0",
    }
    page = client.post(address(attempt, number), sent, follow=True).text
    assert re.findall(r'name="order" value="(\d)"', page)[:3] == ["1", "0", "2"]
    assert 'name="moved" value="down-0"' in page
    assert not Answer.objects.exists()


def test_a_step_that_is_none_cannot_be_moved(client, whole):
    begin(client, whole.paper, OF_EACH_KIND)
    attempt = Attempt.objects.get()
    number = numbers_of(attempt, "order")[0]
    assert client.post(address(attempt, number), {"move": "up-77"}).status_code == 422
    assert (
        client.post(
            address(attempt, numbers_of(attempt, "single")[0]), {"move": "up-1"}
        ).status_code
        == 422
    )


def test_what_was_matched_is_still_chosen_when_one_is_missing(client, whole):
    begin(client, whole.paper, OF_EACH_KIND)
    attempt = Attempt.objects.get()
    number = numbers_of(attempt, "match")[0]
    response = client.post(address(attempt, number), {"match-0": "2"}, headers=HTMX)
    assert response.status_code == 422
    assert re.findall(r'<option value="(\d)" selected', response.text) == ["2"]


def test_a_test_leads_to_the_next_open_question_and_then_to_its_overview(client, paper):
    begin(client, paper, {**CHOICE, "mode": "test"})
    attempt = Attempt.objects.get()
    onward = [
        client.post(address(attempt, number), right(attempt, number))["Location"]
        for number in (2, 3, 4, 5, 1)
    ]
    overview = reverse("quiz:attempt", args=[attempt.public_id])
    assert onward == [address(attempt, n) for n in (3, 4, 5, 1)] + [overview]
    assert "5 of 5 answered" in client.get(overview).text


def test_a_test_is_handed_in_and_then_tells(client, paper):
    begin(client, paper, {**CHOICE, "mode": "test"})
    attempt = Attempt.objects.get()
    client.post(address(attempt, 1), right(attempt, 1))
    hand_in = reverse("quiz:hand_in", args=[attempt.public_id])
    assert "Your result: 1 of 5 (20%)" in text_of(client.post(hand_in, follow=True).text)
    assert "Correct" in text_of(client.get(address(attempt, 1)).text)
    assert "Not answered" in text_of(client.get(address(attempt, 2)).text)


def test_a_time_limit_is_shown_and_held(client, paper):
    begin(client, paper, {**CHOICE, "mode": "test", "minutes": "10"})
    attempt = Attempt.objects.get()
    assert attempt.deadline
    assert attempt.deadline - attempt.started == pytest.approx(timedelta(minutes=10), abs=SECOND)
    shown = client.get(address(attempt, 1)).text
    assert "The time ends at" in shown
    told = re.search(r'data-ms="(\d+)"', shown)
    assert told
    assert timedelta(milliseconds=int(told[1])) == pytest.approx(10 * 60 * SECOND, abs=5 * SECOND)
    Attempt.objects.update(deadline=timezone.now() - SECOND)
    late = client.post(address(attempt, 1), right(attempt, 1), follow=True)
    assert "The time ran out." in late.text
    assert not Answer.objects.exists()


def test_a_practice_has_no_time_limit(client, paper):
    refused = begin(client, paper, {**CHOICE, "minutes": "10"})
    assert refused.status_code == 422
    assert "Only a test has a time limit." in refused.text


def test_what_was_missed_is_asked_again_and_nothing_else(client, paper):
    begin(client, paper)
    first = Attempt.objects.get()
    client.post(address(first, 1), wrong(first, 1))
    client.post(address(first, 2), right(first, 2))
    assert "Retry the 1 you missed" in client.get(reverse("quiz:paper", args=[paper.pk])).text
    begin(client, paper, {"mode": "missed"})
    again = Attempt.objects.latest("started")
    assert [key for key, _ in again.draw] == [first.draw[0][0]]


def test_where_nothing_was_missed_nothing_is_asked_again(client, paper):
    response = begin(client, paper, {"mode": "missed"})
    assert response.status_code == 422
    assert "nothing was missed" in response.text


@pytest.mark.parametrize("mode", ["exam", "", "practice'--"])
def test_a_mode_that_is_none_is_refused_and_none_is_practice(client, paper, mode):
    response = begin(client, paper, {**CHOICE, "mode": mode})
    assert response.status_code == (422 if mode else 302)


def test_the_reader_cookie_is_secure_where_the_site_is(client, paper, monkeypatch):
    monkeypatch.setattr(settings, "SESSION_COOKIE_SECURE", True)
    assert begin(client, paper).cookies["reader"]["secure"] is True


def test_a_quiz_leads_back_to_the_page_it_is_about(client, paper, edition):
    back = reverse("quiz:page", args=[paper.pk])
    assert client.get(back)["Location"] == "/briefs/russia-and-the-taliban/"
    Brief.objects.update(slug="moved")
    assert client.get(back)["Location"] == "/briefs/moved/"


def test_a_quiz_on_no_page_leads_nowhere(client, db):
    stray = keep_paper(new_paper("Sky", "sky", [], {}))
    assert client.get(reverse("quiz:page", args=[stray.pk])).status_code == 404
    assert client.get(reverse("quiz:page", args=[stray.pk + 1])).status_code == 404
