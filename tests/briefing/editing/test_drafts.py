import pytest
from django.db import transaction
from hypothesis import given

from briefing.documents.schema import BriefDocument
from briefing.editing.draft_data import draft_data
from briefing.editing.draft_rows import ActorsDiffer
from briefing.editing.drafts import keep_revision, replace_draft, restore_draft
from briefing.editing.publishing import publish, whole_brief
from briefing.models import Actor, Article, Brief, Claim, Edition
from quiz.models import Option, Question, Quiz
from tests.support.briefing.strategies import briefs
from tests.support.examples import times

pytestmark = pytest.mark.django_db


def drafted(brief: Brief) -> BriefDocument:
    """Return the document that the draft in the database makes."""
    return whole_brief(draft_data(Brief.objects.get(pk=brief.pk)))


@pytest.mark.thorough
@times(0.4)
@given(briefs())
def test_a_brief_comes_back_from_its_rows_as_it_went_in(document: BriefDocument):
    with transaction.atomic():
        assert drafted(replace_draft(document)) == document
        transaction.set_rollback(True)


def test_the_bundled_brief_comes_back_from_its_rows(brief, bundled):
    assert drafted(brief) == bundled


def test_a_draft_is_read_in_ten_queries_at_any_size(brief, small, queries):
    other = replace_draft(BriefDocument.model_validate(small()))
    for each in (brief, other):
        loaded = Brief.objects.select_related("article", "quiz").get(pk=each.pk)
        with queries() as seen:
            draft_data(loaded)
        assert len(seen) == 10


def test_importing_again_loses_nothing_and_doubles_nothing(brief, bundled):
    assert replace_draft(bundled) == brief
    assert drafted(brief) == bundled
    counts = [model.objects.count() for model in (Brief, Article, Quiz, Actor, Claim, Question)]
    expected = [len(bundled.actors), len(bundled.claims), len(bundled.questions)]
    assert counts == [1, 1, 1, *expected]
    assert Option.objects.count() == sum(len(q.options) for q in bundled.questions)


def test_an_imported_draft_may_swap_keys_terms_and_actors(small):
    claims = [small()["claims"][0], small()["claims"][0] | {"key": "c2", "text": "It is wide."}]
    terms = [{"term": "Sky", "text": "Above."}, {"term": "Sea", "text": "Below."}]
    relation = {"subject": "sky", "verb": "rivals", "object": "sea", "claims": ["c1"]}
    relations = [relation, relation | {"subject": "sea", "object": "sky"}]
    parts = {"claims": claims, "terms": terms, "relations": relations}
    first = replace_draft(BriefDocument.model_validate(small(**parts)))
    claims[0]["key"], claims[1]["key"] = "c2", "c1"
    terms[0]["term"], terms[1]["term"] = "Sea", "Sky"
    actors = list(reversed(small()["actors"]))
    swapped = small(**parts, actors=actors) | {"relations": list(reversed(relations))}
    replace_draft(BriefDocument.model_validate(swapped))
    assert drafted(first) == BriefDocument.model_validate(swapped)


def test_importing_another_text_replaces_the_draft_whole(small):
    first = replace_draft(BriefDocument.model_validate(small(topics=["Sky"], method="By eye.")))
    claim = small()["claims"][0] | {"key": "c2", "text": "It is grey."}
    changed = BriefDocument.model_validate(small(title="Grey", claims=[claim], questions=[]))
    replace_draft(changed)
    assert drafted(first) == changed


def test_importing_again_leaves_editions_alone(edition, small):
    before = Edition.objects.values().get()
    replace_draft(BriefDocument.model_validate(small(slug=edition.brief.slug)))
    assert Edition.objects.values().get() == before
    assert Brief.objects.get().live == edition


@pytest.mark.thorough
def test_an_import_that_changes_something_is_a_revision_and_one_that_does_not_is_none(
    brief, bundled
):
    other = bundled.model_copy(update={"title": "Another title"})
    assert [replace_draft(found).revision for found in (bundled, other, bundled)] == [1, 2, 3]


def test_what_an_import_replaces_stays_among_the_revisions(brief, bundled):
    before = draft_data(brief)
    Brief.objects.update(title="Typed, and not kept by any save")
    replace_draft(bundled.model_copy(update={"title": "Another title"}))
    titles = [revision.data["title"] for revision in brief.revisions.order_by("number")]
    assert titles == [before["title"], "Typed, and not kept by any save", "Another title"]


@pytest.mark.thorough
def test_a_draft_that_is_not_whole_comes_back_as_it_was(brief, admin_user):
    brief.claims.all().delete()
    brief.refresh_from_db()
    half = draft_data(brief)
    kept = keep_revision(brief.pk, admin_user, "Half written")
    restore_draft(brief.pk, brief.revisions.get(number=1).data, admin_user, "Back to the first")
    restore_draft(brief.pk, kept.data, admin_user, "Back to the half")
    brief.refresh_from_db()
    assert draft_data(brief) == half
    assert [r.what for r in brief.revisions.all()] == [
        "Back to the half",
        "Back to the first",
        "Half written",
        "Imported from a file",
    ]


def test_a_restored_draft_keeps_the_names_by_which_actors_are_known_now(brief, admin_user):
    first = brief.revisions.get().data
    Actor.objects.filter(key="russia").update(name="The Russian Federation")
    restore_draft(brief.pk, first, admin_user, "Back")
    assert brief.roles.get(actor__key="russia").actor.name == "The Russian Federation"


def test_what_names_an_actor_who_was_deleted_stays_out_of_a_restored_draft(sky):
    ghost = Actor.objects.create(key="ghost", name="Ghost", kind="bloc")
    there = Actor.objects.get(key="sea")
    for subject, object_ in ((ghost, there), (there, ghost)):
        sky.relations.create(subject=subject, verb="arms", object=object_, claims=["c1"])
    sky.claims.update(speaker=ghost)
    kept = keep_revision(sky.pk, None, "Half written").data
    sky.relations.all().delete()
    sky.claims.update(speaker=None)
    before = draft_data(sky)
    ghost.delete()
    _, left_out = restore_draft(sky.pk, kept, None, "Back")
    assert [place.name for place in left_out] == [
        "Claim c1, speaker",
        "Relation ghost arms sea",
        "Relation sea arms ghost",
    ]
    assert draft_data(Brief.objects.get()) == before


def test_two_briefs_share_an_actor(small):
    for slug in ("one", "two"):
        replace_draft(BriefDocument.model_validate(small(slug=slug)))
    assert list(Actor.objects.values_list("name", flat=True)) == ["Sea", "Sky"]
    assert Actor.objects.get(key="sky").roles.count() == 2


def test_a_brief_whose_article_another_uses_is_given_one_of_its_own(sky, small):
    other = Brief.objects.create(
        slug="sea", title="The sea", article=sky.article, quiz=Quiz.objects.create()
    )
    changed = BriefDocument.model_validate(small(article={"paragraphs": ["It is grey."]}))
    replace_draft(changed)
    other.refresh_from_db()
    assert other.article.paragraphs == ["It is blue.", "It is wide."]
    assert drafted(sky) == changed
    assert Article.objects.count() == 2


def test_a_brief_keeps_the_article_that_is_its_alone(sky, small):
    replace_draft(BriefDocument.model_validate(small(article={"paragraphs": ["It is grey."]})))
    article = Article.objects.get()
    assert [article.pk, article.paragraphs] == [sky.article_id, ["It is grey."]]


@pytest.mark.parametrize(
    ("name", "kind", "plural", "known"),
    [
        ("Heaven", "bloc", False, "Heaven (Bloc)"),
        ("Sky", "state", False, "Sky (State)"),
        ("Sky", "bloc", True, "Sky (Bloc, plural)"),
    ],
)
def test_an_actor_known_otherwise_is_refused_and_nothing_is_written(
    small, name, kind, plural, known
):
    Actor.objects.create(key="sky", name=name, kind=kind, plural=plural)
    with pytest.raises(ActorsDiffer) as refused:
        replace_draft(BriefDocument.model_validate(small()))
    assert str(refused.value) == (
        f"The actor “sky” is known as {known}. Call it so here too, change it in the admin, "
        "or give this one another key."
    )
    assert [Brief.objects.count(), Article.objects.count(), Quiz.objects.count()] == [0, 0, 0]
    assert Actor.objects.count() == 1


def test_a_refused_import_leaves_the_draft_it_would_have_replaced(brief, bundled, small):
    Actor.objects.create(key="sky", name="Heaven", kind="bloc")
    with pytest.raises(ActorsDiffer):
        replace_draft(BriefDocument.model_validate(small(slug=brief.slug)))
    assert drafted(brief) == bundled


def test_a_half_written_draft_can_be_read():
    brief = Brief.objects.create(
        slug="half", article=Article.objects.create(), quiz=Quiz.objects.create(), title="Half"
    )
    data = draft_data(brief)
    assert data["article"] == {}
    assert [data["slug"], data["title"], data["claims"]] == ["half", "Half", []]


@pytest.mark.thorough
def test_a_draft_that_was_live_before_stays_live_when_published_again(edition, bundled):
    replace_draft(bundled)
    assert publish(edition.brief_id) == (edition, False)
