"""What the database itself refuses, whoever writes: each named constraint once."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, UniqueConstraint

from briefing.models import (
    Actor,
    Brief,
    Claim,
    Edition,
    Event,
    Gap,
    Indicator,
    Passage,
    Relation,
    Revision,
    Role,
    Term,
)
from tests.support.briefing.every_part import EVERY_PART

# By constraint: the model, and what is different from a good row already there. A copy without a
# difference offends against what has to be unique.
OFFENCES: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "actor_kind": (Actor, {"kind": "planet"}),
    "actor_name_not_empty": (Actor, {"name": ""}),
    "brief_title_not_empty": (Brief, {"title": ""}),
    "role_once_in_brief": (Role, {}),
    "claim_key_unique_in_brief": (Claim, {}),
    "passage_section": (Passage, {"section": "weather"}),
    "claim_section": (Claim, {"section": "weather"}),
    "claim_standing": (Claim, {"standing": "sure"}),
    "claim_text_not_empty": (Claim, {"text": ""}),
    "relation_once_in_brief": (Relation, {}),
    "relation_between_two": (Relation, {"verb": "funds", "object_id": None}),
    "relation_verb": (Relation, {"verb": "paints"}),
    "event_ends_after_it_begins": (Event, {"until": "2016-12"}),
    "event_date": (Event, {"date": "May 2017"}),
    "event_text_not_empty": (Event, {"text": ""}),
    "term_once_in_brief": (Term, {}),
    "term_and_text_not_empty": (Term, {"term": "Sea", "text": ""}),
    "gap_text_not_empty": (Gap, {"text": ""}),
    "indicator_text_not_empty": (Indicator, {"text": ""}),
    "edition_number_unique": (Edition, {}),
    "edition_number_from_1": (Edition, {"number": 0}),
    "revision_number_unique": (Revision, {}),
}


@pytest.fixture
def full(published):
    """A published brief with a row of everything."""
    published(**EVERY_PART)


def copied(model: type[Model]) -> dict[str, Any]:
    """Return the columns of a row that is there."""
    columns = model._default_manager.values()[0]
    return {name: value for name, value in columns.items() if name != "id"}


def said(error: pytest.ExceptionInfo[IntegrityError], model: type[Model], name: str) -> bool:
    """Whether this constraint refused: SQLite names the columns of what has to be unique."""
    constraint = next(each for each in model._meta.constraints if each.name == name)
    words = name
    if isinstance(constraint, UniqueConstraint) and "UNIQUE" in str(error.value):
        fields = [field for field in model._meta.fields if field.name in constraint.fields]
        words = ", ".join(f"{model._meta.db_table}.{field.column}" for field in fields)
    return words in str(error.value)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("one_by_one", [True, False], ids=["create", "bulk_create"])
@pytest.mark.parametrize("name", OFFENCES)
def test_the_database_refuses(name, one_by_one):
    model, difference = OFFENCES[name]
    row = copied(model) | difference
    if "object_id" in difference:
        row["object_id"] = row["subject_id"]
    rows = model._default_manager
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        _ = rows.create(**row) if one_by_one else rows.bulk_create([model(**row)])
    assert said(error, model, name)


def test_no_constraint_is_left_out():
    models = apps.get_app_config("briefing").get_models()
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(OFFENCES)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("until", ["", "2017", "2017-01", "2018"])
def test_an_event_may_end_when_it_begins_or_later(until):
    Event.objects.create(**copied(Event) | {"until": until})
    assert Event.objects.filter(until=until).exists()
