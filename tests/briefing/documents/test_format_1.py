"""Briefs of the time when claims led and there was no text."""

import pytest

from briefing.documents.format_1 import upgraded
from briefing.documents.schema import BriefDocument, EditionDocument
from tests.support.briefing.brief_data import small_brief

CLAIM = small_brief()["claims"][0]


def old(*claims, **fields):
    data = small_brief(claims=list(claims)) | {"format": "1"} | fields
    return {name: value for name, value in data.items() if name != "passages"}


def test_the_leading_claims_become_the_text_section_by_section():
    data = old(
        CLAIM | {"lead": True},
        CLAIM | {"key": "c2", "text": "It was green.", "lead": True},
        CLAIM | {"key": "c3", "section": "outlook", "text": "It will be red.", "lead": True},
        CLAIM | {"key": "c4", "text": "Not leading.", "lead": False},
    )
    document = BriefDocument.model_validate(data)
    assert document.format == "2"
    assert [(passage.section, passage.text) for passage in document.passages] == [
        ("background", "The sky is blue. [c1] It was green. [c2]"),
        ("outlook", "It will be red. [c3]"),
    ]


def test_without_leading_claims_there_is_no_text():
    assert BriefDocument.model_validate(old(CLAIM)).passages == ()


def test_an_old_edition_is_read_though_it_names_no_format():
    data = old(CLAIM | {"lead": True})
    del data["format"], data["questions"]
    (passage,) = EditionDocument.model_validate(data).passages
    assert passage.text == "The sky is blue. [c1]"


@pytest.mark.parametrize("data", [None, [], "1", {"format": "1", "claims": 7}, {"claims": ["c1"]}])
def test_what_cannot_be_read_is_left_for_the_models_to_name(data):
    found = upgraded(data)
    assert found == data or found == {**data, "format": "2"}
