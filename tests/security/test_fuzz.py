"""Whatever is sent to whichever address, by whom ever: it never breaks, and the policy holds."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from tests.support.addresses import parameters
from tests.support.briefing.every_part import EVERY_PART
from tests.support.briefing.users import ANYBODY, SUPERUSER
from tests.support.examples import times
from tests.support.visitors import ROUTES, VISITORS, Site

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.thorough]

WORDS = [
    *("", " ", "-1", "0", "1", "2", "x", "é", "\x00", "\x1f", "\r\nX: y", "\ud7ff", "🌍", "٣", "²"),
    *("null", "[]", "{}", '{"a": [1]}', "1e999", "NaN", "True", "on", "2017-02-30", "9" * 400),
    *("'", '"', "<script>", "{{ x }}", "%s%n", "../../etc/passwd", "//evil.example/", "x" * 5000),
    *("sky", "c1", "q1", "actors", "test", "up-1", "moodle", "brief", "questions", "draft"),
]
# What any of the addresses reads, and what Django's own lists do.
NAMES = [
    *("page", "depth", "from", "to", "next", "q", "o", "p", "e", "all", "kept", "move", "moved"),
    *("choice", "order", "text", "match-0", "sure", "themes", "length", "mode", "minutes", "yes"),
    *("_popup", "_to_field", "id__exact", "quiz__id__exact", "brief", "version", "note", "action"),
    *("app_label", "model_name", "field_name", "term", "format", "_changelist_filters"),
    *("_selected_action", "kind__exact", "evidence__contains", "password__startswith", "id"),
]
SENT_HEADERS = {
    "Host": ["127.0.0.1", "evil.example", "", "127.0.0.1:99999", "a b", "[::1", "é"],
    "Accept-Encoding": ["br", "gzip;q=0", "*;q=x", ",;,;q=", "identity;q=0, br;q=9" * 50],
    "Accept": ["text/html", "*/*", "\x00"],
    "Accept-Language": ["de", "x" * 300, "en;q=nan", "-,_"],
    "If-None-Match": ["*", '"x"', 'W/"', ", ," * 90],
    "If-Modified-Since": ["x", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Zzz 9999 99:99:99 GMT"],
    "Range": ["bytes=0-", "bytes=9-1", "x"],
    "HX-Request": ["true", "false", "x"],
    "HX-Target": ["quiz", "\x00", "%"],
    "HX-Current-URL": ["http://[", "//", "x" * 900],
    "HX-Current-URL-URI-AutoEncoded": ["true", "x"],
    "Content-Type": [
        *("text/plain", "application/json", "multipart/form-data", "x", "", ";", "é/é"),
        *("multipart/form-data; boundary=", "multipart/form-data; boundary=é"),
    ],
    "Origin": ["null", "https://evil.example", "http://[", "x"],
    "Referer": ["http://[", "https://evil.example/", "x"],
    "Cookie": [
        *("reader=x", "sessionid=x; csrftoken=x", "messages=x", "=;;=", "reader=\x00", "é=é"),
        *("sessionid=" + "x" * 5000, "csrftoken=" + "é" * 64, "sessionid=../../x"),
    ],
    "X-Forwarded-For": ["x", ", ,", "::1%eth0", "127.0.0.1" * 90, "1.2.3.4, é"],
    "X-Forwarded-Proto": ["https", "x"],
    "X-HTTP-Method-Override": ["DELETE"],
}
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"]


@pytest.fixture
def site(db, small) -> Site:
    document = BriefDocument.model_validate(small(**EVERY_PART))
    edition = publish(replace_draft(document).pk)[0]
    return Site(edition.brief)


def test_the_open_places_of_every_address_are_known(site):
    assert {name for route in ROUTES for name in parameters(route)} == set(site.places)


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_bears_what_is_there_and_what_is_not(route, site):
    odd = [{name: value} for name in parameters(route) for value in site.places[name][1:]]
    for visitor in (ANYBODY, SUPERUSER, "reader"):
        site.ask(visitor, "GET", site.address(route))
        site.ask(visitor, "POST", site.address(route), site.form(route, visitor))
    for values in odd:
        site.ask(SUPERUSER, "GET", site.address(route, **values))
    for values in odd[:: len(odd) // 4 + 1]:
        site.ask(SUPERUSER, "POST", site.address(route, **values), {"x": "y"})


words = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
several = st.dictionaries(st.sampled_from(NAMES), st.lists(words, max_size=3), max_size=4)
headers = st.dictionaries(st.sampled_from(sorted(SENT_HEADERS)), st.integers(0, 9), max_size=3)
methods = st.sampled_from(["GET", "POST", "POST", *METHODS])


@times(5)
@given(data=st.data(), visitor=st.sampled_from(VISITORS), method=methods)
def test_every_address_bears_whatever_is_sent(site, data, visitor, method):
    route = data.draw(st.sampled_from(ROUTES))
    there = {name: st.sampled_from(site.places[name][:4]) for name in parameters(route)}
    address = site.address(route, **data.draw(st.fixed_dictionaries(there)))
    query = urlencode(data.draw(several), doseq=True, errors="replace")
    sent = dict(site.form(route, visitor)) if method == "POST" else {}
    if sent:
        changed = st.dictionaries(st.sampled_from(sorted(sent)), words, max_size=4)
        sent |= data.draw(changed)
    sent |= data.draw(several)
    asked = {
        name: SENT_HEADERS[name][number % len(SENT_HEADERS[name])]
        for name, number in data.draw(headers).items()
    }
    kind = asked.pop("Content-Type", "application/x-www-form-urlencoded")
    body = urlencode(sent, doseq=True, errors="replace")
    site.ask(visitor, method, f"{address}?{query}", body, content_type=kind, headers=asked)
