"""Two editors at one draft: what the second is told, sees and chooses."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from briefing.editing.draft_data import draft_data
from briefing.models import Actor, Brief, Claim
from quiz.models import Question
from tests.support.briefing.desk_forms import CLAIM, Desk, change, filled, more
from tests.support.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


class Editor(Desk):
    """An editor who opens a form, and sends it later."""

    def opens(self, address: str) -> None:
        self.address = address
        answer = self.client.get(address)
        self.sent = filled(answer) | {"base": answer.context["base"]}
        if "question" in address:
            self.sent["brief"] = Brief.objects.get().pk

    def sends(self, **changes: Any) -> Any:
        return self.client.post(self.address, self.sent | changes, follow=True)


@pytest.fixture
def ann(editor_client):
    return Desk(editor_client)


@pytest.fixture
def bob():
    client = Client()
    client.force_login(User.objects.create_superuser("bob"))
    return Editor(client)


def chosen(answer: Any, **choices: str) -> dict[str, Any]:
    """Return what is sent from the page that shows both versions, as proposed or as chosen."""
    context = answer.context
    proposed = {str(c.place): "mine" if c.mine else "theirs" for c in context["changes"]}
    hidden = {"brief": context["brief"].pk, "theirs": context["brief"].revision}
    return hidden | {"mine": context["mine"]} | proposed | choices


def sides(answer: Any) -> dict[str, tuple[bool, bool]]:
    return {str(c.place): (c.mine, c.by_both) for c in answer.context["changes"]}


def test_the_second_to_save_is_told_who_saved_what_and_sees_both_versions(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky", **{"claims-0-text": "The sky is grey."})
    answer = bob.sends(standfirst="Bob’s words.", **{"claims-0-text": "The sky is green."})
    page = text_of(answer.text)
    assert "admin, " in page
    assert ": Changed the brief" in page
    assert sides(answer) == {
        "brief//title": (False, False),
        "brief//standfirst": (True, False),
        "claims/c1/text": (True, True),
    }
    assert "Both of you changed this." in page
    assert "<ins>green.</ins>" in answer.text
    assert Brief.objects.get().standfirst == "On the sky."


def test_what_is_chosen_is_saved_and_what_was_typed_stays_a_revision(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky", **{"claims-0-text": "The sky is grey."})
    answer = bob.sends(standfirst="Bob’s words.", **{"claims-0-text": "The sky is green."})
    both = chosen(answer, **{"claims/c1/text": "theirs"})
    answer = bob.client.post(answer.context["action"], both, follow=True)
    assert "with what others saved in between" in answer.text
    brief = Brief.objects.get()
    kept = [brief.title, brief.standfirst, brief.claims.get().text]
    assert kept == ["Ann’s sky", "Bob’s words.", "The sky is grey."]
    typed = brief.revisions.get(what="Saved beside another editor: as typed").data
    assert [typed["standfirst"], typed["claims"][0]["text"]] == [
        "Bob’s words.",
        "The sky is green.",
    ]


def test_a_row_added_by_one_and_one_deleted_by_the_other(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), **more("claims", 1, **CLAIM))
    ann.save(change(sky), **more("gaps", 0, text="Who knows?"))
    answer = bob.sends(**more("terms", 0, term="Sky", text="What is above."))
    assert sides(answer) == {
        "claims/c2/": (False, False),
        "terms/Sky/": (True, False),
        "gaps/Who knows?/": (False, False),
    }
    bob.client.post(answer.context["action"], chosen(answer))
    brief = Brief.objects.get()
    assert [c.key for c in brief.claims.all()] == ["c1", "c2"]
    assert [brief.gaps.get().text, brief.terms.get().term] == ["Who knows?", "Sky"]


def test_a_row_that_was_deleted_meanwhile_is_not_lost_to_who_was_writing_in_it(sky, ann, bob):
    ann.save(change(sky), **more("claims", 1, **CLAIM))
    bob.opens(change(sky))
    ann.save(change(sky), **{"claims-1-DELETE": "on"})
    answer = bob.sends(**{"claims-1-text": "Bob goes on."})
    assert sides(answer) == {"claims/c2/": (True, True)}
    bob.client.post(answer.context["action"], chosen(answer))
    assert Claim.objects.get(key="c2").text == "Bob goes on."


def test_what_names_an_actor_who_was_deleted_meanwhile_is_left_out_in_words(sky, ann, bob):
    Actor.objects.create(key="ghost", name="Ghost", kind="bloc")
    ann.save(change(sky), **more("roles", 2, actor="ghost"))
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky", **{"roles-2-DELETE": "on"})
    row = more("relations", 0, subject="ghost", verb="arms", object="sky", claims="c1")
    answer = bob.sends(title="Bob’s sky", **row)
    assert sides(answer) == {
        "brief//title": (True, True),
        "actors/ghost/": (False, False),
        "relations/ghost arms sky/": (True, False),
    }
    Actor.objects.get(key="ghost").delete()
    answer = bob.client.post(answer.context["action"], chosen(answer), follow=True)
    page = text_of(answer.text)
    assert "Left out, since the actor it names was deleted: Relation ghost arms sky." in page
    assert "Not all of it fits together" not in page


def test_who_touches_nothing_of_the_others_saves_without_a_question(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky.quiz.questions.get()), prompt="Is it blue?")
    answer = bob.sends(title="Bob’s sky")
    assert "was saved, with what others saved in between" in answer.text
    assert Brief.objects.get().title == "Bob’s sky"
    assert Question.objects.get().prompt == "Is it blue?"


def test_a_third_who_saves_while_one_chooses_is_not_written_over(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky")
    answer = bob.sends(title="Bob’s sky")
    both = chosen(answer)
    ann.save(change(sky), title="Ann’s other sky", bottom_line="Ann’s.")
    answer = bob.client.post(answer.context["action"], both)
    assert sides(answer) == {"brief//title": (True, True), "brief//bottom_line": (False, False)}
    bob.client.post(answer.context["action"], chosen(answer))
    assert [Brief.objects.get().title, Brief.objects.get().bottom_line] == ["Bob’s sky", "Ann’s."]


def test_two_new_claims_under_one_key_are_both_kept(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), **more("claims", 1, **CLAIM | {"text": "Ann’s claim."}))
    row = more("claims", 1, **CLAIM | {"text": "Bob’s claim."})
    answer = bob.sends(**row, **{"roles-0-claims": "c2"})
    said = "Another editor has added a claim c2 too. Both are kept: yours is c3."
    assert said in text_of(answer.text)
    bob.client.post(answer.context["action"], chosen(answer))
    kept = dict(sky.claims.values_list("key", "text"))
    assert [kept["c2"], kept["c3"]] == ["Ann’s claim.", "Bob’s claim."]
    assert sky.roles.first().claims == ["c3"]


def test_checking_without_javascript_beside_another_editor_saves_nothing(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky")
    answer = bob.sends(title="Bob’s sky", _check="Check")
    assert "Nothing of it is saved yet" in answer.text
    assert [filled(answer)["title"], Brief.objects.get().title] == ["Bob’s sky", "Ann’s sky"]


def test_faults_are_mended_first_and_nothing_typed_is_lost(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), **{"claims-0-text": "The sky is grey."})
    answer = bob.sends(**{"claims-0-text": "Bob’s.", "claims-0-paragraphs": "first"})
    assert "Mend what is marked below first" in answer.text
    assert "“first” is not a paragraph." in answer.text
    typed = filled(answer)
    assert [typed["claims-0-text"], typed["claims-0-paragraphs"]] == ["Bob’s.", "first"]
    hidden = {"base": answer.context["base"], "whole": "1"}
    mended = typed | hidden | {"claims-0-paragraphs": "2"}
    answer = bob.client.post(bob.address, mended)
    assert sides(answer) == {"claims/c1/paragraphs": (True, False), "claims/c1/text": (True, True)}


def test_two_at_one_question(sky, ann, bob):
    question = change(sky.quiz.questions.get())
    bob.opens(question)
    ann.save(question, prompt="Is it grey?")
    answer = bob.sends(explanation="Bob’s.", **{"options-1-text": "Never"})
    assert sides(answer) == {
        "questions/q1/prompt": (False, False),
        "questions/q1/explanation": (True, False),
        "questions/q1/options": (True, False),
    }
    bob.client.post(answer.context["action"], chosen(answer))
    row = Question.objects.get()
    assert [row.prompt, row.explanation, row.options.all()[1].text] == [
        "Is it grey?",
        "Bob’s.",
        "Never",
    ]


def test_two_at_two_questions_do_not_meet(sky, ann, bob, small):
    first = sky.quiz.questions.get()
    ann.save(
        reverse("admin:quiz_question_add") + f"?quiz={sky.quiz_id}",
        key="q2",
        theme="motives",
        skill="recall",
        prompt="Why?",
        explanation="So.",
        evidence=["c1"],
        **{"options-0-text": "A", "options-0-right": "on", "options-0-feedback": "."},
        **{"options-1-text": "B", "options-1-feedback": "."},
        **{"options-2-text": "C", "options-2-feedback": "."},
    )
    bob.opens(change(first))
    ann.save(change(Question.objects.get(key="q2")), prompt="Why not?")
    bob.sends(prompt="Is it blue?")
    assert [q.prompt for q in sky.quiz.questions.all()] == ["Is it blue?", "Why not?"]


def test_a_question_that_was_deleted_meanwhile_can_be_put_back(sky, ann, bob):
    row = sky.quiz.questions.get()
    bob.opens(change(row))
    before = draft_data(sky)["questions"]
    ann.client.post(reverse("admin:quiz_question_delete", args=[row.pk]), {"post": "yes"})
    answer = bob.sends(prompt="Is it blue?")
    assert sides(answer) == {"questions/q1/": (True, True)}
    bob.client.post(answer.context["action"], chosen(answer))
    assert draft_data(sky)["questions"] == [before[0] | {"prompt": "Is it blue?"}]


def test_the_article_and_the_address_chosen_are_kept(sky, ann, bob):
    other = type(sky.article).objects.create(title="Another", paragraphs=["One.", "Two."])
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky")
    answer = bob.sends(article=other.pk, slug="bobs-sky")
    bob.client.post(answer.context["action"], chosen(answer))
    brief = Brief.objects.get()
    assert [brief.article, brief.slug, brief.title] == [other, "bobs-sky", "Ann’s sky"]


def test_what_was_not_shown_is_not_saved(sky, ann, bob):
    bob.opens(change(sky))
    ann.save(change(sky), title="Ann’s sky")
    answer = bob.sends(title="Bob’s sky")
    both = chosen(answer)
    for forged in ({"mine": both["mine"] + "x"}, {"theirs": "99"}, {"brief": "x"}):
        assert bob.client.post(answer.context["action"], both | forged).status_code == 404
    # What Bob signed is nobody else’s.
    assert ann.client.post(answer.context["action"], both).status_code == 404
    assert Brief.objects.get().title == "Ann’s sky"


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "\u0663"])
def test_a_question_that_is_gone_with_its_brief_is_told_so(sky, ann, number):
    gone = reverse("admin:quiz_question_change", args=[99])
    answer = ann.client.post(gone, {"base": "1", "brief": number}, follow=True)
    assert "Perhaps it was deleted?" in answer.text


def test_someone_who_may_only_look_saves_nothing(sky, ann, viewer):
    looker = Editor(viewer)
    ann.save(change(sky), title="Ann’s sky")
    answer = viewer.post(change(sky), {"base": "1", "title": "Mine"})
    assert [answer.status_code, Brief.objects.get().title] == [403, "Ann’s sky"]
    together = reverse("admin:briefing_brief_together", args=[sky.pk])
    assert looker.client.post(together, {}).status_code == 403
