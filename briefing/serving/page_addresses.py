from collections.abc import Collection

from briefing.models import Brief


def page_addresses(keys: Collection[str]) -> dict[str, str]:
    """Return the address of each brief by its key, for the quizzes on them; one query."""
    briefs = Brief.objects.filter(key__in=keys).only("key", "slug")
    return {brief.key: brief.get_absolute_url() for brief in briefs}
