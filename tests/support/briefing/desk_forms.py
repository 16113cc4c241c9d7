"""What a browser does with the forms of the editor's desk."""

from typing import Any

from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from briefing.models import Brief

# What one types for a claim more.
CLAIM = {
    "key": "c2",
    "section": "outlook",
    "standing": "assessed",
    "text": "It stays blue.",
    "paragraphs": "2",
    "actors": "sky, sea",
}


def forms_of(response: Any) -> list[BaseForm]:
    """Return every form of an admin page: its own and those of its rows."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return forms


def filled(response: Any) -> dict[str, Any]:
    """Return what a browser sends when nothing is changed."""
    values = {field.html_name: field.value() for form in forms_of(response) for field in form}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def said(response: Any) -> dict[str, list[str]]:
    """Return what is said at each field; under the prefix alone what is said of a form or part."""
    found = {}
    for form in forms_of(response):
        for field, errors in form.errors.items():
            place = (form.prefix or "") if field == "__all__" else form.add_prefix(field)
            found[place] = [str(error) for error in errors]
    for inline in response.context["inline_admin_formsets"]:
        if errors := inline.formset.non_form_errors():
            found[inline.formset.prefix] = [str(error) for error in errors]
    return found


class Desk:
    """An editor's browser, which opens a form, changes some of its fields and sends it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, address: str, **changes: Any) -> Any:
        return self.client.post(address, filled(self.client.get(address)) | changes)

    def save(self, address: str, **changes: Any) -> None:
        """Send a form that must be taken."""
        answer = self.send(address, **changes)
        assert answer.status_code == 302, said(answer)


def change(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def publishing(brief: Brief) -> str:
    return reverse("admin:briefing_brief_publish", args=[brief.pk])


def more(prefix: str, there: int, **fields: Any) -> dict[str, Any]:
    """Return the fields of one row more in a part that has rows."""
    row = {f"{prefix}-{there}-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": there + 1, **row}
