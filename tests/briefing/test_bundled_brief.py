"""The rules of good content that can be counted, for the brief that comes with the program."""

from collections import Counter
from collections.abc import Callable

import pytest
import yaml

from briefing.choices import Section, Standing
from briefing.documents.cited_text import without_references
from briefing.documents.references import reference_problems
from briefing.documents.schema import BriefDocument
from briefing.documents.yaml_format import read_brief
from quiz.choices import WRITTEN_THEMES, KindName, Skill
from quiz.documents.schema import twice
from quiz.kinds.base import QuestionDocument
from tests.conftest import BUNDLED
from tests.support.rules_of_thumb import MOST_POINTS_ABOVE_CHANCE, Score, scores


@pytest.fixture
def singles(bundled) -> list[QuestionDocument]:
    return [question for question in bundled.questions if question.kind == "single"]


def test_its_file_is_whole():
    assert reference_problems(read_brief(BUNDLED.read_bytes()).model_dump()) == []


def test_it_is_of_a_size_to_read(bundled: BriefDocument):
    assert 30 <= len(bundled.claims) <= 50
    assert len(without_references(bundled.bottom_line).split()) <= 60


def test_it_has_every_part(bundled: BriefDocument):
    least = {"actors": 12, "relations": 12, "events": 6, "terms": 6, "gaps": 1, "indicators": 1}
    short = {part: len(getattr(bundled, part)) for part in least}
    assert {part: n for part, n in short.items() if n < least[part]} == {}
    assert {claim.section for claim in bundled.claims} == set(Section)
    assert {claim.standing for claim in bundled.claims} == set(Standing)


def test_every_paragraph_of_the_article_is_cited(bundled: BriefDocument):
    cited = {number for claim in bundled.claims for number in claim.paragraphs}
    assert sorted(cited) == list(range(1, 15))
    assert len(bundled.article.paragraphs) == 14


def test_every_actor_and_relation_rests_on_a_claim(bundled: BriefDocument):
    assert [actor.key for actor in bundled.actors if not actor.claims] == []
    about = {claim.key: claim.actors for claim in bundled.claims}
    strangers = [
        (actor.key, key)
        for actor in bundled.actors
        for key in actor.claims
        if actor.key not in about[key]
    ]
    assert strangers == []


def test_what_is_reported_alleged_or_denied_has_a_speaker(bundled: BriefDocument):
    said = {Standing.REPORTED, Standing.ALLEGED, Standing.DENIED}
    assert [c.key for c in bundled.claims if c.standing in said and not c.speaker] == []


def test_the_themes_are_in_balance(bundled: BriefDocument):
    assert len(bundled.questions) >= 40
    themes = Counter(str(question.theme) for question in bundled.questions)
    assert min(themes[theme] for theme, _ in WRITTEN_THEMES) >= 13


def test_every_kind_of_question_is_asked(bundled: BriefDocument):
    assert {question.kind for question in bundled.questions} == set(KindName.values)


def test_enough_questions_ask_for_standing_and_for_connections(bundled: BriefDocument):
    skills = Counter(question.skill for question in bundled.questions)
    assert skills[Skill.STANDING] >= max(8, len(bundled.questions) / 5)
    assert skills[Skill.CONNECT] >= len(bundled.questions) / 3


def test_every_claim_but_plain_background_has_a_written_question(bundled: BriefDocument):
    tested = {key for question in bundled.questions for key in question.evidence}
    plain = {
        claim.key
        for claim in bundled.claims
        if claim.section == Section.BACKGROUND and claim.standing == Standing.ESTABLISHED
    }
    assert [c.key for c in bundled.claims if c.key not in tested | plain] == []


def test_each_option_has_a_feedback_of_its_own(bundled: BriefDocument):
    told = {
        # The spellings of one name are told the same.
        q.key: [o.feedback for o in q.options if not (q.kind == "short" and o.right)]
        for q in bundled.questions
    }
    assert [key for key, feedbacks in told.items() if twice(feedbacks)] == []


def test_no_question_is_asked_twice(bundled: BriefDocument):
    prompts = Counter(question.prompt for question in bundled.questions)
    assert [prompt for prompt, times in prompts.items() if times > 1] == []


def test_no_option_is_all_or_none_of_the_above(bundled: BriefDocument):
    texts = [option.text.lower() for q in bundled.questions for option in q.options]
    assert [text for text in texts if "of the above" in text or "of these" in text] == []


@pytest.mark.parametrize(
    "guess",
    [
        pytest.param(lambda question: 0, id="the first"),
        pytest.param(lambda question: 1, id="the second"),
        pytest.param(lambda question: len(question.options) - 1, id="the last"),
    ],
)
def test_no_place_is_a_safe_guess(singles, guess: Callable[..., int]):
    hits = sum(guess(question) in question.right for question in singles)
    chance = sum(1 / len(question.options) for question in singles)
    assert hits == pytest.approx(chance, abs=0.15 * len(singles))


def test_neither_true_nor_false_nor_not_said_is_a_safe_guess(bundled: BriefDocument):
    judged = [question for question in bundled.questions if question.kind == "judgement"]
    right = Counter(place for question in judged for place in question.right)
    assert max(right.values()) <= len(judged) / 2


@pytest.mark.parametrize("score", scores(yaml.safe_load(BUNDLED.read_text())), ids=lambda s: s.rule)
def test_a_rule_of_thumb_is_no_help_to_one_who_has_not_read(score: Score):
    assert score.above <= MOST_POINTS_ABOVE_CHANCE
