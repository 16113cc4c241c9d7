"""Claims that two editors add at the same time under one key."""

from typing import Any

from briefing.documents.rekey import kept_apart


def data(*claims: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"claims": [{"key": "c1", "text": "It is blue."}, *claims], **parts}


def new(text: str, **fields: Any) -> dict[str, Any]:
    return {"key": "c2", "text": text, **fields}


def test_mine_gets_a_free_key_and_what_cites_it_follows():
    cited = {
        "actors": [{"key": "sky", "claims": ["c1", "c2"]}],
        "events": [{"date": "2017", "text": "Seen."}],
        "questions": [],
    }
    after = {"key": "c3", "text": "So it is.", "answers": "c2", "leads_to": ["c2"]}
    theirs = data(new("It is grey."))
    mine, renamed = kept_apart(data(), theirs, data(new("It is wide."), after, **cited))
    assert renamed == {"c2": "c4"}
    assert [claim["key"] for claim in mine["claims"]] == ["c1", "c4", "c3"]
    assert mine["claims"][2] | {"answers": "c4", "leads_to": ["c4"]} == mine["claims"][2]
    assert mine["actors"] == [{"key": "sky", "claims": ["c1", "c4"]}]
    assert mine["events"] == cited["events"]


def test_a_question_that_rests_on_theirs_goes_on_to():
    asked = [{"key": "q1", "evidence": ["c2"]}]
    theirs = data(new("It is grey."), questions=asked)
    mine, renamed = kept_apart(data(), theirs, data(new("It is wide."), questions=asked))
    assert [mine["questions"], renamed] == [asked, {"c2": "c3"}]


def test_the_same_claim_stays_one():
    mine = data(new("It is grey.", standing="alleged"))
    assert kept_apart(data(), data(new("It is grey.")), mine) == (mine, {})


def test_a_claim_that_was_there_before_stays_one():
    base = data(new("It is grey."))
    mine = data(new("It is wide."))
    assert kept_apart(base, data(new("It is green.")), mine) == (mine, {})
