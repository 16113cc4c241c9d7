"""Writing several rows of one model at once."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction


@transaction.atomic
def replace_rows(old: models.QuerySet[Any], new: Iterable[Any]) -> None:
    """Delete the old rows, then insert the new ones; a new row may keep an old one's primary key.

    A database checks a unique value at every row it writes. So two rows can swap theirs, or one
    can have that of a deleted row, only if all old rows are deleted first. Raises TypeError for a
    model that others refer to, whose rows would be deleted as well.
    """
    if old.model._meta.related_objects:
        raise TypeError(f"Rows of {old.model.__name__} are referred to and cannot be replaced.")
    old.delete()
    old.model._default_manager.bulk_create(new)
