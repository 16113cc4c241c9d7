import pytest
from hypothesis import given

from briefing.documents.schema import BriefDocument
from briefing.documents.yaml_format import read_brief, write_brief
from tests.support.briefing.brief_files import SKY, refusal, sky
from tests.support.briefing.strategies import briefs


def test_a_good_file_is_read_as_it_stands():
    document = read_brief(SKY.encode())
    assert document.claims[0].text == "The sky is blue."
    assert [option.text for option in document.questions[0].options] == ["Yes", "No", "Perhaps"]
    assert [option.right for option in document.questions[0].options] == [True, False, False]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "evidence: [c1]",
            "evidence: [c1, c9]",
            "line 24: questions › q1 › evidence: "
            "There is no claim “c9” in this brief. Add it, or name another.",
            id="unknown claim as evidence",
        ),
        pytest.param(
            "right: true, ",
            "",
            "line 25: questions › q1 › options: No option is right. Mark the one that is.",
            id="no right option",
        ),
        pytest.param(
            "No, feedback",
            "No, right: true, feedback",
            "line 25: questions › q1 › options: Options 1 and 2 are marked right. Keep one.",
            id="two right options",
        ),
        pytest.param(
            "paragraphs: [1]",
            "paragraphs: [1, 3]",
            "line 14: claims › c1 › paragraphs: "
            "The article has 2 paragraphs; there is no paragraph 3.",
            id="paragraph out of range",
        ),
        pytest.param(
            "paragraphs: [1]",
            "paragraphs: [0]",
            "line 14: claims › c1 › paragraphs › no. 1: Write 1 or more.",
            id="paragraph nought",
        ),
        pytest.param(
            "paragraphs: [1]",
            "paragraphs: one",
            "line 14: claims › c1 › paragraphs: Write a list here, or leave the line out.",
            id="a text for a list",
        ),
        pytest.param(
            "title: The sky",
            "title: [The sky]",
            "line 3: title: Write a text here.",
            id="a list for a text",
        ),
        pytest.param(
            "paragraphs: [1]",
            "paragraphs: [one]",
            "line 14: claims › c1 › paragraphs › no. 1: Write a whole number here, not “one”.",
            id="a word for a number",
        ),
        pytest.param(
            "actors: [sky]",
            "actors: [sea]",
            "line 15: claims › c1 › actors: "
            "There is no actor “sea” in this brief. "
            "Add it (at the desk, under Roles), or name another.",
            id="unknown actor",
        ),
        pytest.param(
            "kind: single",
            "kind: open",
            "line 18: questions › q1: The kind “open” is not known. "
            "Use one of: 'single', 'multiple', 'judgement', 'match', 'order', 'short'.",
            id="unknown kind",
        ),
        pytest.param(
            "    text: The sky is blue.\n",
            "    text: The sky is blue.\n"
            "  - {key: c1, section: outlook, standing: assessed, paragraphs: [2], text: So.}\n",
            "line 17: claims › c1 › key: “c1” is given twice. Change one.",
            id="a claim’s key twice",
        ),
        pytest.param(
            "slug: sky",
            "slug: sky\nslug: sea",
            "line 3: “slug” is given twice, first on line 2. Keep one.",
            id="a field twice",
        ),
        pytest.param(
            "slug: sky",
            "slug: Sky!",
            "line 2: slug: “Sky!” does not fit here. "
            "Use small letters, digits and hyphens, as in c7.",
            id="odd slug",
        ),
        pytest.param(
            "standfirst: On the sky.\n",
            "",
            "line 1: standfirst: Add “standfirst”: it is missing.",
            id="missing field",
        ),
        pytest.param(
            "standfirst:",
            "standfrist: x\nstandfirst:",
            "line 4: standfrist: “standfrist” is not a field here. Mend its spelling or remove it.",
            id="misspelt field",
        ),
        pytest.param(
            "title: The sky",
            'title: "The \\0 sky"',
            "line 3: title: Remove the control character in this text.",
            id="escaped control character",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_line_and_what_to_do(old, new, said):
    assert refusal(sky(old, new)) == said


def test_a_question_key_given_twice_is_refused_at_the_second():
    question = SKY[SKY.index("  - key: q1") :]
    assert refusal(SKY + question) == (
        "line 29: questions › q1 › key: “q1” is given twice. Change one."
    )


def test_several_faults_are_named_at_once_in_the_order_of_the_file():
    content = sky("slug: sky", "slug: Sky")
    content = content.replace("standing: established", "standing: sure")
    content = content.replace("paragraphs: [1]", "paragraphs: [7]")
    content = content.replace("evidence: [c1]", "evidence: [c2]")
    content = content.replace("feedback: So it is.", "feedback: ~")
    lines = [line.partition(":")[0] for line in refusal(content).splitlines()]
    assert lines == ["line 2", "line 13", "line 14", "line 24", "line 26"]


def test_nobody_has_to_quote_numbers_or_yes_and_no():
    document = read_brief(
        sky("title: The sky", "title: 2017").replace("bloc}", "bloc, side: On}").encode()
    )
    assert document.title == "2017"
    assert document.actors[0].side == "On"


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault():
    content = b"\xef\xbb\xbf" + SKY.replace("\n", "\r\n").encode()
    assert read_brief(content) == read_brief(SKY.encode())


@pytest.mark.thorough
@given(briefs())
def test_reading_what_was_written_gives_the_same_brief(document: BriefDocument):
    assert read_brief(write_brief(document)) == document


def test_the_bundled_brief_survives_writing(bundled):
    assert read_brief(write_brief(bundled)) == bundled
