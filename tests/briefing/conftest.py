from typing import Any

import pytest
from django.test import Client

from briefing.draft import replace_draft
from briefing.edition import BriefDocument
from briefing.models import Brief
from tests.briefing.desk import Desk


@pytest.fixture
def sky(db: None, small: Any) -> Brief:
    """A small brief, as a draft."""
    return replace_draft(BriefDocument.model_validate(small()))


@pytest.fixture
def desk(editor_client: Client) -> Desk:
    return Desk(editor_client)
