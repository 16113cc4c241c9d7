import pytest
from django.db import transaction
from hypothesis import given

from briefing.documents.schema import BriefDocument, EditionDocument
from briefing.documents.yaml_format import read_brief, write_brief
from briefing.editing import import_export
from briefing.editing.draft_data import draft_data
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish, whole_brief
from briefing.models import Actor, Brief
from quiz.models import Quiz
from tests.support.briefing.brief_data import BUNDLED
from tests.support.briefing.brief_files import SKY
from tests.support.briefing.desk_forms import change
from tests.support.briefing.import_export import IMPORT, file, replaced
from tests.support.briefing.strategies import briefs
from tests.support.examples import times
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


def test_a_brief_file_replaces_the_draft(sky, editor_client):
    edition = publish(sky.pk)[0]
    content = SKY.replace("title: The sky", "title: The night sky")
    answer = replaced(editor_client, sky, content)
    assert answer["Location"] == change(sky)
    sky.refresh_from_db()
    assert [sky.title, sky.revision, sky.live] == ["The night sky", 2, edition]


def test_the_draft_stays_until_it_may_be_replaced(sky, editor_client):
    content = SKY.replace("title: The sky", "title: The night sky")
    answer = replaced(editor_client, sky, content, **{"replace-sure": ""})
    assert answer.status_code == 422
    assert "Say that the draft may be replaced." in text_of(answer.text)
    sky.refresh_from_db()
    assert sky.title == "The sky"


def test_a_file_of_another_brief_replaces_nothing(sky, editor_client):
    answer = replaced(editor_client, sky, SKY.replace("slug: sky", "slug: sea"))
    assert answer.status_code == 422
    said = "sky.yaml: The file is of the brief “sea”, this one is “sky”."
    assert said in text_of(answer.text)
    assert Brief.objects.count() == 1


def test_every_fault_of_a_brief_file_is_said_with_its_line(sky, editor_client):
    content = SKY.replace("kind: single", "kind: double").replace("[c1]", "[c9]")
    answer = replaced(editor_client, sky, content)
    said = text_of(answer.text)
    assert answer.status_code == 422
    assert "sky.yaml: Line 18: questions › q1: The kind “double” is not known." in said
    assert "sky.yaml: Line 24: questions › q1 › evidence: There is no claim “c9”" in said


def test_a_file_full_of_faults_is_told_in_part(sky, editor_client):
    claims = "".join(f"  - {{key: x{number}}}\n" for number in range(60))
    answer = replaced(editor_client, sky, SKY.replace("questions:\n", f"{claims}questions:\n"))
    assert "… and more. These are the first 100." in text_of(answer.text)


def test_a_new_brief_is_made_of_a_file(editor_client):
    answer = editor_client.post(IMPORT, {"file": file(BUNDLED.read_bytes(), "new.yaml")})
    brief = Brief.objects.get()
    assert answer["Location"] == change(brief)
    assert [brief.live, brief.revision, brief.quiz.questions.count()] == [None, 1, 58]


def test_what_a_comment_cuts_is_said_when_a_brief_is_made(editor_client):
    content = SKY.replace("title: The sky", "title: The sky #1")
    answer = editor_client.post(IMPORT, {"file": file(content, "sky.yaml")}, follow=True)
    said = "Sky.yaml: Line 3: A # after a space begins a comment: “#1” is not part of the text."
    assert said in text_of(answer.text)


def test_a_brief_that_is_there_is_not_imported_over(sky, editor_client):
    answer = editor_client.post(IMPORT, {"file": file(SKY, "sky.yaml")})
    assert answer.status_code == 422
    assert "sky.yaml: There is a brief “sky” already." in text_of(answer.text)
    assert [Brief.objects.count(), Quiz.objects.count()] == [1, 1]


def test_an_actor_known_by_another_name_is_said(editor_client):
    Actor.objects.create(key="sky", name="Heaven", kind="bloc")
    answer = editor_client.post(IMPORT, {"file": file(SKY, "sky.yaml")})
    assert answer.status_code == 422
    assert "sky.yaml: The actor “sky” is known as Heaven (Bloc)." in text_of(answer.text)
    assert Brief.objects.count() == 0


def test_nothing_chosen_makes_no_brief(editor_client):
    assert editor_client.get(IMPORT).status_code == 200
    answer = editor_client.post(IMPORT)
    assert answer.status_code == 422
    assert "Choose a file first." in text_of(answer.text)


@pytest.mark.thorough
@times(0.3)
@given(briefs())
def test_a_brief_goes_from_file_to_rows_to_edition_to_rows_to_file_without_loss(document):
    file_in = write_brief(document)
    with transaction.atomic():
        brief, _ = import_export.brief_from_file(file_in)
        edition = publish(brief.pk)[0]
        questions = whole_brief(draft_data(Brief.objects.get(pk=brief.pk))).questions
        frozen = EditionDocument.model_validate_json(edition.document)
        from_edition = frozen.model_dump() | {"format": "1", "questions": questions}
        replace_draft(BriefDocument.model_validate(from_edition))
        assert import_export.write_brief_file(Brief.objects.get(pk=brief.pk)) == file_in
        assert publish(brief.pk) == (edition, False)
        transaction.set_rollback(True)
    assert read_brief(file_in) == document
