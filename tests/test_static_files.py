"""Files that are made of others."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from config.static_files import JOINED, JoinedFinder


def test_the_script_of_readers_pages_is_this_sites_own_and_htmx_in_that_order():
    own, htmx = (Path(str(finders.find(part))).read_text() for part in JOINED["js/reader.js"])
    assert Path(str(finders.find("js/reader.js"))).read_text() == f"{own}\n{htmx}"
    assert ["beginPage" in own, "htmx" in htmx] == [True, True]


def test_a_joined_file_is_as_its_parts_are_now(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(finders, "find", lambda part: tmp_path / Path(part).name)
    (tmp_path / "htmx-2.min.js").write_text("last();")
    for text in ("first();", "second();"):
        (tmp_path / "readout.js").write_text(text)
        assert Path(JoinedFinder().find("js/reader.js")).read_text() == f"{text}\nlast();"


def test_joined_files_are_collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", verbosity=0, interactive=False)
    joined = Path(str(finders.find("js/reader.js")))
    assert (tmp_path / "js" / "reader.js").read_bytes() == joined.read_bytes()
    assert finders.find("js/nowhere.js") is None
    assert finders.find("js/reader.js", find_all=True) == [str(joined)]
