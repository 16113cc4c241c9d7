"""The explanation and, for kinds whose options have no feedback elsewhere, what is said of each.

Neither matching nor ordering questions have a feedback for each line in other programs. There the
explanation is followed by a line for each option, “option: feedback”, which readers of those
programs see and which can be taken back on the way in.
"""

from collections.abc import Sequence

from quiz.kinds.base import QuestionDocument

TOGETHER = ("match", "order")


def general_feedback(question: QuestionDocument) -> list[str]:
    """Return the lines said after an answer, whatever it was."""
    if question.kind not in TOGETHER:
        return [question.explanation]
    return [question.explanation, *(f"{o.text}: {o.feedback}" for o in question.options)]


def taken_back(lines: Sequence[str], texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the explanation and the feedback of each option, from the lines of both.

    The first line is always the explanation's. An option without a line of its own has no feedback.
    """
    if len(lines) == len(texts) + 1 and all(map(_begins, lines[1:], texts)):
        said = zip(lines[1:], texts, strict=True)
        return lines[0], [line[len(text) + 2 :] for line, text in said]
    explanation = list(lines[:1])
    feedback = [""] * len(texts)
    longest_first = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
    for line in lines[1:]:
        for place in longest_first:
            if _begins(line, texts[place]) and not feedback[place]:
                feedback[place] = line[len(texts[place]) + 2 :]
                break
        else:
            explanation.append(line)
    return " ".join(explanation), feedback


def _begins(line: str, text: str) -> bool:
    return line.startswith(f"{text}: ")
