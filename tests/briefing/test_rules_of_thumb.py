"""The program that looks for questions which give themselves away finds those that do."""

from typing import Any

from tests.support.rules_of_thumb import Score, scores


def single(number: int, right: str, *wrong: str, prompt: str = "Why?") -> dict[str, Any]:
    options = [{"text": right, "right": True}, *({"text": text} for text in wrong)]
    return {"key": f"q{number}", "kind": "single", "prompt": prompt, "options": options}


def found(**brief: Any) -> dict[str, Score]:
    return {score.rule: score for score in scores(brief)}


def test_a_bank_whose_longest_option_is_right_is_caught_and_the_rule_learnt():
    bank = [
        single(n, "Because of the long war", "By luck", "In haste", "On a whim") for n in range(9)
    ]
    told = found(questions=bank)
    assert (told["the longest option"].right, told["the longest option"].chance) == (100, 25)
    assert told["learnt from all of these"].right == 100
    assert told["the shortest option"].right == 0


def test_a_rule_that_sees_no_difference_is_right_by_chance():
    score = found(questions=[single(1, "Yes", "Nay", "Any")])["the longest option"]
    assert (round(score.right), round(score.above)) == (33, 0)


def test_words_that_give_a_standing_away_are_caught():
    claims = [
        {"key": f"c{n}", "standing": standing, "bare": f"{word} of thing {n}"}
        for n, (standing, word) in enumerate(
            [("alleged", "Secrets"), ("established", "Facts"), ("assessed", "Aims")] * 3
        )
    ]
    score = found(questions=[single(1, "Yes", "No")], claims=claims)["words of a bare statement"]
    assert (score.questions, score.right) == (9, 100)


def test_a_scale_is_left_out():
    scale = {**single(1, "Unlikely", "Very unlikely", "Likely"), "in_order": True}
    asked = found(questions=[scale, single(2, "Yes", "No")])["the longest option"].questions
    assert asked == 1
