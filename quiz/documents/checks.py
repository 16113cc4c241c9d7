"""What could be better in questions. Pure functions over plain data, which may be wrong in any way.

The rules of a kind are errors and stand with the kind; what is found here only weakens a quiz. The
rules of writing are those of Haladyna, Downing and Rodriguez, “A review of multiple-choice
item-writing guidelines” (2002). One rule is held by the engine and so not looked for: every claim
that a question names is also asked for how it is known.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext, gettext_lazy

from quiz.choices import WRITTEN_THEMES, Skill
from quiz.documents.chance import at_least
from quiz.documents.lenient import Data, rows, text
from quiz.documents.schema import Loc, twice

# A set of which less than this share of sets drawn by chance is as lopsided earns a warning: the
# usual bound, so that one blameless set in twenty is warned of.
CHANCE = 0.05
# Below this many questions, shares say nothing.
FEW = 6
# Options differ in length when one is twice another and longer by so many characters.
TIMES_LONGER, LONGER = 2, 20
LEAST_OF_A_THEME = 0.2
LEAST_CONNECTING = 1 / 3

# A question word or a negative; sentences are looked at one by one, each once.
_ASKING = re.compile(r"\b(?i:which|what|who|whom|whose)\b")
_NEGATIVE = re.compile(r"\b(?:not|never|except|least)\b")
_OF_THE_ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any) of (?:the above|these|them|the others)\b|\bthe above\b", re.I
)
_SMALL_WORDS = re.compile(
    r"about|according|account|after|against|because|been|being|brief|could|does|from|have|hold|into"
    r"|made|makes?|more|most|much|only|other|over|said|says?|should|some|such|than|that|their|them"
    r"|then|there|these|they|this|those|through|under|what|when|where|which|while|whom?|whose|will"
    r"|with|would|your"
)


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong (an error, which stops publishing) or could be better (a warning)."""

    severity: Literal["error", "warning"]
    loc: Loc
    message: str


def warning(loc: Loc, message: str) -> Finding:
    return Finding("warning", loc, message)


def question_warnings(question: Data) -> list[Finding]:
    """Return what could be better in one question; the places are within it."""
    return [found for check in QUESTION_CHECKS for found in check(question)]


def quiz_warnings(data: Data) -> list[Finding]:
    """Return what could be better in the questions of some data, each and together."""
    each = [
        warning(("questions", number, *found.loc), found.message)
        for number, question in rows(data, "questions")
        for found in question_warnings(question)
    ]
    return each + [found for check in QUIZ_CHECKS for found in check(data)]


def negative_in_small_letters(question: Data) -> Iterator[Finding]:
    """A “not” in small letters is overlooked. A statement to be judged may have one."""
    word = _negative(text(question, "prompt"))
    if word and question.get("kind") != "judgement":
        yield warning(
            ("prompt",),
            gettext("Ask without “%(word)s”, or set it in capitals: %(capitals)s.")
            % {"word": word, "capitals": word.upper()},
        )


def _negative(prompt: str) -> str:
    """Return the first negative after a question word in its sentence, or any “except”."""
    for sentence in re.split("[?.]", prompt):
        asking = _ASKING.search(sentence)
        for found in _NEGATIVE.finditer(sentence):
            if found[0] == "except" or (asking and asking.end() <= found.start()):
                return found[0]
    return ""


def no_question(question: Data) -> Iterator[Finding]:
    prompt = text(question, "prompt").rstrip()
    if prompt and question.get("kind") in ("single", "multiple") and not prompt.endswith("?"):
        yield warning(
            ("prompt",),
            gettext(
                "Ask a whole question, with a question mark, that can be answered with "
                "the options covered."
            ),
        )


def all_of_the_above(question: Data) -> Iterator[Finding]:
    for number, option in rows(question, "options"):
        if _OF_THE_ABOVE.search(text(option, "text")):
            yield warning(
                ("options", number, "text"),
                gettext(
                    "Say what “of these” or “the above” stands for: options are shown in any order."
                ),
            )


def options_of_unlike_length(question: Data) -> Iterator[Finding]:
    if question.get("kind") not in ("single", "multiple"):
        return
    lengths = {number: len(text(o, "text")) for number, o in rows(question, "options")}
    shortest, longest = min(lengths.values(), default=0), max(lengths.values(), default=0)
    if shortest and longest >= max(TIMES_LONGER * shortest, shortest + LONGER):
        yield warning(
            ("options", max(lengths, key=lengths.__getitem__), "text"),
            gettext(
                "Options of unlike length tell one from another: this has %(longest)s "
                "characters, the shortest %(shortest)s."
            )
            % {"longest": longest, "shortest": shortest},
        )


def words_repeated_in_the_key(question: Data) -> Iterator[Finding]:
    """The stem's words, met in the right option and in no wrong one, give the answer away."""
    if question.get("kind") != "single":
        return
    stem = _content_words(text(question, "prompt"))
    options = list(rows(question, "options"))
    wrong = {w for _, o in options if not o.get("right") for w in _content_words(text(o, "text"))}
    for number, option in options:
        echoed = stem & _content_words(text(option, "text"))
        if option.get("right") and echoed and not stem & wrong:
            words = ", ".join(f"“{word}”" for word in sorted(echoed))
            yield warning(
                ("options", number, "text"),
                gettext(
                    "Of all options only the right one repeats words of the question "
                    "(%(words)s). Say it in other words, or let a wrong one repeat them too."
                )
                % {"words": words},
            )


def feedback_given_twice(question: Data) -> Iterator[Finding]:
    """The spellings of one name may be told the same, other options not."""
    short = question.get("kind") == "short"
    told = [
        text(option, "feedback").strip()
        for _, option in rows(question, "options")
        if not (short and option.get("right"))
    ]
    if twice(filter(None, told)):
        yield warning(
            ("options",),
            gettext("Two options have the same feedback. Say what each one gets wrong."),
        )


def longest_is_right_too_often(data: Data) -> Iterator[Finding]:
    chances, hits = [], 0
    for _, options, right in _one_right(data, "single"):
        lengths = [len(option) for option in options]
        if lengths.count(max(lengths)) == 1:
            chances.append(1 / len(options))
            hits += lengths.index(max(lengths)) == right
    if len(chances) >= FEW and at_least(hits, chances) < CHANCE:
        yield warning(
            ("questions",),
            gettext(
                "In %(hits)s of %(total)s single choices the longest option is the right "
                "one. Shorten some, or lengthen wrong ones, so that length is no hint."
            )
            % {"hits": hits, "total": len(chances)},
        )


def same_place_is_right_too_often(data: Data) -> Iterator[Finding]:
    """Choices are shuffled for readers, but not where a file or a handout keeps their order."""
    for kind, message in _SAME_PLACE.items():
        asked = list(_one_right(data, kind))
        hits = Counter(right for _, _, right in asked)
        for place, count in sorted(hits.items()):
            # Each place is one chance more to seem lopsided: Bonferroni's correction.
            chances = [1 / len(options) for _, options, _ in asked if place < len(options)]
            bound = CHANCE / max(len(options) for _, options, _ in asked)
            if len(chances) >= FEW and at_least(count, chances) < bound:
                yield warning(
                    ("questions",),
                    message % {"hits": count, "total": len(asked), "option": place + 1},
                )


_SAME_PLACE = {
    "single": gettext_lazy(
        "In %(hits)s of %(total)s single choices option %(option)s is the right one. Vary it, so "
        "that no place is a safe guess."
    ),
    "judgement": gettext_lazy(
        "In %(hits)s of %(total)s judgements option %(option)s is the right one. Vary it, so that "
        "no place is a safe guess."
    ),
}


def themes_out_of_balance(data: Data) -> Iterator[Finding]:
    asked = Counter(text(question, "theme") for _, question in rows(data, "questions"))
    total = sum(asked.values())
    for theme, label in WRITTEN_THEMES:
        if total >= FEW and asked[theme] < LEAST_OF_A_THEME * total:
            yield warning(
                ("questions",),
                gettext(
                    "Only %(count)s of %(total)s questions are on “%(theme)s”. Add some, so that "
                    "the themes are in balance."
                )
                % {"count": asked[theme], "total": total, "theme": label},
            )


def too_few_connect(data: Data) -> Iterator[Finding]:
    skills = [text(question, "skill") for _, question in rows(data, "questions")]
    connecting = skills.count(Skill.CONNECT)
    if len(skills) >= FEW and connecting < LEAST_CONNECTING * len(skills):
        yield warning(
            ("questions",),
            gettext(
                "Only %(count)s of %(total)s questions ask to connect. A third should ask why, "
                "what follows, or what would weaken a judgement."
            )
            % {"count": connecting, "total": len(skills)},
        )


def asked_twice(data: Data) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for number, question in rows(data, "questions"):
        prompt = " ".join(text(question, "prompt").split()).casefold()
        if prompt and prompt in seen:
            yield warning(
                ("questions", number, "prompt"),
                gettext("%(question)s asks the same. Change one.")
                % {"question": seen[prompt] or gettext("Another question")},
            )
        seen.setdefault(prompt, text(question, "key"))


QUESTION_CHECKS: tuple[Callable[[Data], Iterable[Finding]], ...] = (
    negative_in_small_letters,
    no_question,
    all_of_the_above,
    options_of_unlike_length,
    words_repeated_in_the_key,
    feedback_given_twice,
)
QUIZ_CHECKS: tuple[Callable[[Data], Iterable[Finding]], ...] = (
    longest_is_right_too_often,
    same_place_is_right_too_often,
    themes_out_of_balance,
    too_few_connect,
    asked_twice,
)


def _options(question: Data) -> list[str]:
    return [text(option, "text") for _, option in rows(question, "options")]


def _one_right(data: Data, kind: str) -> Iterator[tuple[Data, list[str], int]]:
    """Yield each question of a kind that has one right option, its options, and the right's place.

    Options that keep their order are a scale, in which no writer can choose the place.
    """
    for _, question in rows(data, "questions"):
        right = [n for n, (_, o) in enumerate(rows(question, "options")) if o.get("right") is True]
        if question.get("kind") == kind and not question.get("in_order") and len(right) == 1:
            yield question, _options(question), right[0]


def _content_words(words: str) -> set[str]:
    """Return the words that carry meaning, cut to six letters so that forms of one word agree."""
    found = re.findall(r"[^\W\d_]{4,}", words.casefold())
    return {word[:6] for word in found if not _SMALL_WORDS.fullmatch(word)}
