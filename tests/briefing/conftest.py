from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from tests.support.briefing.desk_forms import Desk
from tests.support.briefing.simulated_readers import many


@pytest.fixture
def sky(db: None, small: Any) -> Brief:
    """A small brief, as a draft."""
    return replace_draft(BriefDocument.model_validate(small()))


@pytest.fixture
def desk(editor_client: Client) -> Desk:
    return Desk(editor_client)


@pytest.fixture
def published(db: None, small: Any) -> Callable[..., Edition]:
    """Publish a small brief; keywords replace its parts."""

    def publish_small(**parts: Any) -> Edition:
        document = BriefDocument.model_validate(small(**parts))
        return publish(replace_draft(document).pk)[0]

    return publish_small


@pytest.fixture
def twelve(published) -> Brief:
    """A brief with twelve claims, and a question on each."""
    brief: Brief = published(**many(12)).brief
    return brief


@pytest.fixture
def viewer(django_user_model: Any) -> Client:
    """A browser in which someone is signed in who may only look at briefs."""
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_brief"))
    client = Client()
    client.force_login(user)
    return client
