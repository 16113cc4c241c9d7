"""How well somebody who has not read a brief scores in its questions by rules of thumb.

    python -m tests.support.rules_of_thumb [BRIEF.yaml]

Each rule scores the options of a question and picks the highest. Where several are highest it is
credited with its chance of being right. The learnt rule weighs all the others: for each question
it is fitted to all other questions. Statements that are judged, or whose standing is asked, have
options that are always the same, so there only the words of the statement can help.
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

BUNDLED = Path(__file__).parents[2] / "briefing" / "briefs" / "russia-and-the-taliban.yaml"
MOST_POINTS_ABOVE_CHANCE = 5
# The normal quantile of a 95 % interval.
Z = 1.96

_HEDGES = re.compile(
    r"\b(apparent(?:ly)?|can|could|hardly|largely|likely|may|might|mostly|often|partly|perhaps"
    r"|possib(?:le|ly)|probabl[ey]|seems?|some(?:times|what)?|suggests?|unlikely|usually|would)\b"
)
_ABSOLUTES = re.compile(
    r"\b(all|always|any|at all|completely|entirely|every(?:body|one|thing)?|for good|must|never"
    r"|no|nobody|none|not|nothing|only|whole|wholly)\b"
)
_SMALL_WORDS = re.compile(
    r"about|account|after|against|also|because|been|before|being|could|does|from|have|into|more"
    r"|most|much|only|over|ramani|says|such|than|that|their|them|then|these|they|this|those|through"
    r"|view|what|when|where|which|while|whom|whose|with|would"
)


@dataclass(frozen=True)
class Choice:
    """A question with options of which one or several are right."""

    key: str
    stem: str
    options: tuple[str, ...]
    right: frozenset[int]

    @property
    def chance(self) -> float:
        return len(self.right) / len(self.options)


@dataclass(frozen=True)
class Statement:
    """A statement of which one of a few fixed answers is right."""

    key: str
    text: str
    answer: str


@dataclass(frozen=True)
class Score:
    """How often a rule is right, beside chance, in percent; the interval is of the points above."""

    rule: str
    questions: int
    right: float
    chance: float
    low: float
    high: float

    @property
    def above(self) -> float:
        return self.right - self.chance

    def __str__(self) -> str:
        return (
            f"{self.rule:36} {self.questions:4} {self.right:7.1f} {self.chance:7.1f}"
            f" {self.above:+7.1f}   {self.low:+.0f} to {self.high:+.0f}"
        )


Rule = Callable[[Choice], list[float]]


def longest(question: Choice) -> list[float]:
    return [float(len(option)) for option in question.options]


def shortest(question: Choice) -> list[float]:
    return [-length for length in longest(question)]


def most_hedged(question: Choice) -> list[float]:
    return [float(len(_HEDGES.findall(option.casefold()))) for option in question.options]


def least_absolute(question: Choice) -> list[float]:
    return [-float(len(_ABSOLUTES.findall(option.casefold()))) for option in question.options]


def most_like_the_stem(question: Choice) -> list[float]:
    stem = _content_words(question.stem)
    return [_likeness(stem, _content_words(option)) for option in question.options]


def most_like_the_others(question: Choice) -> list[float]:
    found = [_content_words(option) for option in question.options]
    return [
        sum(_likeness(words, other) for j, other in enumerate(found) if i != j)
        for i, words in enumerate(found)
    ]


RULES: dict[str, Rule] = {
    "the longest option": longest,
    "the shortest option": shortest,
    "the most hedged option": most_hedged,
    "the option with fewest absolutes": least_absolute,
    "the option most like the stem": most_like_the_stem,
    "the option most like the others": most_like_the_others,
}

# The shortest is the longest with the sign turned, which a weight can do by itself.
_LEARNT_FROM = [rule for rule in RULES.values() if rule is not shortest]


def scores(brief: dict[str, Any]) -> list[Score]:
    """Return the score of each rule over the questions of a brief file."""
    asked = list(choices(brief))
    found = [
        rule_score(name, asked, [rule(question) for question in asked])
        for name, rule in RULES.items()
    ]
    found.append(rule_score("learnt from all of these", asked, learnt(asked)))
    judged, bare = judged_statements(brief), bare_statements(brief)
    return [
        *found,
        *([words_score("words of a judged statement", judged)] if judged else []),
        *([words_score("words of a bare statement", bare)] if bare else []),
    ]


def choices(brief: dict[str, Any]) -> Iterable[Choice]:
    """Yield the choices of a brief. A scale keeps its order and says nothing by its words."""
    for question in brief.get("questions", ()):
        if question["kind"] in ("single", "multiple") and not question.get("in_order"):
            options = question["options"]
            yield Choice(
                question["key"],
                question["prompt"],
                tuple(option["text"] for option in options),
                frozenset(i for i, option in enumerate(options) if option.get("right")),
            )


def judged_statements(brief: dict[str, Any]) -> list[Statement]:
    return [
        Statement(
            question["key"],
            question["prompt"],
            next(o["text"] for o in question["options"] if o.get("right")),
        )
        for question in brief.get("questions", ())
        if question["kind"] == "judgement"
    ]


def bare_statements(brief: dict[str, Any]) -> list[Statement]:
    return [
        Statement(claim["key"], claim["bare"], claim["standing"])
        for claim in brief.get("claims", ())
        if claim.get("bare")
    ]


def rule_score(name: str, asked: Sequence[Choice], scored: Sequence[Sequence[float]]) -> Score:
    """Return how often the option scored highest is right."""
    hits = [
        _credit(question, option_scores)
        for question, option_scores in zip(asked, scored, strict=True)
    ]
    return _score(name, sum(hits), len(asked), sum(q.chance for q in asked) / len(asked))


def words_score(name: str, statements: Sequence[Statement]) -> Score:
    """Return how often the words of a statement tell its answer; chance is the commonest answer."""
    hits = sum(
        guessed_by_words(statement, [s for s in statements if s is not statement])
        == statement.answer
        for statement in statements
    )
    commonest = Counter(statement.answer for statement in statements).most_common(1)[0][1]
    return _score(name, hits, len(statements), commonest / len(statements))


def guessed_by_words(statement: Statement, others: Sequence[Statement]) -> str:
    """Return the answer that naive Bayes, with one added to each count, learns from the others."""
    answers = Counter(other.answer for other in others)
    said: dict[str, Counter[str]] = {answer: Counter() for answer in answers}
    for other in others:
        said[other.answer].update(_cues(other.text))
    known = {cue for counts in said.values() for cue in counts}

    def likelihood(answer: str) -> float:
        total = sum(said[answer].values()) + len(known)
        return math.log(answers[answer]) + sum(
            math.log((said[answer][cue] + 1) / total) for cue in _cues(statement.text) & known
        )

    return max(sorted(answers), key=likelihood)


def learnt(asked: Sequence[Choice]) -> list[list[float]]:
    """Return the scores of each question's options by weights fitted to all other questions."""
    features = [_standardised(question) for question in asked]
    found = []
    for left_out, rows in enumerate(features):
        weights = _fitted(
            [(features[i], question.right) for i, question in enumerate(asked) if i != left_out]
        )
        found.append([_dot(weights, row) for row in rows])
    return found


def _fitted(
    data: Sequence[tuple[list[list[float]], frozenset[int]]], steps: int = 200, rate: float = 0.5
) -> list[float]:
    """Return the weights of a conditional logit: the right options should outweigh the others.

    Gradient ascent with a ridge penalty; few questions allow no fine weights.
    """
    weights = [0.0] * len(_LEARNT_FROM)
    for _ in range(steps if data else 0):
        gradient = [-0.05 * weight for weight in weights]
        for rows, right in data:
            shares = _softmax([_dot(weights, row) for row in rows])
            for place, row in enumerate(rows):
                pull = (place in right) / len(right) - shares[place]
                for k, value in enumerate(row):
                    gradient[k] += pull * value / len(data)
        weights = [w + rate * g for w, g in zip(weights, gradient, strict=True)]
    return weights


def _standardised(question: Choice) -> list[list[float]]:
    """Return for each option what every rule says of it, each with mean 0 and deviation 1."""
    columns = []
    for rule in _LEARNT_FROM:
        values = rule(question)
        mean = sum(values) / len(values)
        deviation = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
        columns.append([(v - mean) / deviation if deviation else 0.0 for v in values])
    return [list(row) for row in zip(*columns, strict=True)]


def _credit(question: Choice, option_scores: Sequence[float]) -> float:
    highest = max(option_scores)
    picked = [i for i, score in enumerate(option_scores) if math.isclose(score, highest)]
    return len(question.right.intersection(picked)) / len(picked)


def _score(name: str, hits: float, count: int, chance: float) -> Score:
    low, high = _wilson(hits, count)
    return Score(
        name,
        count,
        *(100 * share for share in (hits / count, chance, low - chance, high - chance)),
    )


def _wilson(hits: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share, spread = hits / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / count + spread / count / 4)
    return middle - half, middle + half


def _content_words(words: str) -> frozenset[str]:
    """Return the words that carry meaning, cut to five letters so that forms of one word agree."""
    found = re.findall(r"[^\W\d_]{4,}", words.casefold())
    return frozenset(word[:5] for word in found if not _SMALL_WORDS.fullmatch(word))


def _cues(words: str) -> set[str]:
    """Return every word of a statement, the small ones too, which may be what gives it away."""
    return {word[:6] for word in re.findall(r"[^\W\d_]+", words.casefold())}


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words in common (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _softmax(values: Sequence[float]) -> list[float]:
    raised = [math.exp(value - max(values)) for value in values]
    return [value / sum(raised) for value in raised]


def main(arguments: Sequence[str]) -> None:
    path = Path(arguments[0]) if arguments else BUNDLED
    found = scores(yaml.safe_load(path.read_text(encoding="utf-8")))
    heading = (
        f"{'rule':36} {'asked':>4} {'right':>6} {'chance':>7} {'above':>7}   95 % of the points"
    )
    sys.stdout.write("\n".join([heading, *map(str, found)]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
