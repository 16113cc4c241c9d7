"""The language of what is read, where the interface has another."""

import pytest
from django.utils import translation

from quiz.documents.language import lang_attributes
from quiz.templatetags.languages import in_language


@pytest.mark.parametrize(
    ("interface", "tag", "attributes"),
    [
        ("en-gb", "en", ""),
        ("en-gb", "en-GB", ""),
        ("en-gb", "en-US", ' lang="en-US"'),
        ("de", "en", ' lang="en"'),
        ("de", "de", ""),
        ("de", "de-AT", ' lang="de-AT"'),
        ("ar", "en", ' lang="en" dir="ltr"'),
        ("de", "ar", ' lang="ar" dir="rtl"'),
        ("ar", "fa", ' lang="fa"'),
        ("en-gb", "tlh", ' lang="tlh"'),
    ],
)
def test_an_element_says_its_language_where_it_is_another(
    interface: str, tag: str, attributes: str
):
    with translation.override(interface):
        assert lang_attributes(tag) == attributes


def test_a_title_within_a_sentence_says_its_language():
    with translation.override("de"):
        assert in_language("Sky & sea", "en") == '<span lang="en">Sky &amp; sea</span>'
        assert in_language("Himmel & Meer", "de") == "Himmel & Meer"
