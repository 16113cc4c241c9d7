"""What is said of the article a brief is of. Pure functions."""

from django.utils.translation import gettext as _

from briefing.documents.schema import ArticleDocument


def brief_of(article: ArticleDocument, date: str) -> str:
    """Return whose brief this is, with the article’s date in words where it is known."""
    said = _BRIEFS[bool(article.title), bool(article.author)]()
    said %= {"title": article.title, "author": article.author}
    return ", ".join(filter(None, [said, date]))


def source_of(article: ArticleDocument, date: str) -> str:
    """Return the article as a reference: what is known of it, as one sentence."""
    said = _SOURCES[bool(article.title), bool(article.author)]()
    said %= {"title": article.title, "author": article.author}
    return ", ".join(filter(None, [said, article.outlet, date])) + "."


# By whether the title and the author are known.
_BRIEFS = {
    (True, True): lambda: _("Brief of “%(title)s” by %(author)s"),
    (True, False): lambda: _("Brief of “%(title)s”"),
    (False, True): lambda: _("Brief of an article by %(author)s"),
    (False, False): lambda: _("Brief of an article"),
}
_SOURCES = {
    (True, True): lambda: _("“%(title)s” by %(author)s"),
    (True, False): lambda: _("“%(title)s”"),
    (False, True): lambda: _("The article by %(author)s"),
    (False, False): lambda: _("The article"),
}
