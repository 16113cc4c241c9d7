"""Every page of the site, in each state that an address leads to."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from briefing.models import Edition
from briefing.reading.pages import BriefPage
from quiz.choices import Mode, Sureness
from quiz.models import Attempt, Question
from quiz.paper import read_paper
from tests.support.quiz.answers import right, wrong

Places = dict[str, str]
# The pages that no address leads to, by their templates.
ERRORS = ("400", "403", "403_csrf", "404", "405", "410", "429", "500", "503")


def reading(edition: Edition) -> Places:
    """What everyone may read; `edition` is one that a newer one has followed."""
    beneath = [page for page in BriefPage if page != BriefPage.BRIEF]
    pages = {str(page): f"{edition.brief.get_absolute_url()}{page}/" for page in beneath}
    older = {
        f"{page} of an older edition": f"{edition.get_absolute_url()}{page}/" for page in beneath
    }
    return (
        pages
        | older
        | {
            "front": reverse("briefing:front"),
            "brief": edition.brief.get_absolute_url(),
            "evidence narrowed": f"{pages['evidence']}?standing=established&actor=sky",
            "an older edition": edition.get_absolute_url(),
            "worksheet": reverse("quiz:worksheet", args=[edition.paper_id]),
            "nothing kept": reverse("quiz:mine"),
            "404": "/nowhere/",
            "login": reverse("admin:login"),
        }
    )


def quiz(edition: Edition, client: Client) -> Places:
    """The quiz of an edition, asked, answered in each way and finished by this client's reader."""
    start = reverse("quiz:paper", args=[edition.paper_id])
    asked, test, practice = (begun(edition, client, mode) for mode in _MODES)
    answered = list(_answered(practice, client))
    results = reverse("quiz:attempt", args=[practice.public_id])
    client.get(results)
    found = {f"question: {kind}": _address(asked, n) for n, kind in _kinds(asked)}
    found |= {f"verdict: {kind}": address for kind, address in answered}
    client.post(_address(test, 1), right(test, 1))
    return found | {
        "start, with something to go on with": start,
        "question of a test": _address(test, 1),
        "overview of a test": reverse("quiz:attempt", args=[test.public_id]),
        "results": results,
        "what is kept": reverse("quiz:mine"),
    }


_MODES = (Mode.PRACTICE, Mode.TEST, Mode.PRACTICE)


def begun(edition: Edition, client: Client, mode: Mode = Mode.PRACTICE) -> Attempt:
    """Begin a quiz on everything."""
    assert edition.paper
    themes = list(read_paper(edition.paper).themes)
    chosen = {"themes": themes, "length": "all", "mode": mode, "minutes": ""}
    if mode == Mode.TEST:
        chosen["minutes"] = "10"
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), chosen)
    return Attempt.objects.latest("pk")


def _answered(attempt: Attempt, client: Client) -> Iterator[tuple[str, str]]:
    """Answer every other question rightly, and say how sure."""
    for number, kind in _kinds(attempt):
        sent = right(attempt, number) if number % 2 else wrong(attempt, number)
        client.post(_address(attempt, number), sent | {"sure": str(Sureness.CERTAIN)})
        yield kind, _address(attempt, number)


def _kinds(attempt: Attempt) -> Iterator[tuple[int, str]]:
    """Return each question's number with its kind."""
    questions = read_paper(attempt.paper).by_key
    for number, (key, _) in enumerate(attempt.draw, 1):
        yield number, questions[key].kind


def _address(attempt: Attempt, number: int) -> str:
    return reverse("quiz:question", args=[attempt.public_id, number])


def desk(edition: Edition) -> Places:
    """The editor's desk."""
    brief, question = [edition.brief_id], [Question.objects.first().pk]  # type: ignore[union-attr]
    return {
        "desk": reverse("admin:index"),
        "briefs": reverse("admin:briefing_brief_changelist"),
        "a brief": reverse("admin:briefing_brief_change", args=brief),
        "publish": reverse("admin:briefing_brief_publish", args=brief),
        "questions": reverse("admin:quiz_question_changelist"),
        "a question": reverse("admin:quiz_question_change", args=question),
        "a new question": f"{reverse('admin:quiz_question_add')}?quiz={edition.brief.quiz_id}",
        "deleting": reverse("admin:quiz_question_delete", args=question),
        "an article": reverse("admin:briefing_article_change", args=[edition.brief.article_id]),
        "editions": reverse("admin:briefing_edition_changelist"),
        "key": reverse("quiz:key", args=[edition.paper_id]),
    }
