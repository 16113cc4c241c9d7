"""What the styles and scripts weigh, and whether their colours can be read."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
STYLES = (STATIC / "css" / "readout.css").read_text()
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);", STYLES
    )
}
GROUNDS = ("paper", "card", "accent-wash")
TEXTS = {
    *product(("ink", "soft", "accent"), GROUNDS),
    *product(("ink", "soft", "signal"), ("paper", "card", "signal-wash")),
    *(("on-accent", "accent"), ("paper", "ink"), ("paper", "signal"), ("paper", "accent")),
}
LINES = {*product(("line", "edge", "accent", "signal"), ("paper", "card"))}


def luminance(colour: str) -> float:
    """Return the relative luminance of #rgb or #rrggbb as WCAG 2.2 defines it: 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_does():
    assert [contrast("#000", "#ffffff"), contrast("#777777", "#777777")] == [21, 1]
    assert round(contrast("#767676", "#fff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 7), (LINES, 3)], ids=["texts", "lines"])
def test_colours_are_told_apart(scheme, pairs, least):
    faint = {
        pair: round(found, 2)
        for pair in pairs
        if (found := contrast(COLOURS[pair[0]][scheme], COLOURS[pair[1]][scheme])) < least
    }
    assert faint == {}


def test_colours_stand_among_the_tokens_and_nowhere_else():
    outside = STYLES.partition("@layer base {")[2]
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;, )])", outside) == []


@pytest.mark.parametrize(("file", "limit"), [("css/readout.css", 14_000), ("js/readout.js", 5_000)])
def test_styles_and_scripts_are_light(file, limit):
    """As gzip sends them; brotli, which most browsers take, makes less of them."""
    assert len(gzip.compress((STATIC / file).read_bytes())) < limit


def test_positions_follow_the_direction_of_writing():
    """Left and right are said by none; start and end are told apart by the language."""
    sided = r"(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)(?=[\s:;-])"
    said = re.sub(r"/\*.*?\*/|@bottom-\w+", "", STYLES, flags=re.DOTALL)
    assert re.findall(sided, said) == []
