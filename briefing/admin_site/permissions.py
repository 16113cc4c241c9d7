"""Who may do what at the desk: two groups, whose rights are said here and nowhere else."""

from typing import Any

from django.apps import apps as global_apps
from django.apps.registry import Apps

EDITORS = "Editors"
PUBLISHERS = "Publishers"

_SHARED = ("briefing.article", "briefing.actor", "briefing.brief")
_PARTS = (
    *("briefing.passage", "briefing.claim", "briefing.role", "briefing.relation", "briefing.event"),
    *("briefing.term", "briefing.gap", "briefing.indicator"),
    *("quiz.question", "quiz.option"),
)


def _rights(models: tuple[str, ...], *acts: str) -> set[tuple[str, str]]:
    """Return the rights to these acts on these models, each as its app and its codename."""
    labels = [label.split(".") for label in models]
    return {(app, f"{act}_{model}") for app, model in labels for act in acts}


_DRAFTS = _rights(_SHARED, "view", "add", "change") | _rights(
    _PARTS, "view", "add", "change", "delete"
)
RIGHTS = {
    EDITORS: _DRAFTS,
    PUBLISHERS: _DRAFTS
    | _rights(_SHARED, "delete")
    | _rights(("briefing.brief",), "publish")
    | _rights(("briefing.edition", "admin.logentry"), "view"),
}


def make_groups(using: str, apps: Apps = global_apps, **kwargs: Any) -> None:
    """Make the groups, or give those that are there the rights they have in this version.

    It follows every `migrate`, when the rights themselves are there: on a fresh database, after an
    upgrade that brings new ones, and after a test has emptied the tables.
    """
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:
        # The tables of the groups themselves have been migrated away.
        return
    known = {
        (app, codename): pk
        for app, codename, pk in permission_model.objects.using(using).values_list(
            "content_type__app_label", "codename", "pk"
        )
    }
    for name, rights in RIGHTS.items():
        group, _ = group_model.objects.using(using).get_or_create(name=name)
        group.permissions.set(known[right] for right in rights if right in known)
