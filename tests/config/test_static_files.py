"""Collected static files are served for good under hashed names, and nothing else is."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.support.briefing.commands import run

# As the site has it; the settings of the tests leave the files where they lie.
STORAGE = "config.static_files.StaticFilesStorage"


@pytest.mark.thorough
@pytest.mark.django_db
def test_all_that_is_collected_is_for_everyone_and_lists_nothing(brief, settings, tmp_path):
    User.objects.create_user("someone")
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": STORAGE}}
    run("setup")
    visitor = Client()
    [styles] = re.findall(r'href="(/static/css/readout\.\w{12}\.css)"', visitor.get("/").text)
    answer = visitor.get(styles)
    answer.close()
    assert [answer.status_code, "immutable" in answer["Cache-Control"]] == [200, True]
    for name in ("staticfiles.json", ".version", "static.version"):
        assert visitor.get(f"/static/{name}").status_code == 404
    # The list is there, where nobody is served from.
    assert (tmp_path / "staticfiles.json").exists()
    odd = [path.name for path in settings.STATIC_ROOT.rglob("*") if path.name.startswith(".")]
    assert [odd, list(settings.STATIC_ROOT.glob("*.json"))] == [[], []]
