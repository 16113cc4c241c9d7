"""What could be better in the brief's own text. Pure functions over a draft's plain data."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext

from briefing.choices import Section, Standing
from briefing.documents.cited_text import cited_claims, sentences, without_references
from quiz.documents.checks import Finding, warning
from quiz.documents.language import USUAL
from quiz.documents.lenient import Data, rows, text

MOST_WORDS = 550
MOST_OF_ARTICLE = 0.6
# A brief of a few lines is still being written: nothing is said of what it does not use yet.
KEY_SECTIONS = (Section.MOTIVES, Section.CONSEQUENCES)

# Words by which a sentence says that something is charged or denied, by language: stems.
_DOUBT = {
    "en": re.compile(
        r"\b(alleg|accus|charg|claim|assert|said|says?|saying|told|tell|report|according|deni|deny"
        r"|reject|dismiss|disput|contradict|refut|unconfirmed|unproven|suspect|purported|supposed"
        r"|insist|contend|maintain|critici[sz])",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(angeblich|vorw[uü]rf|vorgeworfen|wirft|beschuldig|behaupt|sag(t|te|en|ten)\b|laut\b"
        r"|zufolge|soll(en|te|ten)?\b|bestreit|bestritt|dement|weist .* zur[uü]ck|zur[uü]ckgewiesen"
        r"|leugn|widersprech|widersprich|unbest[aä]tigt|verd[aä]cht|mutma[sß])",
        re.IGNORECASE,
    ),
}


def no_text(data: Data) -> Iterator[Finding]:
    if any(rows(data, "claims")) and not any(rows(data, "passages")):
        yield warning(
            ("passages",),
            gettext("The brief has no text yet. Write it, in four to six short passages."),
        )


def text_too_long(data: Data) -> Iterator[Finding]:
    words = sum(len(without_references(said).split()) for said in _texts(data))
    article = data.get("article")
    known = article.get("words") if isinstance(article, dict) else None
    most, message = MOST_WORDS, gettext("Shorten the text to %(most)s words; it has %(words)s.")
    if isinstance(known, int | str) and str(known).isdecimal():
        of_article = int(MOST_OF_ARTICLE * int(known))
        if of_article < most:
            most = of_article
            message = gettext(
                "Shorten the text to %(most)s words, 60 %% of its article; it has %(words)s."
            )
    if words > most:
        yield warning(("passages",), message % {"most": most, "words": words})


def sentence_without_reference(data: Data) -> Iterator[Finding]:
    for number, row in rows(data, "passages"):
        bare = [s.text.strip() for s in sentences(text(row, "text")) if not s.claims]
        for said in bare:
            yield warning(
                ("passages", number, "text"),
                gettext("Name the claims on which “%(sentence)s” rests, such as [c1].")
                % {"sentence": _shortened(said)},
            )


def charge_told_as_fact(data: Data) -> Iterator[Finding]:
    """English and German alone; in other languages nothing is said."""
    doubt = _DOUBT.get(str(data.get("language") or USUAL).lower().partition("-")[0])
    if doubt is None:
        return
    disputed = {
        text(claim, "key")
        for _, claim in rows(data, "claims")
        if claim.get("standing") in (Standing.ALLEGED, Standing.DENIED)
    }
    for number, row in rows(data, "passages"):
        for sentence in sentences(text(row, "text")):
            named = [key for key in sentence.claims if key in disputed]
            if named and not doubt.search(sentence.text):
                yield warning(
                    ("passages", number, "text"),
                    gettext(
                        "“%(sentence)s” rests on %(key)s, which is alleged or denied. Say so in "
                        "the sentence."
                    )
                    % {"sentence": _shortened(sentence.text.strip()), "key": named[0]},
                )


def key_claim_not_used(data: Data) -> Iterator[Finding]:
    """A motive or a consequence that the chain shows belongs in the text."""
    if not any(rows(data, "passages")):
        return
    used = {
        key for said in (*_texts(data), text(data, "bottom_line")) for key in cited_claims(said)
    }
    for number, claim in rows(data, "claims"):
        key = text(claim, "key")
        is_key = claim.get("section") in KEY_SECTIONS and claim.get("gist")
        if key and is_key and key not in used:
            yield warning(
                ("claims", number),
                gettext("The text does not use %(key)s, a link of the chain. Use it.")
                % {"key": key},
            )


def _texts(data: Data) -> list[str]:
    return [text(row, "text") for _, row in rows(data, "passages")]


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else f"{sentence[:60].rstrip()} …"


CHECKS: tuple[Callable[[Data], Iterable[Finding]], ...] = (
    no_text,
    text_too_long,
    sentence_without_reference,
    charge_told_as_fact,
    key_claim_not_used,
)
