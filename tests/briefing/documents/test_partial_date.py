import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from briefing.documents.partial_date import checked_date, span, spell, validate_date

NO_DATES = [
    *("", " ", "2017-", "17", "02017", "2017-7", "2017-07-5", "2017-13", "2017-00", "2017-02-30"),
    *("2017-02-29", "2017-07-00", "2017/07", "2017-07-25 ", " 2017", "2017\n", "２０１７", "July"),
    *("2017-07-25T00:00", "-2017", "0000", "0000-01", "2017-07-25-01"),
]


@pytest.mark.parametrize("value", ["2017", "2017-07", "2017-07-25", "2016-02-29", "0001", "9999"])
def test_a_day_a_month_or_a_year_is_a_date(value):
    assert checked_date(value) == value


@pytest.mark.parametrize("value", NO_DATES)
def test_anything_else_is_refused_with_what_to_write(value):
    with pytest.raises(ValueError, match="no date") as refused:
        checked_date(value)
    assert str(refused.value) == f"“{value}” is no date. Write 2017, 2017-07 or 2017-07-25."


def test_a_form_is_told_the_same():
    with pytest.raises(ValidationError) as refused:
        validate_date("2017-13")
    assert refused.value.messages == ["“2017-13” is no date. Write 2017, 2017-07 or 2017-07-25."]


@given(st.dates())
def test_every_day_is_a_date_to_the_day_the_month_and_the_year(day):
    iso = day.isoformat()
    assert [checked_date(iso[:length]) for length in (4, 7, 10)] == [iso[:4], iso[:7], iso]


@given(st.text().filter(lambda text: not text.isdecimal()))
def test_no_text_is_taken_for_a_date(text):
    with pytest.raises(ValueError, match="is no date"):
        checked_date(text)


@pytest.mark.parametrize(
    ("partial", "words"),
    [
        ("2017", "2017"),
        ("2017-07", "July 2017"),
        ("2017-07-25", "25 July 2017"),
        ("2017-02-05", "5 February 2017"),
        ("0999-01-01", "1 January 999"),
    ],
)
def test_a_date_is_spelt_as_far_as_it_is_known(partial, words):
    assert spell(partial) == words


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("1979", "1989", "1979 to 1989"),
        ("2017-07", "2017-07-25", "July 2017 to 25 July 2017"),
        ("2017-07", None, "July 2017"),
        ("2017-07", "", "July 2017"),
    ],
)
def test_a_time_between_two_dates_is_spelt_with_both(begin, end, words):
    assert span(begin, end) == words
