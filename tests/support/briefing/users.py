"""People who come to the desk, by what they may do there: from nothing to everything."""

from django.contrib.auth.models import Group, User
from django.test import Client

from briefing.admin_site.permissions import EDITORS, PUBLISHERS

ANYBODY, STAFF, EDITOR, PUBLISHER, SUPERUSER = RANKS = (
    *("anybody", "staff", "editor", "publisher", "superuser"),
)
GROUPS = {EDITOR: EDITORS, PUBLISHER: PUBLISHERS}


def person(rank: str) -> User:
    """Make somebody who signs in, with the rights of a rank."""
    user = User.objects.create_user(rank, is_staff=True, is_superuser=rank == SUPERUSER)
    if rank in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[rank]))
    return user


def browser_of(rank: str) -> Client:
    client = Client()
    if rank != ANYBODY:
        client.force_login(person(rank))
    return client
