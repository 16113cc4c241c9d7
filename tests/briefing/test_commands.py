import json
import re
from pathlib import Path

import pytest

from briefing.documents.schema import BriefDocument
from briefing.documents.yaml_format import read_brief, write_brief
from briefing.editing.draft_data import draft_data
from briefing.editing.publishing import publish, whole_brief
from briefing.models import Actor, Brief, Claim
from tests.support.briefing.commands import refused, run


@pytest.fixture
def file(tmp_path: Path, small) -> Path:
    """The file of a small brief."""
    path = tmp_path / "sky.yaml"
    path.write_bytes(write_brief(BriefDocument.model_validate(small())))
    return path


@pytest.mark.django_db
def test_a_file_is_imported_as_a_draft(file):
    assert run("import_brief", file) == (
        "Imported as a draft: “The sky”, 1 claims, 1 questions. Publish it in the admin.\n"
    )
    brief = Brief.objects.get()
    assert whole_brief(draft_data(brief)) == read_brief(file.read_bytes())
    assert brief.live is None


@pytest.mark.django_db
def test_a_draft_is_never_replaced_unasked(file):
    run("import_brief", file)
    Claim.objects.update(text="Edited.")
    assert refused("import_brief", file) == (
        "There is a brief “sky” already. Nothing was imported. "
        "Add --replace to put this file in the place of its draft."
    )
    assert Claim.objects.get().text == "Edited."


@pytest.mark.django_db
def test_a_draft_is_replaced_when_asked_and_its_edition_stays(file):
    run("import_brief", file)
    Claim.objects.update(text="Edited.")
    edition, _ = publish(Brief.objects.get().pk)
    assert run("import_brief", file, "--replace") == (
        "Replaced the draft of “The sky”, 1 claims, 1 questions. Publish it in the admin.\n"
    )
    assert Claim.objects.get().text == "The sky is blue."
    assert Brief.objects.get().live == edition
    assert "Edited." in edition.document


@pytest.mark.django_db
def test_a_bad_file_is_refused_with_each_line_and_nothing_is_imported(file):
    content = file.read_text().replace("evidence: [c1]", "evidence: [c9]")
    file.write_text(content.replace("slug: sky", "slug: Sky"))
    line = content[: content.index("evidence")].count("\n") + 1
    assert refused("import_brief", file, "--replace") == (
        "Nothing was imported.\n"
        f"{file}:2: slug: “Sky” does not fit here. "
        "Use small letters, digits and hyphens, as in c7.\n"
        f"{file}:{line}: questions › q1 › evidence: "
        "There is no claim “c9” in this brief. Add it, or name another."
    )
    assert [Brief.objects.count(), Actor.objects.count()] == [0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("faults", "said"), [(100, ""), (101, "… and 1 more."), (250, "… and 150 more.")]
)
def test_a_hundred_faults_are_shown_and_the_rest_counted(file, faults, said):
    unknown = "\n".join(f"x{n}: 1" for n in range(faults))
    file.write_text(f"{file.read_text()}{unknown}\n")
    first, *shown = refused("import_brief", file).splitlines()
    assert first == "Nothing was imported."
    assert "".join(shown[100:]) == said
    last = file.read_text().count("\n") - faults + 100
    assert shown[99].startswith(f"{file}:{last}: x99: “x99” is not a field here.")


def test_a_file_is_never_read_beyond_what_a_brief_may_have(tmp_path):
    endless = Path("/dev/zero")
    assert refused("import_brief", endless) == (
        "Nothing was imported.\n/dev/zero:1: The file is too large: a brief file has at most 1 MB."
    )


def test_a_file_that_is_not_there_is_named(tmp_path):
    missing = tmp_path / "none.yaml"
    assert refused("import_brief", missing) == f"{missing}: No such file or directory"
    assert refused("import_brief", tmp_path) == f"{tmp_path}: Is a directory"


@pytest.mark.django_db
def test_an_actor_known_otherwise_is_named_and_nothing_is_imported(file):
    Actor.objects.create(key="sky", name="Heaven", kind="bloc")
    assert refused("import_brief", file) == (
        "Nothing was imported.\nThe actor “sky” is known as Heaven (Bloc). "
        "Call it so here too, change it in the admin, or give this one another key."
    )
    assert Brief.objects.count() == 0


@pytest.mark.thorough
@pytest.mark.django_db
def test_what_is_exported_can_be_imported_and_is_the_same(brief, bundled, tmp_path):
    exported = run("export_brief", brief.slug)
    assert read_brief(exported.encode()) == bundled
    file = tmp_path / "again.yaml"
    file.write_text(exported)
    run("import_brief", file, "--replace")
    assert run("export_brief", brief.slug) == exported


@pytest.mark.thorough
@pytest.mark.django_db
def test_a_brief_is_exported_to_a_file(brief, bundled, tmp_path):
    file = tmp_path / "again.yaml"
    file.write_text("What was here before, and is longer.\n" * 9999)
    assert run("export_brief", brief.slug, "--output", file) == ""
    assert read_brief(file.read_bytes()) == bundled
    assert file.read_text() == run("export_brief", brief.slug)


@pytest.mark.django_db
def test_an_unknown_brief_is_refused_with_those_there_are(file):
    assert refused("export_brief", "sea") == "There is no brief “sea”. The briefs are: none."
    run("import_brief", file)
    assert refused("export_brief", "sea") == "There is no brief “sea”. The briefs are: sky."


@pytest.mark.django_db
def test_a_draft_that_is_not_whole_is_not_exported_and_the_file_is_left_alone(file):
    run("import_brief", file)
    before = file.read_bytes()
    Brief.objects.update(standfirst="")
    Claim.objects.update(paragraphs=[9])
    assert refused("export_brief", "sky", "--output", file) == (
        "The draft is not whole yet. Mend it first.\n"
        "standfirst: Add “standfirst”: it is missing.\n"
        "claims › c1 › paragraphs: The article has 2 paragraphs; there is no paragraph 9."
    )
    assert file.read_bytes() == before


def test_the_schema_names_every_field_of_a_brief_file():
    schema = json.loads(run("brief_schema"))
    assert set(schema["properties"]) == set(BriefDocument.model_fields)
    needed = {name for name, field in BriefDocument.model_fields.items() if field.is_required()}
    assert set(schema["required"]) == needed
    assert schema["additionalProperties"] is False
    assert schema["properties"]["format"]["const"] == "2"


def test_the_schema_says_what_it_refers_to():
    text = run("brief_schema")
    named = set(re.findall(r'"#/\$defs/(\w+)"', text))
    assert named == set(json.loads(text)["$defs"])
    assert {"ClaimDocument", "SingleQuestion", "Standing"} <= named
