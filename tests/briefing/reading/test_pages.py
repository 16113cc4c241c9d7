"""How long the pages of a brief take to read, and what stands on them."""

import pytest

from briefing.documents.schema import BriefDocument
from briefing.reading.pages import BriefPage, minutes, prose, texts


def test_a_reading_time_counts_what_is_on_the_page(small):
    passage = {"section": "background", "text": "word " * 300 + "end. [c1]"}
    document = BriefDocument.model_validate(small(passages=[passage]))
    assert [minutes(document, page) for page in BriefPage] == [2, 1, 1, 1]
    assert prose(document) == ["word " * 300 + "end."]


def test_the_brief_itself_tells_three_things_not_known_and_the_evidence_all(small):
    gaps = [{"text": f"Gap {n}.", "claims": ["c1"]} for n in range(1, 6)]
    document = BriefDocument.model_validate(small(gaps=gaps))
    told = {page: [text for text in texts(document, page) if "Gap" in text] for page in BriefPage}
    assert [len(told[page]) for page in BriefPage] == [3, 5, 0, 0]


def test_references_are_not_read(small):
    document = BriefDocument.model_validate(small(bottom_line="It is blue. [c1]"))
    assert "It is blue." in texts(document, BriefPage.BRIEF)


@pytest.mark.parametrize("page", BriefPage)
def test_the_bundled_brief_tells_an_honest_time(bundled, page):
    words = sum(len(text.split()) for text in texts(bundled, page))
    assert (minutes(bundled, page) - 1) * 220 < words <= minutes(
        bundled, page
    ) * 220 or words <= 220
