"""How readers answered each question: counted once, when an attempt is finished and looked at."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, F, Sum

from quiz.models import Answer, Attempt, Paper, Tally

FEWEST = 20
# One look counts at most so many attempts, so that no reader waits for all the others.
A_LOOK = 1000


def count_new(paper: Paper) -> None:
    """Add the finished first attempts that are not counted yet to the paper's tallies."""
    new = Attempt.objects.filter(paper=paper, first=True, tallied=False, finished__isnull=False)
    with transaction.atomic():
        claimed = list(
            new.select_for_update(skip_locked=True)
            .order_by("pk")
            .values_list("pk", flat=True)[:A_LOOK]
        )
        if not claimed:
            return
        answers = Answer.objects.filter(attempt__in=claimed).values("question")
        counted = list(answers.annotate(n=Count("pk"), sum=Sum("mark")).order_by("question"))
        Tally.objects.bulk_create(
            [Tally(paper=paper, question=row["question"]) for row in counted],
            ignore_conflicts=True,
        )
        for row in counted:
            Tally.objects.filter(paper=paper, question=row["question"]).update(
                answers=F("answers") + row["n"], marks=F("marks") + row["sum"]
            )
        Attempt.objects.filter(pk__in=claimed).update(tallied=True)


def others_earned(paper: Paper, keys: Collection[str], own: dict[str, float]) -> float | None:
    """Return what other readers earned on average on these questions; one query.

    `own` are the marks that the tallies hold of this reader, left out. None where fewer than
    twenty others answered one of them.
    """
    tallies = {t.question: t for t in Tally.objects.filter(paper=paper, question__in=keys)}
    earned = 0.0
    for key in keys:
        tally = tallies.get(key)
        others = tally.answers - (key in own) if tally else 0
        if tally is None or others < FEWEST:
            return None
        earned += (tally.marks - own.get(key, 0)) / others
    return earned
