"""The record of the background jobs: who runs them, and how each last went."""

from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Lease(models.Model):
    """The right to run the jobs, which one process holds at a time and has to renew.

    All moments are read from the database's clock, so those of the machines need not agree.
    """

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=100, blank=True, help_text="Empty after its release.")
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, held by {self.holder or 'nobody'}"

    @classmethod
    def take(cls, name: str, holder: str, length: timedelta) -> bool:
        """Take a lease or renew it; return False if another process holds it."""
        free = Q(holder=holder) | Q(expires__lte=Now())
        lease = cls.objects.filter(free, name=name)
        terms = {"holder": holder, "expires": Now() + length}
        if lease.update(**terms):
            return True
        # The first time there is no row yet.
        _, created = cls.objects.get_or_create(name=name, defaults={"expires": LONG_AGO})
        return created and bool(lease.update(**terms))

    @classmethod
    def release(cls, name: str, holder: str) -> None:
        """Let the next process that asks have the lease at once."""
        cls.objects.filter(name=name, holder=holder).update(holder="", expires=Now())


class JobRun(models.Model):
    """How the last run of a job went."""

    job = models.CharField(max_length=60, primary_key=True)
    ended = models.DateTimeField(help_text="When its last run ended, well or not.")
    succeeded = models.DateTimeField(null=True, help_text="When its last run without error ended.")
    error = models.CharField(max_length=500, blank=True, help_text="Why the last run failed.")

    def __str__(self) -> str:
        return f"{self.job}, last run {self.ended:%d %B %Y, %H:%M}"
