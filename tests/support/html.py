import re


def text_of(html: str) -> str:
    """Return the words of a page as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
