"""How much room words take in a picture that is drawn before any browser has set them."""

import unicodedata

# Parts of the type size, a little wider than Arial and Helvetica have them in bold.
_BROAD = dict.fromkeys("mwMW@%—…", 0.95)
_SLIM = dict.fromkeys("ijlI.,:;!|'’‘", 0.32) | dict.fromkeys("frt()[]-/ “”", 0.38)
_SIGNS = dict.fromkeys("○●◐⊘◆", 1.0)
_EMS = _BROAD | _SLIM | _SIGNS


def width(text: str, size: float) -> float:
    """Return the room that a line of text takes at a type size, in the size's unit."""
    return sum(map(_em, text)) * size


def _em(character: str) -> float:
    if character in _EMS:
        return _EMS[character]
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if ord(character) > 0x24F:
        return 0.8
    return 0.75 if character.isupper() else 0.6


def wrap(text: str, size: float, room: float) -> list[str]:
    """Return the lines of a text, none wider than the room; a longer word is parted."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines += _parted(word, size, room)
    return lines


def _parted(word: str, size: float, room: float) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and width(parts[-1] + character, size) > room:
            parts.append("")
        parts[-1] += character
    return parts
