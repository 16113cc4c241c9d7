import re
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.models import Brief, Edition
from quiz.models import Option, Question
from quiz.question_rows import quiz_data
from tests.briefing.admin.pages.test_publishing import staff
from tests.support.briefing.brief_files import SKY
from tests.support.briefing.desk_forms import change, publishing
from tests.support.briefing.import_export import (
    GIFT,
    IMPORT,
    export,
    file,
    kept,
    page,
    replaced,
    upload,
)
from tests.support.html import text_of

pytestmark = pytest.mark.django_db

NO_THEME = "Line 4: No theme is named; it is put under Consequences."
MEND = (
    "Line 4: To be mended before publishing: Write the explanation. Choose the claim it rests on. "
    "Write the feedback of options 1, 2. Options: Give at least 3; there are 2."
)
# What goes out


@pytest.mark.parametrize(
    ("form", "name", "kind", "begins"),
    [
        ("moodle", "sky.moodle.xml", "application/xml", b"<?xml"),
        ("gift", "sky.gift.txt", "text/plain; charset=utf-8", b"// The sky\n"),
        ("csv", "sky.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfkind,theme,"),
        ("template", "template.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfkind,theme,"),
        ("qti", "sky.qti.zip", "application/zip", b"PK"),
        ("brief", "sky.yaml", "application/yaml; charset=utf-8", b"format: '2'\nslug: sky\n"),
    ],
)
def test_each_format_is_sent_as_a_file(sky, editor_client, form, name, kind, begins):
    answer = editor_client.get(export(sky, form))
    assert [answer.status_code, answer["Content-Type"]] == [200, kind]
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(begins)


@pytest.mark.thorough
def test_the_whole_bundled_quiz_goes_out_and_comes_back(brief, bundled, editor_client):
    for form in ("moodle", "gift", "csv"):
        content = editor_client.get(export(brief, form)).content
        answer = upload(editor_client, brief, content)
        rows = answer.context["preview"]["rows"]
        # Which questions exclude each other, only a brief’s own file says.
        data = [row["question"].data for row in rows if row["question"].data]
        assert data == [
            q.model_dump(mode="json", exclude={"key", "excludes"}) for q in bundled.questions
        ]
    with zipfile.ZipFile(BytesIO(editor_client.get(export(brief, "qti")).content)) as package:
        assert len(package.namelist()) == len(bundled.questions) + 2


def test_a_question_that_is_not_whole_is_left_out_and_named(sky, editor_client):
    Question.objects.update(explanation="")
    answer = editor_client.get(page(sky))
    message = "q1: It is not whole and is left out. Write something here; it is empty."
    assert text_of(answer.text).count(message) == 4
    assert (
        b"<question type"
        not in editor_client.get(export(sky, "moodle")).content.partition(b"category")[2]
    )


def test_what_a_format_cannot_say_stands_on_the_page(brief, editor_client):
    said = text_of(editor_client.get(page(brief)).text)
    assert "q49, q50: GIFT has no order; it is a matching of steps to numbers." in said


def test_a_half_written_draft_is_no_brief_file(sky, editor_client):
    Brief.objects.update(standfirst="")
    answer = editor_client.get(export(sky, "brief"), follow=True)
    assert answer.redirect_chain == [(publishing(sky), 302)]
    assert "The draft is not whole yet. Mend it before you export it." in text_of(answer.text)


def test_an_unknown_format_is_not_found(sky, editor_client):
    assert editor_client.get(export(sky, "word")).status_code == 404


# Questions that come in


def test_a_file_is_shown_before_anything_is_saved(sky, editor_client):
    answer = upload(editor_client, sky, GIFT, theme="consequences")
    assert answer.status_code == 200
    said = text_of(answer.text)
    assert "What is in quiz.gift" in said
    assert "2 of 3 questions can be added. Nothing is saved yet." in said
    preview = answer.text.partition('<section class="preview">')[2].partition("</section>")[0]
    rows = [text_of(row) for row in re.findall("<tr>.*?</tr>", preview, re.DOTALL)]
    assert rows == [
        "Line In the file Here What to know",
        "2 Sky Single choice",
        f"4 Is it deep? Single choice {NO_THEME} {MEND}",
        "6 Write on it. Not added Line 6: Left out: an essay is no kind of question here.",
    ]
    sky.refresh_from_db()
    assert [Question.objects.count(), sky.revision] == [1, 1]


def test_what_was_shown_is_added_at_the_end_with_new_keys(sky, editor_client):
    shown = upload(editor_client, sky, GIFT, theme="consequences", skill="standing")
    answer = editor_client.post(page(sky), {"kept": kept(shown)}, follow=True)
    questions = f"{reverse('admin:quiz_question_changelist')}?quiz__id__exact={sky.quiz_id}"
    assert answer.redirect_chain == [(questions, 302)]
    assert "2 questions added: q2 to q3." in text_of(answer.text)
    sky.refresh_from_db()
    assert sky.revision == 2
    _, wide, deep = quiz_data(sky.quiz)
    assert wide == {
        "key": "q2",
        "theme": "motives",
        "skill": "connect",
        "kind": "single",
        "prompt": "Is it wide?",
        "explanation": "So it says.",
        "evidence": ["c1"],
        "options": [
            {"text": "Yes", "right": True, "feedback": "It is."},
            {"text": "No", "feedback": "It is not small."},
            {"text": "Perhaps", "feedback": "It is sure."},
        ],
    }
    assert [deep["key"], deep["theme"], deep["skill"], deep["evidence"]] == [
        *("q3", "consequences", "standing"),
        [],
    ]


@pytest.mark.thorough
def test_what_is_half_written_is_asked_for_before_publishing(sky, editor_client):
    shown = upload(editor_client, sky, GIFT)
    editor_client.post(page(sky), {"kept": kept(shown)})
    answer = editor_client.get(publishing(sky))
    places = [where for where, *_ in answer.context["problems"]]
    assert "questions › q3 › evidence" in places
    assert [place for place in places if "q2" in place] == []
    assert editor_client.get(change(Question.objects.get(key="q3"))).status_code == 200


def test_what_was_added_is_not_added_again(sky, editor_client):
    shown = upload(editor_client, sky, GIFT)
    editor_client.post(page(sky), {"kept": kept(shown)})
    answer = editor_client.post(page(sky), {"kept": kept(shown)})
    assert answer.status_code == 409
    assert "The draft was saved since the file was read." in text_of(answer.text)
    assert Question.objects.count() == 3


@pytest.mark.parametrize("text", ["", "x", "eyJhIjoxfQ:1:x"])
def test_a_list_that_was_changed_is_refused(sky, editor_client, text):
    answer = editor_client.post(page(sky), {"kept": text})
    assert answer.status_code == 409
    assert "The list is too old or was changed. Choose the file again." in text_of(answer.text)
    assert Question.objects.count() == 1


def test_a_file_of_which_nothing_can_be_taken_adds_nothing(sky, editor_client):
    shown = upload(editor_client, sky, "Which?{=a ~a}")
    assert "0 of 1 question can be added." in text_of(shown.text)
    assert "Add to the draft" not in shown.text
    assert editor_client.post(page(sky), {"kept": kept(shown)}).status_code == 409
    sky.refresh_from_db()
    assert sky.revision == 1


def test_a_list_is_for_one_brief(sky, small, editor_client):
    other = replace_draft(BriefDocument.model_validate(small(slug="sea")))
    shown = upload(editor_client, sky, GIFT)
    assert editor_client.post(page(other), {"kept": kept(shown)}).status_code == 409
    assert Question.objects.count() == 2


def test_no_key_of_the_live_edition_is_used_again(published, editor_client):
    brief = published().brief
    Question.objects.all().delete()
    shown = upload(editor_client, brief, GIFT)
    editor_client.post(page(brief), {"kept": kept(shown)})
    assert [question.key for question in Question.objects.all()] == ["q2", "q3"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"a\n\xff", "quiz.gift, line 2: This is not UTF-8. Save the file as UTF-8."),
        (
            "<quiz>\n<b",
            "quiz.gift, line 1: The file ends before &lt;quiz&gt;, which begins here, is closed.",
        ),
        ("// only a note", "quiz.gift, line 1: There is no question in this file."),
        (b"x" * 2_000_001, "quiz.gift, line 1: The file is too large: it may have 2 MB at most."),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(sky, editor_client, content, said):
    answer = upload(editor_client, sky, content, theme="motives")
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    assert answer.context["questions_form"]["theme"].value() == "motives"


def test_a_file_has_to_be_chosen(sky, editor_client):
    for fields in ({}, {"replace-submit": "Replace"}):
        answer = editor_client.post(page(sky), {"theme": "actors", "skill": "recall"} | fields)
        assert answer.status_code == 422
        assert "Choose a file first." in text_of(answer.text)


def test_what_is_uploaded_is_shown_as_text(sky, editor_client):
    bad = "::<script>alert(1)</script>::[plain]<i>Sky</i>?{=<b>a</b> ~b ~c}"
    answer = upload(editor_client, sky, "x", file=file(bad, "<b>.gift"))
    assert [tag in answer.text for tag in ("<script>alert", "<i>Sky", "<b>.", "<b>a")] == [
        False
    ] * 4
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


def test_the_page_costs_the_same_at_any_size(brief, small, editor_client, queries):
    other = replace_draft(BriefDocument.model_validate(small()))
    counts = []
    for each in (brief, other):
        with queries() as seen:
            editor_client.get(page(each))
        with queries() as seen_export:
            editor_client.get(export(each, "moodle"))
        counts.append([len(seen), len(seen_export)])
    # Session, user; brief; questions and options.
    assert counts == [[5, 5], [5, 5]]


def test_adding_costs_the_same_at_any_size(sky, editor_client, queries):
    counts = []
    for copies in (1, 20):
        sky.refresh_from_db()
        shown = upload(editor_client, sky, GIFT * copies)
        with queries() as seen:
            editor_client.post(page(sky), {"kept": kept(shown)})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_options_and_their_places_are_as_in_the_file(sky, editor_client):
    shown = upload(editor_client, sky, GIFT)
    editor_client.post(page(sky), {"kept": kept(shown)})
    added = Option.objects.filter(question__key="q2").values_list("position", "text")
    assert list(added) == [(1, "Yes"), (2, "No"), (3, "Perhaps")]
    assert Edition.objects.count() == 0


# Who may


def test_someone_who_may_only_look_can_export_and_nothing_else(sky, django_user_model):
    client = staff(django_user_model, "view_brief")
    answer = client.get(page(sky))
    assert [answer.status_code, '<input type="file"' in answer.text] == [200, False]
    assert client.get(export(sky, "gift")).status_code == 200
    assert upload(client, sky, GIFT).status_code == 403
    assert replaced(client, sky, SKY).status_code == 403
    assert client.get(IMPORT).status_code == 403


def test_someone_who_may_change_a_brief_can_add_questions(sky, django_user_model):
    client = staff(django_user_model, "change_brief")
    shown = upload(client, sky, GIFT)
    assert client.post(page(sky), {"kept": kept(shown)}).status_code == 302
    assert client.post(IMPORT, {"file": file(SKY)}).status_code == 403


def test_someone_without_the_right_is_shown_nothing(sky, django_user_model):
    client = staff(django_user_model, "change_claim")
    for address in (page(sky), export(sky, "moodle"), export(sky, "brief"), IMPORT):
        assert client.get(address).status_code == 403
    assert client.post(page(sky), {"kept": "x"}).status_code == 403


def test_a_stranger_is_sent_to_sign_in(sky, client):
    for address in (page(sky), export(sky, "qti"), IMPORT):
        assert client.get(address)["Location"] == f"/admin/login/?next={address}"


def test_an_unknown_brief_is_not_found(editor_client):
    assert editor_client.get("/admin/briefing/brief/99/exchange/").status_code == 404
    assert editor_client.get("/admin/briefing/brief/99/exchange/gift/").status_code == 404


def test_the_ways_there(sky, editor_client):
    assert f'href="{page(sky)}"' in editor_client.get(change(sky)).text
    assert f'href="{IMPORT}"' in editor_client.get(reverse("admin:briefing_brief_changelist")).text
