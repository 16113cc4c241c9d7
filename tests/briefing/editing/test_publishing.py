import logging
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.db.models import ProtectedError
from django.test import Client

from briefing.choices import Standing
from briefing.documents.schema import BriefDocument, EditionDocument
from briefing.editing import publishing
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import NotReady, publish, unpublish
from briefing.models import Actor, Brief, Claim, Edition
from briefing.serving import pages
from quiz.choices import Theme
from quiz.documents.immutable import FrozenError
from quiz.models import Paper
from quiz.paper import PaperDocument, read_paper

pytestmark = pytest.mark.django_db


def paper_of(edition: Edition) -> PaperDocument:
    assert edition.paper
    return read_paper(edition.paper)


def frozen(edition: Edition) -> dict[str, Any]:
    return Edition.objects.filter(pk=edition.pk).values().get()


def reword(brief: Brief, key: str, text: str = "Reworded.") -> None:
    Claim.objects.filter(brief=brief, key=key).update(text=text)


def test_publishing_makes_the_edition_and_its_paper(brief, bundled, admin_user):
    edition, new = publish(brief.pk, admin_user, "First.")
    assert new
    assert EditionDocument.model_validate_json(edition.document) == bundled.edition()
    assert edition.paper
    assert [edition.paper.page_key, edition.paper.title] == [brief.key, brief.title]
    written = paper_of(edition).questions[: len(bundled.questions)]
    assert [q.model_dump() for q in written] == [q.model_dump() for q in bundled.questions]
    assert [edition.number, edition.note, edition.publisher] == [1, "First.", admin_user]
    assert Brief.objects.get().live == edition


def test_a_question_is_frozen_with_the_claims_it_rests_on(edition, bundled):
    claim = next(claim for claim in bundled.claims if claim.speaker)
    speaker = next(actor.name for actor in bundled.actors if actor.key == claim.speaker)
    passage = paper_of(edition).passages[claim.key]
    assert passage.model_dump() == {
        "text": claim.text,
        "standing": claim.standing.label,
        "sign": claim.standing.sign,
        "speaker": speaker,
        "paragraphs": claim.paragraphs,
        "bare": claim.bare,
        "why": claim.why,
        "answers": claim.answers,
    }


def test_how_a_bare_statement_is_known_is_asked_by_a_question_that_nobody_wrote(edition, bundled):
    drawn = paper_of(edition).questions[len(bundled.questions) :]
    options = [f"{standing.label}: {standing.meaning}" for standing in Standing]
    asked = [
        (q.evidence, q.theme, q.key_said(), [option.text for option in q.options]) for q in drawn
    ]
    assert asked == [
        (
            (claim.key,),
            Theme.STANDING,
            f"{claim.standing.label}: {claim.standing.meaning}",
            options,
        )
        for claim in bundled.claims
        if claim.bare
    ]


def test_an_edition_remembers_the_revision_it_was_published_from(brief, bundled):
    replace_draft(bundled.model_copy(update={"title": "Another title"}))
    assert publish(brief.pk)[0].revision == 2


def test_publishing_again_without_a_change_makes_no_new_edition(edition):
    assert publish(edition.brief_id, note="Again.") == (edition, False)
    assert [Edition.objects.count(), Paper.objects.count()] == [1, 1]


def test_a_changed_claim_makes_a_second_edition_and_leaves_the_first(edition):
    before = frozen(edition)
    reword(edition.brief, "c1")
    second, new = publish(edition.brief_id)
    assert [new, second.number] == [True, 2]
    assert frozen(edition) == before
    assert Brief.objects.get().live == second
    assert paper_of(second).passages["c1"].text == "Reworded."


def test_names_that_a_typed_answer_might_be_mistaken_for_are_frozen(edition, bundled):
    names = paper_of(edition).names
    assert {actor.name for actor in bundled.actors} <= set(names)
    assert {term.term for term in bundled.terms} <= set(names)
    assert "Saudi Arabia" in names
    assert len(names) == len(set(names))


def test_a_change_of_what_the_text_uses_makes_a_new_paper(edition):
    """A quiz on the brief's own text asks what that text answers."""
    edition.brief.passages.all().delete()
    Brief.objects.update(bottom_line="It is so.")
    second, _ = publish(edition.brief_id)
    assert second.paper != edition.paper
    assert [len(paper_of(each).in_text) > 0 for each in (edition, second)] == [True, False]


def test_a_change_beside_the_claims_keeps_the_paper(edition):
    edition.brief.terms.update(text="Reworded.")
    second, new = publish(edition.brief_id)
    assert new
    assert second.paper == edition.paper
    assert Paper.objects.count() == 1


def test_a_changed_question_alone_makes_a_new_edition_with_a_new_paper(edition):
    question = edition.brief.quiz.questions.first()
    question.prompt = "Is it so?"
    question.save()
    second, _ = publish(edition.brief_id)
    assert [second.number, second.document] == [2, edition.document]
    assert second.paper != edition.paper


def test_going_back_to_an_earlier_text_is_a_new_edition_of_the_same_paper(edition):
    original = edition.brief.claims.get(key="c1").text
    reword(edition.brief, "c1")
    publish(edition.brief_id)
    reword(edition.brief, "c1", original)
    third, new = publish(edition.brief_id)
    assert [new, third.number, third.document] == [True, 3, edition.document]
    assert third.paper == edition.paper


def test_a_brief_without_questions_is_published_without_a_paper(small):
    brief = replace_draft(BriefDocument.model_validate(small(questions=[])))
    assert publish(brief.pk)[0].paper is None
    assert publish(brief.pk)[1] is False


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.save(),
        lambda row: row.save(update_fields=["sha256"]),
        lambda row: row.delete(),
        lambda row: type(row).objects.update(sha256="0"),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
        transaction.atomic(lambda row: type(row).objects.bulk_update([row], ["sha256"])),
        lambda row: type(row).objects.update_or_create(pk=row.pk, defaults={"sha256": "0"}),
        lambda row: type(row).objects.bulk_create(
            [row], update_conflicts=True, update_fields=["sha256"], unique_fields=["id"]
        ),
    ],
    ids=[
        *("save", "save a field", "delete", "update", "delete many", "bulk_update", "or create"),
        "bulk_create",
    ],
)
def test_what_is_published_cannot_be_changed_or_deleted(edition, write):
    for row in (edition, edition.paper):
        before = type(row).objects.values().get()
        with pytest.raises(FrozenError):
            write(row)
        assert type(row).objects.values().get() == before


NO_QUESTION = "There is no question “standing-c2” in this brief. Add it, or name another."
NO_C2 = "There is no claim “c2” in this brief. Add it, or name another."


def test_an_unready_draft_is_refused_with_every_problem_and_nothing_is_written(brief):
    brief.claims.filter(key="c1").update(paragraphs=[99], actors=["nobody"])
    brief.claims.filter(key="c2").delete()
    Brief.objects.update(standfirst="")
    with pytest.raises(NotReady) as refused:
        publish(brief.pk)
    said = set(str(refused.value).splitlines())
    unknown = {line for line in said if "“c2”" in line}
    assert {line.partition(" › ")[0] for line in unknown} == {
        *("actors", "relations", "events", "what is not known", "questions"),
        *("text of the brief", f"bottom line: {NO_C2}"),
    }
    assert said - unknown == {
        "standfirst: Add “standfirst”: it is missing.",
        *(f"questions › {key} › excludes: {NO_QUESTION}" for key in ("q11", "q64")),
        "claims › c1 › paragraphs: The article has 14 paragraphs; there is no paragraph 99.",
        (
            "claims › c1 › actors: There is no actor “nobody” in this brief. "
            "Add it (at the desk, under Roles), or name another."
        ),
    }
    assert [Edition.objects.count(), Paper.objects.count()] == [0, 0]
    assert Brief.objects.get().live is None


def broken(*args: object, **kwargs: object) -> None:
    raise RuntimeError("The power fails.")


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (publishing, "keep_paper"),
        (Edition, "save"),
        (transaction, "on_commit"),
    ],
)
def test_a_publishing_that_fails_half_way_writes_nothing(brief, monkeypatch, owner, name):
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(RuntimeError):
        publish(brief.pk)
    assert [Edition.objects.count(), Paper.objects.count()] == [0, 0]
    assert Brief.objects.get().live is None


@pytest.mark.parametrize(
    "find",
    [
        lambda edition: Actor.objects.get(key="russia"),
        lambda edition: edition.brief.article,
        lambda edition: edition.brief,
        lambda edition: edition.brief.quiz,
        lambda edition: edition.publisher,
    ],
    ids=["an actor", "the article", "the brief", "the quiz", "the publisher"],
)
def test_what_a_published_brief_rests_on_cannot_be_deleted(brief, admin_user, find):
    edition = publish(brief.pk, admin_user)[0]
    with pytest.raises(ProtectedError):
        find(edition).delete()


def test_readers_see_a_new_edition_at_once(edition, client, django_capture_on_commit_callbacks):
    address = edition.brief.get_absolute_url()
    assert "Reworded." not in client.get(address).text
    reword(edition.brief, "c1")
    assert "Reworded." not in client.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        publish(edition.brief_id)
    assert "Reworded." in client.get(address).text


@pytest.mark.parametrize(
    "act", [lambda pk: publish(pk)[0], unpublish], ids=["publish", "unpublish"]
)
def test_what_fails_after_the_commit_is_logged_and_fails_nothing(
    edition, act, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    reword(edition.brief, "c1")
    monkeypatch.setattr(pages, "show_live", broken)
    with django_capture_on_commit_callbacks(execute=True):
        made = act(edition.brief_id)
    assert Brief.objects.get().live == made
    ((logger, level, message),) = caplog.record_tuples
    assert [logger, level] == ["briefing.serving.pages", logging.ERROR]
    assert "“russia-and-the-taliban”" in message
    assert "The power fails." in caplog.text


def test_readers_see_nothing_of_a_publishing_that_was_taken_back(edition, client):
    address = edition.brief.get_absolute_url()
    before = client.get(address).content
    reword(edition.brief, "c1")
    with transaction.atomic():
        publish(edition.brief_id)
        transaction.set_rollback(True)
    assert client.get(address).content == before


@pytest.fixture
def in_between(monkeypatch, django_capture_on_commit_callbacks):
    """Take the brief back as soon as a page was made, in the middle of what another does."""

    def taken_back(edition: Edition, name: str) -> None:
        make = getattr(pages, name)

        def made(*args: Any) -> Any:
            found = make(*args)
            monkeypatch.setattr(pages, name, make)
            with django_capture_on_commit_callbacks(execute=True):
                unpublish(edition.brief_id)
            return found

        monkeypatch.setattr(pages, name, made)

    return taken_back


def test_what_is_taken_back_while_its_page_is_laid_out_stays_so(edition, client, in_between):
    in_between(edition, "edition_page")
    pages.show_live(edition.brief.slug)
    assert client.get(edition.brief.get_absolute_url()).status_code == 410


def test_who_read_while_it_was_taken_back_does_not_bring_it_back(edition, in_between, monkeypatch):
    client, address = Client(raise_request_exception=False), edition.brief.get_absolute_url()
    in_between(edition, "_live")
    assert client.get(address).status_code == 200
    # A minute later, when the database is away.
    cache.delete(pages._live_key(edition.brief.slug))
    monkeypatch.setattr(pages, "_live", Mock(side_effect=OperationalError))
    assert client.get(address).status_code == 503
