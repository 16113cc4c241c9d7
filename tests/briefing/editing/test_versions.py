import pytest
from django.urls import reverse

from briefing.documents.diff import differences
from briefing.documents.schema import BriefDocument
from briefing.editing.draft_data import draft_data
from briefing.editing.drafts import keep_revision, replace_draft
from briefing.editing.publishing import publish
from briefing.editing.versions import NoSuchVersion, edition_data, restore, version_data
from briefing.models import Actor, Brief, Revision
from tests.support.briefing.desk_forms import change
from tests.support.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def address(name: str, brief: Brief) -> str:
    return reverse(f"admin:briefing_brief_{name}", args=[brief.pk])


@pytest.fixture
def renamed(sky, desk):
    """A brief that was published, and whose draft was changed since."""
    publish(sky.pk, note="The first.")
    desk.save(change(sky), title="The wide sky")
    desk.save(change(sky.quiz.questions.get()), prompt="Is it blue?")
    sky.refresh_from_db()
    return sky


def test_an_edition_says_what_its_draft_said_questions_included(brief):
    before = draft_data(brief)
    assert edition_data(publish(brief.pk)[0]) == before


def test_any_edition_comes_back_as_the_draft_and_the_draft_stays_a_revision(renamed, admin_user):
    present = draft_data(renamed)
    first = edition_data(renamed.live)
    restore(renamed.pk, "edition-1", admin_user)
    renamed = Brief.objects.get()
    assert differences(draft_data(renamed), first) == []
    assert [r.what for r in renamed.revisions.all()[:2]] == [
        "Brought back edition 1",
        "Changed question q1",
    ]
    restore(renamed.pk, "revision-3", admin_user)
    assert draft_data(Brief.objects.get()) == present
    assert Brief.objects.filter(live__number=1).exists()


def test_a_question_keeps_its_row_when_an_edition_comes_back(renamed, admin_user):
    row = renamed.quiz.questions.get()
    restore(renamed.pk, "edition-1", admin_user)
    row.refresh_from_db()
    assert row.prompt == "Is the sky blue?"


@pytest.mark.parametrize(
    "name", ["", "edition-9", "revision-0", "edition-1x", "revision-1234567890"]
)
def test_a_state_that_never_was_is_not_found(sky, editor_client, name):
    with pytest.raises(NoSuchVersion):
        version_data(sky, name)
    assert editor_client.post(address("restore", sky), {"version": name}).status_code == 404
    assert editor_client.get(address("compare", sky), {"from": name or "x"}).status_code == 404


def test_the_list_says_who_when_and_why(renamed, editor_client):
    page = text_of(editor_client.get(address("versions", renamed)).text)
    day = f"{Revision.objects.latest('saved').saved:%-d %B %Y}"
    assert "Edition 1 live" in page
    assert "The first." in page
    assert f"Revision 3 {day}" in page
    assert "admin Changed question q1 Compare" in page


def test_bringing_an_edition_back_is_one_step_at_the_desk(renamed, editor_client):
    answer = editor_client.post(address("restore", renamed), {"version": "edition-1"}, follow=True)
    assert "The draft is edition 1 again. What it was is kept as revision 3" in answer.text
    assert Brief.objects.get().title == "The sky"
    again = editor_client.post(address("restore", renamed), {"version": "edition-1"}, follow=True)
    assert "The draft says the same as edition 1 already." in again.text


def test_the_desk_tells_what_could_not_be_brought_back(sky, editor_client):
    ghost = Actor.objects.create(key="ghost", name="Ghost", kind="bloc")
    sky.relations.create(subject=ghost, verb="arms", object=sky.roles.first().actor)
    number = keep_revision(sky.pk, None, "Half written").number
    sky.relations.all().delete()
    ghost.delete()
    sent = {"version": f"revision-{number}"}
    answer = editor_client.post(address("restore", sky), sent, follow=True)
    told = "Left out, since the actor it names was deleted: Relation ghost arms sky."
    assert [answer.status_code, told in answer.text] == [200, True]


def test_the_draft_is_compared_with_what_readers_see_word_by_word(renamed, editor_client):
    page = " ".join(editor_client.get(address("compare", renamed)).text.split())
    assert "2 differences" in page
    assert "The brief, title" in page
    assert "<p>The sky</p>" in page
    assert "<p>The <ins>wide </ins>sky</p>" in page
    assert "Question q1, prompt" in page
    assert "<p>Is <del>the sky </del>blue?</p>" in page


def test_any_two_states_are_compared(renamed, editor_client):
    both = {"from": "revision-2", "to": "revision-3"}
    page = text_of(editor_client.get(address("compare", renamed), both).text)
    assert "1 difference" in page
    both["to"] = "revision-2"
    assert "The two say the same." in editor_client.get(address("compare", renamed), both).text


def test_what_is_compared_is_escaped(renamed, editor_client):
    Brief.objects.update(title="<script>alert(1)</script>")
    page = editor_client.get(address("compare", renamed)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_someone_who_may_only_look_compares_and_brings_nothing_back(renamed, viewer):
    assert "wide" in viewer.get(address("compare", renamed)).text
    assert "Bring back" not in viewer.get(address("versions", renamed)).text
    answer = viewer.post(address("restore", renamed), {"version": "edition-1"})
    assert [answer.status_code, Brief.objects.get().title] == [403, "The wide sky"]


@pytest.mark.parametrize("name", ["versions", "compare"])
def test_the_states_cost_the_same_however_many_there_are(
    renamed, editor_client, queries, small, name
):
    with queries() as few:
        editor_client.get(address(name, renamed))
    for n in range(5):
        replace_draft(BriefDocument.model_validate(small(title=f"Sky {n}")))
        publish(renamed.pk)
    with queries() as many:
        editor_client.get(address(name, renamed))
    assert len(many) == len(few)
