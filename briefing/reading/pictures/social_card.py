"""The picture that stands for a brief where its address is shared."""

import hashlib
import io
from functools import cache
from pathlib import Path

import font_source_serif_pro  # type: ignore[import-untyped]
from django.utils.translation import gettext, ngettext
from PIL import Image, ImageDraw, ImageFont

from briefing.documents.schema import EditionDocument
from briefing.reading.pages import BriefPage, minutes

# Counts up whenever the same content is drawn otherwise, so that stored pictures are drawn anew.
DRAWING = 2
SIZE = (1200, 630)
MARGIN = 72
WIDTH = SIZE[0] - 2 * MARGIN
PAPER, INK, SOFT, ACCENT = "#fbfaf7", "#1c1b19", "#4b4842", "#0b4f4e"
# The title stands in the largest size in which it fits between these lines, or is cut.
TITLE_TOP, TITLE_BOTTOM = 176, 448
TITLE_SIZES = range(84, 34, -4)
LEADING = 1.18

Font = ImageFont.FreeTypeFont


def draw_card(document: EditionDocument, has_quiz: bool) -> bytes:
    """Return a PNG of 1200 by 630 with a brief's topics, its title and how long it takes."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 14), fill=ACCENT)
    draw.text((MARGIN, 56), "Readout", font=_font("Bold", 40), fill=ACCENT)
    topics = one_line(" · ".join(document.topics), _font("Regular", 28))
    draw.text((MARGIN, 124), topics, font=_font("Regular", 28), fill=SOFT)
    font, lines = fitted(document.title)
    for number, line in enumerate(lines):
        draw.text((MARGIN, TITLE_TOP + number * font.size * LEADING), line, font=font, fill=INK)
    draw.rectangle((MARGIN, 494, MARGIN + WIDTH, 498), fill=ACCENT)
    font = _font("Regular", 32)
    draw.text((MARGIN, 524), one_line(said(document, has_quiz), font), font=font, fill=SOFT)
    out = io.BytesIO()
    # A drawing of few colours: with a palette it is a quarter of the size.
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def card_sha256(document: EditionDocument, has_quiz: bool) -> str:
    """Return what tells the picture of a document from any other."""
    shown = (DRAWING, document.topics, document.title, said(document, has_quiz))
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def alternative(document: EditionDocument, has_quiz: bool) -> str:
    """Return what the picture says, for those who do not see it."""
    return f"Readout. {document.title}. {said(document, has_quiz)}"


def said(document: EditionDocument, has_quiz: bool) -> str:
    """Return what a brief is and how long it takes, on one line."""
    time = minutes(document, BriefPage.BRIEF)
    words = ngettext("Policy brief, about %(n)s minute", "Policy brief, about %(n)s minutes", time)
    quiz = [gettext("with a quiz")] if has_quiz else []
    return " · ".join([words % {"n": time}, *quiz])


def fitted(title: str) -> tuple[Font, list[str]]:
    """Return the font and the lines in which a title fits into its place."""
    font = _font("Semibold", TITLE_SIZES[0])
    for size in TITLE_SIZES:
        font = _font("Semibold", size)
        lines = wrapped(title, font)
        room = int((TITLE_BOTTOM - TITLE_TOP) // (size * LEADING))
        if len(lines) <= room:
            return font, balanced(title, font, len(lines))
    return font, [*lines[: room - 1], one_line(" ".join(lines[room - 1 :]), font)]


def balanced(text: str, font: Font, number: int) -> list[str]:
    """Return a text in this number of lines, as alike in length as they can be."""
    narrow = WIDTH
    while len(wrapped(text, font, narrow - 24)) == number and narrow > WIDTH // 2:
        narrow -= 24
    return wrapped(text, font, narrow)


def wrapped(text: str, font: Font, width: int = WIDTH) -> list[str]:
    """Return a text in lines no wider than this; a word that is wider is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if font.getlength(lines[-1] + sign) > width:
                lines.append("")
            lines[-1] += sign
    return lines


def one_line(text: str, font: Font) -> str:
    """Return a text on one line; where it is too long, its last words are left out."""
    first, *more = wrapped(text, font)
    while more and font.getlength(f"{first} …") > WIDTH:
        first = first.rpartition(" ")[0] or first[:-1]
    return f"{first.rstrip(' ·,')} …" if more else first


@cache
def _font(weight: str, size: int) -> Font:
    folder = Path(font_source_serif_pro.font_directory)
    return ImageFont.truetype(folder / f"SourceSerifPro-{weight}.ttf", size)
