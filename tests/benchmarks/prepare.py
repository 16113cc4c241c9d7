"""Fill a database and print what is to be asked of it: python -m tests.benchmarks.prepare N.

N attempts of ten answers each are put into it. Printed as JSON: the page's address, the requests
for answers to a brief as it is bundled, to one of 10 and to one of 1,000 claims and questions, and
how long the reports took to open.
"""

import json
import random
import sys
from time import perf_counter
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from briefing.documents.schema import BriefDocument  # noqa: E402
from briefing.documents.yaml_format import read_brief  # noqa: E402
from briefing.editing.drafts import replace_draft  # noqa: E402
from briefing.editing.publishing import publish  # noqa: E402
from briefing.models import Edition  # noqa: E402
from quiz.attempts.recorded import start  # noqa: E402
from quiz.attempts.state import AttemptPlan  # noqa: E402
from quiz.choices import Mode, Theme  # noqa: E402
from quiz.models import Paper  # noqa: E402
from quiz.paper import read_paper  # noqa: E402
from quiz.reporting.tallies import count_page  # noqa: E402
from quiz.views.reader_cookie import set_reader_cookie  # noqa: E402
from tests.conftest import BUNDLED, small_brief  # noqa: E402
from tests.support.briefing.simulated_readers import many  # noqa: E402
from tests.support.quiz.answers import right_to  # noqa: E402
from tests.support.quiz.simulated_readers import Classroom  # noqa: E402

# Answers of each kind: the first are not measured, since they find nothing at hand yet.
ATTEMPTS = 60
LENGTH = 10
# After so many answers more the reports are looked at again.
MORE = 1000
RNG = random.Random(7)


def main(attempts: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    bundled = published(read_brief(BUNDLED.read_bytes()))
    ten = paper_of(published(of_size(10)))
    papers = {
        "bundled": paper_of(bundled),
        "ten": ten,
        "ten again": ten,
        "thousand": paper_of(published(of_size(1000))),
    }
    fill(papers["bundled"], attempts)
    asked = {name: answers(paper) for name, paper in papers.items()}
    floor = [
        [path.replace("/quiz/attempts/", "/floor/"), *rest]
        for path, *rest in answers(papers["bundled"])
    ]
    facts = {
        "page": bundled.brief.get_absolute_url(),
        "answers": asked,
        "floor": floor,
        "reports": reports(bundled, papers["bundled"]),
    }
    print(json.dumps(facts))  # noqa: T201


def published(document: BriefDocument) -> Edition:
    return publish(replace_draft(document).pk)[0]


def paper_of(edition: Edition) -> Paper:
    assert edition.paper is not None
    return edition.paper


def of_size(number: int) -> BriefDocument:
    parts = {"slug": f"sky-{number}", "title": f"The sky {number}", **many(number)}
    return BriefDocument.model_validate(small_brief(**parts))


# Rows as the program makes them, made where they are kept.
_ATTEMPTS = """
    INSERT INTO quiz_attempt
        (public_id, paper_id, reader, mode, draw, started, finished, score, first, tallied,
         scheduled)
    WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < %s)
    SELECT {uuid}, %s, {uuid}, 'practice', {json}, {moment}, {moment}, 0.5, {true}, {true}, {true}
    FROM counted
"""
_ANSWERS = """
    INSERT INTO quiz_answer (attempt_id, question, response, mark, given)
    SELECT attempt.id, asked.question, {zero}, attempt.id %% 2, {moment}
    FROM quiz_attempt AS attempt, ({questions}) AS asked
"""
_WRITTEN = {
    "sqlite": {
        "uuid": "lower(hex(randomblob(16)))",
        "json": "%s",
        "zero": "'[0]'",
        "moment": "'2026-01-01 12:00:00'",
        "true": "1",
    },
    "postgresql": {
        "uuid": "gen_random_uuid()",
        "json": "%s::jsonb",
        "zero": "'[0]'::jsonb",
        "moment": "'2026-01-01 12:00:00+00'::timestamptz",
        "true": "true",
    },
}


def fill(paper: Paper, attempts: int) -> None:
    """Put attempts into the database whose answers are counted already."""
    if not attempts:
        return
    keys = [question.key for question in read_paper(paper).questions[:LENGTH]]
    draw = json.dumps([[key, [0, 1, 2, 3]] for key in keys])
    words = _WRITTEN[connection.vendor]
    questions = " UNION ALL ".join("SELECT %s AS question" for _ in keys)
    with connection.cursor() as cursor:
        cursor.execute(_ATTEMPTS.format(**words), [attempts, paper.pk, draw])
        cursor.execute(_ANSWERS.format(questions=questions, **words), keys)
        cursor.execute("ANALYZE")


def answers(paper: Paper) -> list[tuple[str, dict[str, list[str]], str]]:
    """Begin attempts; return the address, the form and the cookie of each right answer to them."""
    requests = []
    for _ in range(ATTEMPTS):
        reader = uuid4()
        plan = AttemptPlan(Mode.PRACTICE, Theme.values, LENGTH)
        state = start(paper, reader, plan, first=False, rng=RNG)
        response = HttpResponse()
        set_reader_cookie(response, reader)
        cookie = response.cookies["reader"].OutputString(attrs=[])
        requests += [(item.address, dict(right_to(item)), cookie) for item in state.items]
    return requests


def reports(edition: Edition, paper: Paper) -> dict[str, float]:
    """Return how long each report took to open, in seconds, and after so many answers more."""
    keys = sorted(read_paper(paper).by_key)
    difficulties = {key: -2 + 4 * place / len(keys) for place, key in enumerate(keys)}
    room = Classroom(paper, difficulties)
    room.take_quizzes(200, LENGTH, leaving=0.1)
    count_page(paper.page_key, seconds=600)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser("editor"))
    brief = edition.brief_id
    places = {
        "overview": reverse("admin:briefing_brief_report", args=[brief]),
        "one question": reverse("admin:briefing_brief_report_question", args=[brief, keys[0]]),
        "the brief with its claims": reverse("admin:briefing_brief_report_claims", args=[brief]),
    }
    took = {name: opened(client, place) for name, place in places.items()}
    room.take_quizzes(MORE // LENGTH, LENGTH)
    return took | {f"overview, {MORE:,} answers later": opened(client, places["overview"])}


def opened(client: Client, place: str) -> float:
    begun = perf_counter()
    response: Any = client.get(place)
    assert response.status_code == 200, (place, response.status_code)
    return perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]))
