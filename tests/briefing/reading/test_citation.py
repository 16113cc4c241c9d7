"""Citations as the styles' own rules have them, written out by hand."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from briefing.reading.citation import Cited, apa, bibtex, chicago_entry, chicago_note, citations

ADDRESS = "https://readout.example/briefs/sky/editions/2/"


SECOND = Cited("sky", "The sky: a brief", 2, dt.date(2026, 3, 5), ADDRESS)


def cited(**parts: Any) -> Cited:
    return replace(SECOND, **parts)


def test_apa_has_the_site_as_author_and_the_title_in_italics():
    citation = apa(cited())
    assert citation.title == "The sky: a brief"
    assert citation.text == f"Readout. (2026, March 5). The sky: a brief (2nd ed.). {ADDRESS}"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")),
        *((13, "13th"), (21, "21st"), (22, "22nd"), (111, "111th"), (123, "123rd")),
    ],
)
def test_apa_numbers_the_edition(number, words):
    assert f" ({words} ed.). " in apa(cited(number=number)).text


def test_a_chicago_note_begins_with_the_title():
    assert chicago_note(cited()).text == (
        f"“The sky: a brief,” Readout, edition 2, March 5, 2026, {ADDRESS}."
    )


def test_an_entry_of_a_chicago_bibliography_begins_with_the_site():
    assert chicago_entry(cited()).text == (
        f"Readout. “The sky: a brief.” Edition 2. March 5, 2026. {ADDRESS}."
    )


@pytest.mark.parametrize(
    ("title", "note", "entry"),
    [
        ("Why arm them?", "“Why arm them?,” Readout", "“Why arm them?” Edition"),
        ("So they say.", "“So they say.,” Readout", "“So they say.” Edition"),
        ("On “arms” and aims", "“On ‘arms’ and aims,” ", "“On ‘arms’ and aims.” "),
        ('On "arms" and aims', "“On ‘arms’ and aims,” ", "“On ‘arms’ and aims.” "),
    ],
)
def test_chicago_keeps_to_one_stop_and_to_single_quotes_within(title, note, entry):
    assert note in chicago_note(cited(title=title)).text
    assert entry in chicago_entry(cited(title=title)).text


def test_bibtex_has_a_key_of_its_own_for_each_edition():
    assert bibtex(cited()).text == (
        "@misc{readout-sky-2,\n"
        "  author = {{Readout}},\n"
        "  title = {{The sky: a brief}},\n"
        "  year = {2026},\n"
        "  month = mar,\n"
        "  note = {Edition 2},\n"
        f"  url = {{{ADDRESS}}},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("title", "escaped"),
    [
        ("50% of R&D_#1 for $5", r"50\% of R\&D\_\#1 for \$5"),
        (r"a\b", r"a\textbackslash{}b"),
        ("}{", r"\}\{"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("Č, é and “quotes”", "Č, é and “quotes”"),
    ],
)
def test_bibtex_escapes_what_tex_would_obey(title, escaped):
    assert f"  title = {{{{{escaped}}}}},\n" in bibtex(cited(title=title)).text


@pytest.mark.django_db
def test_hostile_titles_are_escaped_on_the_page(published, client):
    published(title='<i>"&</i>')
    page = client.get("/briefs/sky/cite/").text
    section = page.partition('class="cite')[2].partition("</section>")[0]
    assert "<i>" not in section
    assert "<cite>&lt;i&gt;&quot;&amp;&lt;/i&gt;</cite>" in section


@pytest.mark.django_db
def test_the_page_cites_the_edition_by_its_whole_address(edition, client, settings):
    settings.SITE_URL = "https://readout.example"
    page = client.get(f"{edition.brief.get_absolute_url()}cite/").text
    address = f"https://readout.example{edition.get_absolute_url()}"
    assert page.partition('class="cite')[2].partition("</section>")[0].count(address) == len(
        citations(cited())
    )


@pytest.mark.django_db
def test_a_site_below_an_address_is_named_once(edition, below, client):
    page = client.get("/briefs/russia-and-the-taliban/cite/").text
    assert f"{below}/room/" not in page
    assert f"{below}/briefs/russia-and-the-taliban/editions/1/" in page
