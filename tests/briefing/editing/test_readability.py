import pytest

from briefing.editing.readability import grade, sentences, syllables

# Words with the syllables that one hears in them.
HEARD = {
    1: "the made named asked year were used rules",
    2: "people table denied weapons police Kabul movement likely science social changes value",
    3: "media area influence evidence Taliban relations unlikely created officials dependent",
    4: "Afghanistan military diplomacy political security reality situation",
}
WORDS = [(word, number) for number, words in HEARD.items() for word in words.split()]


@pytest.mark.parametrize(("word", "number"), WORDS)
def test_syllables_are_counted_as_they_are_heard(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("No end", 1),
        ("He met J. Smith. Then he left.", 2),
        ("‘Is it so?’ It is not (yet). In 2017.5", 3),
    ],
)
def test_sentences_are_counted(text, number):
    assert sentences(text) == number


def test_a_grade_is_that_of_the_formula():
    # Six words in a sentence, six syllables: 0.39 × 6 + 11.8 × 1 − 15.59.
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_a_text_without_words_has_no_grade():
    assert grade("2017, 14!") == 0
