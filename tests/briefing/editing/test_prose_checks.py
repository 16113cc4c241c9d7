"""What is said of the brief's own text."""

import pytest

from briefing.editing import prose_checks


def text(*passages, **fields):
    claims = [
        {"key": "c1", "standing": "alleged", "section": "motives", "gist": "Arms", "text": "x"},
        {"key": "c2", "standing": "reported", "section": "motives", "text": "x"},
    ]
    said = [{"section": "background", "text": passage} for passage in passages]
    return {"claims": claims, "passages": said} | fields


def messages(check, data):
    return [finding.message for finding in check(data)]


def test_a_brief_without_a_text_is_told_so():
    assert len(messages(prose_checks.no_text, text())) == 1
    assert messages(prose_checks.no_text, text("So it is. [c1]")) == []
    assert messages(prose_checks.no_text, {}) == []


@pytest.mark.parametrize(
    ("words", "article", "most"),
    [(550, None, None), (551, None, 550), (300, 500, None), (301, 500, 300), (551, 1075, 550)],
)
def test_a_text_is_shorter_than_its_article(words, article, most):
    data = text("word " * (words - 1) + "end. [c1, c2]", article={"words": article})
    found = messages(prose_checks.text_too_long, data)
    assert [f"to {most} words" in message for message in found] == ([True] if most else [])


def test_a_sentence_that_names_no_claim_is_quoted():
    found = messages(prose_checks.sentence_without_reference, text("So it is. [c1] Or not."))
    assert found == ["Name the claims on which “Or not.” rests, such as [c1]."]


@pytest.mark.parametrize(
    ("said", "language", "warned"),
    [
        ("Russia arms the Taliban. [c1]", "en", True),
        ("Two cells allege that Russia arms the Taliban. [c1]", "en", False),
        ("Russia denies it. [c1]", "en-GB", False),
        ("Russia arms the Taliban. [c2]", "en", False),
        ("Russland bewaffnet die Taliban. [c1]", "de", True),
        ("Russland soll die Taliban bewaffnen. [c1]", "de", False),
        ("Moskau bestreitet es. [c1]", "de", False),
        ("La Russie arme les talibans. [c1]", "fr", False),
    ],
)
def test_a_charge_is_not_told_as_a_fact(said, language, warned):
    found = messages(prose_checks.charge_told_as_fact, text(said, language=language))
    assert bool(found) == warned


def test_a_link_of_the_chain_belongs_in_the_text():
    assert messages(prose_checks.key_claim_not_used, text("So it is. [c2]")) == [
        "The text does not use c1, a link of the chain. Use it."
    ]
    assert messages(prose_checks.key_claim_not_used, text("So it is. [c1]")) == []
