"""The forms of the desk on a narrow screen: nothing has to be scrolled sideways."""

import pytest
from playwright.sync_api import Page

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.models import Brief
from tests.support.briefing.desk_forms import change
from tests.support.briefing.every_part import EVERY_PART

pytestmark = pytest.mark.browser

# The parts of a form that reach beyond their box: those one would have to scroll to.
TOO_WIDE = """
  () => [...document.querySelectorAll("#content *")]
    .filter(part => part.checkVisibility() && part.clientWidth > 1)
    .filter(part => part.scrollWidth > part.clientWidth + 1 && !part.matches("input, select"))
    .map(part => `${part.tagName} ${part.id} ${part.className}`)
"""

OPEN_ALL = "document.querySelectorAll('details').forEach(fold => fold.open = true)"


@pytest.fixture
def whole(db: None, small) -> Brief:
    """A brief with a row of every part."""
    return replace_draft(BriefDocument.model_validate(small(**EVERY_PART)))


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_row_of_a_form_fits(editor: Page, whole: Brief, width: int):
    editor.set_viewport_size({"width": width, "height": 900})
    for address in (change(whole), change(whole.quiz.questions.get())):
        editor.goto(address)
        editor.evaluate(OPEN_ALL)
        assert editor.evaluate(TOO_WIDE) == []
        assert editor.evaluate("document.documentElement.scrollWidth") == width
