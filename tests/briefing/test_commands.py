import json
import re
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from briefing.brief_file import read_brief, write_brief
from briefing.draft import draft_data
from briefing.edition import BriefDocument
from briefing.models import Actor, Brief, Claim, Edition
from briefing.publishing import publish, whole_brief
from tests.conftest import BUNDLED

READY = "Readout is ready for http://127.0.0.1:8000/\n"


def run(*command: object) -> str:
    """Run a command of manage.py and return its output."""
    output = StringIO()
    call_command(*map(str, command), stdout=output)
    return output.getvalue()


def refused(*command: object) -> str:
    with pytest.raises(CommandError) as error:
        run(*command)
    return str(error.value)


@pytest.fixture
def file(tmp_path: Path, small) -> Path:
    """The file of a small brief."""
    path = tmp_path / "sky.yaml"
    path.write_bytes(write_brief(BriefDocument.model_validate(small())))
    return path


@pytest.mark.django_db
def test_a_file_is_imported_as_a_draft(file):
    assert run("import_brief", file) == (
        "Imported “The sky” as a draft: 1 claims, 1 questions. Publish it in the admin.\n"
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
    run("import_brief", file, "--replace")
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
        f"{file}:{line}: questions › q1 › evidence: There is no claim “c9” in this brief."
    )
    assert [Brief.objects.count(), Actor.objects.count()] == [0, 0]


def test_a_file_that_is_not_there_is_named(tmp_path):
    missing = tmp_path / "none.yaml"
    assert refused("import_brief", missing) == f"{missing}: No such file or directory"
    assert refused("import_brief", tmp_path) == f"{tmp_path}: Is a directory"


@pytest.mark.django_db
def test_an_actor_known_otherwise_is_named_and_nothing_is_imported(file):
    Actor.objects.create(key="sky", name="Heaven", kind="bloc")
    assert refused("import_brief", file) == (
        "Nothing was imported.\nThe actor “sky” is known as Heaven, bloc. "
        "Call it so here too, or give this one another key."
    )
    assert Brief.objects.count() == 0


@pytest.mark.django_db
def test_what_is_exported_can_be_imported_and_is_the_same(brief, bundled, tmp_path):
    exported = run("export_brief", brief.slug)
    assert read_brief(exported.encode()) == bundled
    file = tmp_path / "again.yaml"
    file.write_text(exported)
    run("import_brief", file, "--replace")
    assert run("export_brief", brief.slug) == exported


@pytest.mark.django_db
def test_an_unknown_brief_is_refused_with_those_there_are(file):
    assert refused("export_brief", "sea") == "There is no brief “sea”. The briefs are: none."
    run("import_brief", file)
    assert refused("export_brief", "sea") == "There is no brief “sea”. The briefs are: sky."


@pytest.mark.django_db
def test_a_draft_that_is_not_whole_is_not_exported(file):
    run("import_brief", file)
    Brief.objects.update(standfirst="")
    assert refused("export_brief", "sky") == (
        "The draft is not whole yet. Mend it first.\nAdd “standfirst”: it is missing."
    )


def test_the_schema_names_every_field_of_a_brief_file():
    schema = json.loads(run("brief_schema"))
    assert set(schema["properties"]) == set(BriefDocument.model_fields)
    needed = {name for name, field in BriefDocument.model_fields.items() if field.is_required()}
    assert set(schema["required"]) == needed
    assert schema["additionalProperties"] is False
    assert schema["properties"]["format"]["const"] == "1"


def test_the_schema_says_what_it_refers_to():
    text = run("brief_schema")
    named = set(re.findall(r'"#/\$defs/(\w+)"', text))
    assert named == set(json.loads(text)["$defs"])
    assert {"ClaimDocument", "SingleQuestion", "Standing"} <= named


@pytest.fixture
def _no_static(monkeypatch) -> None:
    """Do without the static files, whose collecting takes longest."""
    monkeypatch.setattr("briefing.management.commands.setup._collect_static", lambda: None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_static")
def test_setting_up_publishes_the_bundled_brief_and_makes_a_login_once():
    said = run("setup")
    assert said.startswith("Imported and published “Russia and the Taliban")
    assert said.endswith(READY)
    assert Edition.objects.live().get().brief.slug == BUNDLED.stem
    name, password = re.findall(r"shown this once:  (\w+)  (\S+)\n", said)[0]
    assert Client().login(username=name, password=password)
    assert run("setup") == READY
    assert [Edition.objects.count(), User.objects.count()] == [1, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_static")
def test_setting_up_again_never_overwrites_an_edit(brief):
    brief.claims.filter(key="c1").update(text="Edited.")
    User.objects.create_user("someone")
    assert run("setup") == READY
    assert brief.claims.get(key="c1").text == "Edited."
    assert [Brief.objects.count(), Edition.objects.count(), User.objects.count()] == [1, 0, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_static")
def test_setting_up_names_the_address_it_will_serve(brief, unused_port):
    User.objects.create_user("someone")
    address = f"http://127.0.0.1:{unused_port}/"
    assert run("setup", "--port", unused_port) == f"Readout is ready for {address}\n"


@pytest.mark.django_db
def test_setting_up_collects_the_static_files_once(brief, settings, tmp_path):
    User.objects.create_user("someone")
    settings.STATIC_ROOT = tmp_path
    run("setup")
    collected = tmp_path / "css" / "readout.css"
    assert collected.exists()
    collected.unlink()
    run("setup")
    assert not collected.exists()
    settings.RELEASE = "another"
    run("setup")
    assert collected.exists()


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_said_plainly_before_the_database_is_touched():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert refused("setup", "--port", port) == (
            f"Port {port} is in use by another program. Stop that one, or take another port: "
            f"make run PORT={port + 1}"
        )


@pytest.mark.parametrize("port", [65536, 99999999999])
def test_a_port_that_cannot_be_is_said_plainly(port):
    assert refused("setup", "--port", port) == (
        f"There is no port {port}. Use one from 1024 to 65535."
    )
