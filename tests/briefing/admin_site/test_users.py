"""The groups, and how somebody is made an editor."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from briefing.admin_site.permissions import EDITORS, PUBLISHERS, RIGHTS
from tests.support.briefing.desk_forms import Desk, change

pytestmark = pytest.mark.django_db


def rights(name: str) -> set[tuple[str, str]]:
    held = Permission.objects.filter(group__name=name)
    return set(held.values_list("content_type__app_label", "codename"))


def test_a_fresh_database_has_the_groups_with_all_their_rights():
    assert {name: rights(name) for name in RIGHTS} == RIGHTS
    assert Group.objects.count() == 2


def test_a_publisher_may_all_that_an_editor_may():
    more = rights(PUBLISHERS) - rights(EDITORS)
    assert rights(EDITORS) < rights(PUBLISHERS)
    assert more == {
        ("briefing", "publish_brief"),
        ("briefing", "delete_brief"),
        ("briefing", "delete_article"),
        ("briefing", "delete_actor"),
        ("briefing", "view_edition"),
        ("admin", "view_logentry"),
    }


def test_migrating_again_gives_back_the_rights_and_keeps_the_people():
    member = User.objects.create_user("member")
    editors = Group.objects.get(name=EDITORS)
    editors.user_set.add(member)
    editors.permissions.set(Permission.objects.filter(codename="delete_user"))
    Group.objects.filter(name=PUBLISHERS).delete()
    call_command("migrate", verbosity=0)
    assert {name: rights(name) for name in RIGHTS} == RIGHTS
    assert list(Group.objects.get(name=EDITORS).user_set.all()) == [member]


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_have_the_groups_again():
    call_command("flush", verbosity=0, interactive=False)
    assert {name: rights(name) for name in RIGHTS} == RIGHTS


# A person’s form

NEW = {"username": "mira", "password1": "a long pass phrase", "password2": "a long pass phrase"}


def test_an_editor_is_made_on_one_form(desk: Desk):
    group = Group.objects.get(name=EDITORS)
    desk.save(reverse("admin:auth_user_add"), **NEW, groups=[group.pk])
    user = User.objects.get(username="mira")
    assert [user.is_staff, user.is_superuser, list(user.groups.all())] == [True, False, [group]]
    client = Client()
    sent = {"username": "mira", "password": NEW["password1"]}
    assert client.post("/admin/login/", sent)["Location"] == "/admin/"
    assert client.get(reverse("admin:briefing_brief_add")).status_code == 200


@pytest.mark.parametrize(("groups", "warned"), [([], True), ([EDITORS], False)])
def test_somebody_in_no_group_is_told_of(desk: Desk, groups: list[str], warned: bool):
    chosen = [group.pk for group in Group.objects.filter(name__in=groups)]
    desk.save(reverse("admin:auth_user_add"), **NEW, groups=chosen)
    mira = change(User.objects.get(username="mira"))
    said = "is in no group, and so can do nothing here."
    assert (said in desk.client.get(mira).text) is warned
    desk.save(mira, first_name="Mira")
    assert (said in desk.client.get(mira).text) is warned


def test_a_weak_password_for_somebody_else_is_refused(desk: Desk):
    weak = NEW | {"password1": "short", "password2": "short"}
    answer = desk.send(reverse("admin:auth_user_add"), **weak)
    assert "at least 12 characters" in str(answer.context["adminform"].form.errors)
    assert not User.objects.filter(username="mira").exists()


def test_taking_the_sign_in_away_ends_it_at_once(desk: Desk):
    user = User.objects.create_user("mira", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    desk.client.post(change(user), {"username": "mira", "is_staff": "on"})
    user.refresh_from_db()
    assert [user.is_active, user.is_staff] == [False, True]
    assert client.get("/admin/").status_code == 302


def test_nobody_can_shut_themselves_out(desk: Desk, admin_user):
    desk.client.post(change(admin_user), {"username": "renamed"})
    admin_user.refresh_from_db()
    assert [admin_user.username, admin_user.is_superuser] == ["renamed", True]
    assert [admin_user.is_active, admin_user.is_staff] == [True, True]
    LogEntry.objects.all().delete()
    address = reverse("admin:auth_user_delete", args=[admin_user.pk])
    assert desk.client.post(address, {"post": "yes"}).status_code == 403


def test_somebody_whom_the_log_names_cannot_be_deleted(desk: Desk, admin_user):
    other = User.objects.create_user("mira")
    address = reverse("admin:auth_user_delete", args=[other.pk])
    LogEntry.objects.log_actions(other.pk, [admin_user], 2, "Changed.")
    assert desk.client.post(address, {"post": "yes"}).status_code == 403
    LogEntry.objects.all().delete()
    assert desk.client.post(address, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(username="mira").exists()
