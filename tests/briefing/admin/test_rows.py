"""The rows of a brief at the desk: their places, what they cite, and which can go."""

import pytest

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.models import Claim
from tests.support.briefing.desk_forms import CLAIM, change, filled, more, said

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def test_a_claim_that_a_question_rests_on_cannot_be_deleted(sky, desk):
    row = more("claims", 1, **CLAIM)
    answer = desk.send(change(sky), **row, **{"claims-0-DELETE": "on"})
    assert said(answer) == {"claims-0": ["c1 cannot be deleted: the evidence of q1 names it."]}
    assert filled(answer)["claims-0-DELETE"] is True
    assert Claim.objects.get().key == "c1"


def test_a_claim_that_nothing_rests_on_can_be_deleted(sky, desk):
    desk.save(change(sky), **more("claims", 1, **CLAIM))
    desk.save(change(sky), **{"claims-1-DELETE": "on"})
    assert Claim.objects.get().key == "c1"


def test_a_new_row_without_a_place_comes_last(sky, desk):
    desk.save(change(sky), **more("claims", 1, **CLAIM))
    desk.save(change(sky), **more("claims", 2, **CLAIM | {"key": "c0"}))
    assert list(sky.claims.values_list("key", "position")) == [("c1", 1), ("c2", 2), ("c0", 3)]


def test_a_row_that_was_never_kept_can_be_dropped_whatever_its_key(sky, desk):
    row = more("claims", 1, **CLAIM | {"key": "c1", "DELETE": "on"})
    desk.save(change(sky), **row)
    assert Claim.objects.get().text == "The sky is blue."


def test_what_is_deleted_can_be_given_anew_in_the_same_form(sky, desk):
    blue = {"term": "blue", "text": "A colour."}
    desk.save(change(sky), **more("terms", 0, **blue))
    again = more("terms", 1, **blue | {"text": "A colour of the sky."})
    desk.save(change(sky), **again, **{"terms-0-DELETE": "on"})
    assert [term.text for term in sky.terms.all()] == ["A colour of the sky."]


def test_a_claim_that_another_answers_cannot_be_deleted(sky, desk):
    desk.save(change(sky), **more("claims", 1, **CLAIM))
    desk.save(change(sky), **more("claims", 2, **CLAIM | {"key": "c3", "answers": "c2"}))
    answer = desk.send(change(sky), **{"claims-1-DELETE": "on"})
    unknown = "There is no claim “c2” in this brief. Add it, or name another."
    assert said(answer) == {"claims-2-answers": [unknown]}
    assert sky.claims.count() == 3


def test_a_claim_is_given_its_place_in_the_chain(sky, desk):
    chained = {"gist": "Blue is wanted", "leads_to": "c1"}
    desk.save(change(sky), **more("claims", 1, **CLAIM | chained))
    claim = Claim.objects.get(key="c2")
    assert [claim.gist, claim.leads_to] == ["Blue is wanted", ["c1"]]
    answer = desk.send(change(sky), **{"claims-0-leads_to": "c2"})
    assert said(answer) == {
        f"claims-{row}-leads_to": [f"From “c{row + 1}” this leads back to it. Remove a step."]
        for row in (0, 1)
    }


@pytest.fixture
def four(small):
    """The small brief with the claims c1 to c4, in this order."""
    first = small()["claims"][0]
    claims = [first | {"key": f"c{n}"} for n in (1, 2, 3, 4)]
    return replace_draft(BriefDocument.model_validate(small(claims=claims)))


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({4: 2}, "1423"),
        ({1: 3}, "2314"),
        ({4: 1}, "4123"),
        ({1: 4}, "2341"),
        ({1: 99}, "2341"),
        ({2: ""}, "1342"),
        ({1: 2, 2: 1}, "2134"),
        ({1: 4, 2: 3, 3: 2, 4: 1}, "4321"),
        ({1: 3, 2: 1, 3: 2}, "2314"),
    ],
)
def test_a_row_takes_the_place_it_is_moved_to_and_the_others_make_room(four, desk, places, order):
    desk.save(change(four), **{f"claims-{n - 1}-position": at for n, at in places.items()})
    kept = list(four.claims.values_list("key", "position"))
    assert kept == [(f"c{key}", place) for place, key in enumerate(order, 1)]


def test_a_new_row_can_be_put_among_the_others(four, desk):
    desk.save(change(four), **more("claims", 4, **CLAIM | {"key": "c5", "position": "2"}))
    assert list(four.claims.values_list("key", flat=True)) == ["c1", "c5", "c2", "c3", "c4"]


def test_the_rows_after_a_deleted_one_move_up(four, desk):
    desk.save(change(four), **{"claims-1-DELETE": "on"})
    assert list(four.claims.values_list("key", "position")) == [("c1", 1), ("c3", 2), ("c4", 3)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1-2", [1, 2]), ("2–2", [2]), ("2 1", [2, 1]), ("2;1,", [2, 1])],
)
def test_paragraphs_are_typed_as_numbers_and_ranges(sky, desk, typed, kept):
    desk.save(change(sky), **{"claims-0-paragraphs": typed})
    assert Claim.objects.get().paragraphs == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2-1", "“2-1” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5."),
        ("0-2", "“0-2” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5."),
        ("1-9999", "“1-9999” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5."),
        ("1-2, 2", "Paragraph 2 is given twice."),
        ("2-3", "The article has 2 paragraphs; there is no paragraph 3."),
    ],
)
def test_paragraphs_that_are_none_are_said(sky, desk, typed, message):
    answer = desk.send(change(sky), **{"claims-0-paragraphs": typed})
    assert said(answer) == {"claims-0-paragraphs": [message]}
    assert filled(answer)["claims-0-paragraphs"] == typed


def test_a_row_is_named_by_its_actors_where_they_are_read_with_it(brief):
    relation = brief.relations.select_related("subject", "object").first()
    named = f"{relation.subject.name} {relation.get_verb_display()} {relation.object.name}"
    assert [str(relation), str(brief.roles.select_related("actor").first())] == [
        named,
        f"{brief.roles.first().actor.name} in this brief",
    ]
    assert str(brief.relations.first()) == f"… {relation.get_verb_display()} …"


TWO_OF_EACH = {
    "terms": [{"term": "Sky", "text": "Above."}, {"term": "Sea", "text": "Below."}],
    "relations": [
        {"subject": "sky", "verb": "rivals", "object": "sea", "claims": ["c1"]},
        {"subject": "sea", "verb": "rivals", "object": "sky", "claims": ["c1"]},
    ],
}
# What tells the rows of each part apart, as a form has it.
UNIQUE = {"roles": ["actor"], "terms": ["term"], "relations": ["subject", "object"]}


@pytest.fixture
def pairs(small):
    """The small brief with two rows of every part in which rows must differ."""
    # Nothing else in the brief names this actor, so its role can go.
    land = {"key": "land", "name": "Land", "kind": "bloc"}
    actors = [land, *small()["actors"]]
    return replace_draft(BriefDocument.model_validate(small(actors=actors, **TWO_OF_EACH)))


def _row(part, names, number, of):
    """Return what the form of a row says when it is given the unique values of another row."""
    keys = {"roles": ["land", "sky"], "terms": ["Sky", "Sea"]}
    ends = [["sky", "sea"], ["sea", "sky"]]
    values = ends[of] if part == "relations" else [keys[part][of]]
    return {f"{part}-{number}-{name}": value for name, value in zip(names, values, strict=True)}


def _unique_values(brief, part, names):
    """Return the unique values of each row by its primary key, in the order of the rows."""
    paths = [name if part == "terms" else f"{name}__key" for name in names]
    rows = getattr(brief, part).order_by("position")
    return {pk: tuple(values) for pk, *values in rows.values_list("pk", *paths)}


@pytest.mark.parametrize(("part", "names"), UNIQUE.items())
def test_two_rows_swap_what_tells_them_apart(pairs, desk, part, names):
    before = _unique_values(pairs, part, names)
    desk.save(change(pairs), **_row(part, names, 0, of=1), **_row(part, names, 1, of=0))
    first, second, *others = before.values()
    swapped = dict(zip(before, [second, first, *others], strict=True))
    assert _unique_values(pairs, part, names) == swapped


@pytest.mark.parametrize(("part", "names"), UNIQUE.items())
def test_a_row_takes_over_what_told_a_deleted_row_apart(pairs, desk, part, names):
    before = _unique_values(pairs, part, names)
    desk.save(change(pairs), **_row(part, names, 0, of=1), **{f"{part}-1-DELETE": "on"})
    (taking, _), (_, value), *others = before.items()
    assert _unique_values(pairs, part, names) == {taking: value, **dict(others)}
