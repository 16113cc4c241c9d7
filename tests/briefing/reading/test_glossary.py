"""Where the words that a brief explains are marked in its claims."""

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.documents.schema import TermDocument
from briefing.reading.glossary import Glossary, GlossaryPiece, forms_of


def marked(texts: list[str], *terms: str) -> list[list[tuple[str, str]]]:
    """Return, text by text, what is marked and the term that explains it."""
    glossary = Glossary([TermDocument(term=term, text="It is explained.") for term in terms])
    return [
        [(piece.text, terms[piece.term - 1]) for piece in pieces if piece.term]
        for pieces in glossary.section(texts)
    ]


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("Two cells spoke.", "Cell", ["cells"]),
        ("A Cell spoke.", "cell", ["Cell"]),
        ("Excellent cellars, cell-like.", "Cell", []),
        ("The GCC and gcc.", "GCC", ["GCC"]),
        ("The gcc.", "GCC", []),
        ("An MI-35, a Mi-35.", "Mi-35", ["Mi-35"]),
        ("Of Mi-355 or Mi-35b.", "Mi-35", []),
        ("‘Wahhabi extremists’", "Wahhabi", ["Wahhabi"]),
        ("Élan, élan.", "élan", ["Élan"]),
        ("It costs $5 (net).", "$5 (net)", ["$5 (net)"]),
        ("What is a.b?", "a.b", ["a.b"]),
        ("What is axb?", "a.b", []),
        ("The Taliban’s hold", "Taliban", ["Taliban"]),
    ],
)
def test_whole_words_are_marked(text, term, found):
    assert [[word for word, _ in words] for words in marked([text], term)] == [found]


def test_the_longest_term_wins():
    text = "The balance of power and power, a balance."
    assert marked([text], "Power", "Balance of power", "Balance") == [
        [("balance of power", "Balance of power"), ("power", "Power"), ("balance", "Balance")]
    ]


def test_a_term_is_marked_once_in_a_section():
    texts = ["Proxy, proxy.", "A proxy."]
    assert marked(texts, "Proxy") == [[("Proxy", "Proxy")], []]


def test_sections_are_marked_each_by_itself():
    glossary = Glossary([TermDocument(term="Proxy", text="It is explained.")])
    assert [
        [piece.term for piece in glossary.section(["A proxy."])[0]] for _ in ("first", "second")
    ] == [[0, 1, 0]] * 2


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("Gulf Cooperation Council (GCC)", ["Gulf Cooperation Council", "GCC"]),
        ("Small arms", []),
        ("(GCC)", []),
        ("Capitals (as names)", []),
    ],
)
def test_a_name_with_its_short_form_is_known_by_both(term, forms):
    assert forms_of(term) == [term, *forms]


def test_a_name_and_its_short_form_are_one_term():
    term = "Gulf Cooperation Council (GCC)"
    assert marked(["The GCC.", f"The {term}."], term) == [[("GCC", term)], []]


def test_a_brief_without_terms_has_nothing_marked():
    assert marked(["A proxy."]) == [[]]


LINES = st.text(alphabet="ab (.*[)\\$^?+{}é-'\"<&’", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(texts=st.lists(LINES, max_size=4), terms=st.lists(LINES, max_size=4))
def test_the_pieces_always_add_up_to_the_text(texts, terms):
    documents = [TermDocument.model_construct(term=term, text="x") for term in terms]
    pieces = Glossary(documents).section(texts)
    assert ["".join(piece.text for piece in each) for each in pieces] == texts
    found = [piece.term for each in pieces for piece in each if piece.term]
    assert len(found) == len(set(found))


@pytest.mark.django_db
def test_a_hostile_term_is_shown_as_text(published, client):
    hostile = '<b onclick="x()">&'
    claim = {"key": "c1", "section": "background", "standing": "established", "paragraphs": [1]}
    published(
        claims=[claim | {"text": f"It says {hostile} here."}],
        terms=[{"term": hostile, "text": f"{hostile} is explained."}],
    )
    page = client.get("/briefs/sky/evidence/").text
    assert "<b onclick" not in page
    words = f'<span aria-hidden="true">{html.escape(hostile)}</span>'
    assert [page.count(words), page.count('id="term-1"')] == [1, 1]


def test_no_number_of_terms_makes_a_page_slow():
    many = [TermDocument(term=f"sky {'of ' * 20}{number}", text="So.") for number in range(5_000)]
    began = time.process_time()
    glossary = Glossary(many)
    texts = ["sky of " * 80] * 200
    assert glossary.section(texts) == [[GlossaryPiece(text)] for text in texts]
    assert time.process_time() - began < 2
