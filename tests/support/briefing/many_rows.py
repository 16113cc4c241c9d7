"""Many rows of everything that the desk shows."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from briefing.models import (
    Actor,
    Article,
    Brief,
    Claim,
    Edition,
    Event,
    Gap,
    Indicator,
    Relation,
    Revision,
    Role,
    Term,
)
from quiz.models import Option, Question, Quiz

CLAIM = {"section": "outlook", "standing": "assessed", "paragraphs": [1]}
QUESTION = {"theme": "actors", "skill": "recall", "kind": "single", "explanation": "So."}


def grow_brief(brief: Brief, numbers: range, few: range) -> None:
    """Give a brief claims and questions by number, and a few rows of its other parts."""
    Claim.objects.bulk_create(
        Claim(brief=brief, key=f"c{n}", text=f"Claim {n}.", position=n, **CLAIM) for n in numbers
    )
    Question.objects.bulk_create(
        Question(
            quiz=brief.quiz,
            key=f"q{n}",
            prompt=f"Why {n}?",
            position=n,
            evidence=[f"c{n}"],
            **QUESTION,
        )
        for n in numbers
    )
    new = list(brief.quiz.questions.filter(options=None))
    Option.objects.bulk_create(
        Option(question=row, position=n, text=text, right=not n, feedback="So.")
        for row in new
        for n, text in enumerate(("Yes", "No", "Perhaps"))
    )
    _grow_parts(brief, few)


def _grow_parts(brief: Brief, few: range) -> None:
    sky = Actor.objects.get(key="sky")
    actors = {
        n: Actor.objects.get_or_create(key=f"a{n}", name=f"A {n}", kind="bloc")[0] for n in few
    }
    cited: dict[str, Any] = {"brief": brief, "claims": ["c1"]}
    Role.objects.bulk_create(Role(actor=actors[n], position=n, **cited) for n in few)
    Relation.objects.bulk_create(
        Relation(subject=actors[n], verb="arms", object=sky, position=n, **cited) for n in few
    )
    Event.objects.bulk_create(
        Event(date="2017", text=f"Event {n}.", position=n, **cited) for n in few
    )
    Term.objects.bulk_create(Term(brief=brief, term=f"T {n}", text="A word.") for n in few)
    Gap.objects.bulk_create(Gap(text=f"Gap {n}.", **cited) for n in few)
    Indicator.objects.bulk_create(Indicator(text=f"Sign {n}.", **cited) for n in few)


def grow_site(brief: Brief, numbers: range) -> None:
    """Give the site briefs, articles, actors, people, editions, revisions and a log."""
    Article.objects.bulk_create(Article(title=f"Article {n}") for n in numbers)
    Actor.objects.bulk_create(Actor(key=f"x{n}", name=f"X {n}", kind="bloc") for n in numbers)
    User.objects.bulk_create(User(username=f"user{n}") for n in numbers)
    quizzes = Quiz.objects.bulk_create(Quiz(title=f"Brief {n}") for n in numbers)
    briefs = Brief.objects.bulk_create(
        Brief(title=quiz.title, slug=f"brief-{n}", article=brief.article, quiz=quiz)
        for n, quiz in zip(numbers, quizzes, strict=True)
    )
    sky = Actor.objects.get(key="sky")
    Role.objects.bulk_create(Role(brief=other, actor=sky) for other in briefs)
    said: dict[str, Any] = {"title": "A", "document": "{}", "revision": 1}
    Edition.objects.bulk_create(Edition(brief=other, number=1, **said) for other in briefs)
    Edition.objects.bulk_create(Edition(brief=brief, number=2 * n, **said) for n in numbers)
    kept = brief.revisions.earliest("pk").document
    editor = User.objects.get(username="admin")
    Revision.objects.bulk_create(
        Revision(brief=brief, number=2 * n, document=kept, what="Saved", editor=editor)
        for n in numbers
    )
    kind = ContentType.objects.get_for_model(Brief)
    LogEntry.objects.bulk_create(
        LogEntry(
            user=editor,
            content_type=kind,
            object_id=str(brief.pk),
            object_repr="The sky",
            action_flag=CHANGE,
        )
        for _ in numbers
    )
