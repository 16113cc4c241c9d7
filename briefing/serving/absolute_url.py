from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """Return the whole address of a path on the site, wherever the site is mounted.

    A path from `reverse` or `static` begins with the site's own prefix. No request is asked for
    the host: what is kept in caches, feeds and other people's pages must not follow one reader's.
    """
    site: str = settings.SITE_URL
    return urljoin(site, path)
