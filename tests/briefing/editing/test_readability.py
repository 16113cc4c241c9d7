import pytest

from briefing.editing.readability import lix, sentences


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("No end", 1),
        ("He met J. Smith. Then he left.", 2),
        ("Am 3. Mai kam er. Am 12. Juni ging er.", 2),
        ("‘Is it so?’ It is not (yet). In 2017.5", 3),
    ],
)
def test_sentences_are_counted(text, number):
    assert sentences(text) == number


def test_the_index_is_that_of_the_formula():
    # Six words in two sentences, and two of the six are long: 6 / 2 + 100 × 2 / 6.
    assert lix("The emperor slept. Nobody noticed it.") == pytest.approx(36.33, abs=0.01)


def test_a_text_without_words_has_no_index():
    assert lix("2017, 14!") == 0
