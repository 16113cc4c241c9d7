"""Rows that are written once: what readers have seen never changes under them."""

from typing import Any, NoReturn

from django.db import models


class FrozenError(Exception):
    """An attempt to change or delete a row that is kept as it was published."""


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: object) -> NoReturn:
        raise FrozenError("What is published cannot be changed. Publish anew instead.")

    def delete(self) -> NoReturn:
        raise FrozenError("What is published cannot be deleted.")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_conflicts"):
            raise FrozenError("What is published cannot be changed. Publish anew instead.")
        return super().bulk_create(objs, *args, **kwargs)


class FrozenModel(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row for the first time. Raises FrozenError where it is written already."""
        if not self._state.adding:
            raise FrozenError(f"{self} is published and cannot be changed. Publish anew instead.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError(f"{self} is published and cannot be deleted.")
