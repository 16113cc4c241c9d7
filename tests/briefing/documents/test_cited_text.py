"""Sentences and the claims they name."""

import pytest

from briefing.documents.cited_text import cited_claims, sentences, without_references


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is so. [c1] It is not. [c2, c3]", [("It is so.", "c1"), ("It is not.", "c2 c3")]),
        ("It is so [c1]. It is not [c2; C3].", [("It is so.", "c1"), ("It is not.", "c2 c3")]),
        ("One [c1], and two [c2].", [("One, and two.", "c1 c2")]),
        (
            "Gen. Nicholson of the U.S. Army spoke. [c1]",
            [
                ("Gen. Nicholson of the U.S. Army spoke.", "c1"),
            ],
        ),
        ("“It is so.” [c1] He left. [c2]", [("“It is so.”", "c1"), ("He left.", "c2")]),
        ("Why? Nobody knows! [c9]", [("Why?", ""), ("Nobody knows!", "c9")]),
        ("In 2017. 14 men came. [c1]", [("In 2017.", ""), ("14 men came.", "c1")]),
        ("Twice. [c1] [c1]", [("Twice.", "c1")]),
        ("A [sic] quotation [c]. [1]", [("A [sic] quotation [c].", ""), ("[1]", "")]),
        ("No stop [c1]", [("No stop", "c1")]),
        ("", []),
    ],
)
def test_sentences_know_the_claims_they_rest_on(text, found):
    assert [(s.text, " ".join(s.claims)) for s in sentences(text)] == found


def test_a_mark_stands_where_its_reference_stood():
    (sentence,) = sentences("Moscow denies it [c2], but Kabul does not [c3].")
    assert [(part.text, part.claims) for part in sentence.parts] == [
        ("Moscow denies it", ("c2",)),
        (", but Kabul does not.", ("c3",)),
    ]


def test_a_text_is_read_without_its_references():
    assert without_references("It is so [c1]. It is not. [c2, c5]") == "It is so. It is not."
    assert cited_claims("It is so [c1]. It is not. [c2, C1]") == ("c1", "c2")
