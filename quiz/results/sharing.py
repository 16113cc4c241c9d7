"""Results that their reader lets others read, under a link that can be withdrawn."""

from uuid import UUID, uuid4

from quiz.attempts.recorded import find_state
from quiz.attempts.state import AttemptState
from quiz.models import Attempt


def share(reader: UUID | None, public_id: UUID) -> None:
    """Make the results readable under a link; a link that there is stays.

    Raises Attempt.DoesNotExist where the reader has no such results yet.
    """
    attempt = _finished(reader, public_id)
    Attempt.objects.filter(pk=attempt.pk, share_key=None).update(share_key=uuid4())


def withdraw(reader: UUID | None, public_id: UUID) -> None:
    """Let the link lead nowhere any more. Raises as `share` does."""
    attempt = _finished(reader, public_id)
    Attempt.objects.filter(pk=attempt.pk).update(share_key=None)


def shared_state(share_key: UUID) -> AttemptState:
    """Return the results that a link leads to. Raises Attempt.DoesNotExist where there are none."""
    attempt = Attempt.objects.get(share_key=share_key, finished__isnull=False)
    return find_state(attempt.reader, attempt.public_id)


def _finished(reader: UUID | None, public_id: UUID) -> Attempt:
    return Attempt.objects.of(reader).get(public_id=public_id, finished__isnull=False)
