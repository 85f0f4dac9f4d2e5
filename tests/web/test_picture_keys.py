"""Pictures that apps and feeds refer to open without a password, each by its own address, and nothing else does."""

from __future__ import annotations

import base64
import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.knocking import RIGHT, Visit
from web.press import KEPT_PICTURE, PICTURED, Reader, id_of

from samarkand.web.picture_keys import PictureKeys

KEYS = PictureKeys(b"k" * 32)
PATH = "images/aa/" + "a" * 64 + ".png"
BASIC = "Basic " + base64.b64encode(f"x:{RIGHT}".encode()).decode()


@given(st.text(max_size=60), st.binary(min_size=32, max_size=32))
def test_a_key_opens_its_own_picture_under_its_own_secret_alone(other, secret):
    query = KEYS.query(PATH)[1:]
    assert KEYS.opens(PATH, query)
    assert other == PATH or not KEYS.opens(other, query)
    assert secret == b"k" * 32 or not PictureKeys(secret).opens(PATH, query)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "key=",
        "key",
        "key=" + "0" * 32,
        "key=\xff\udc80",
        "k" * 100_000,
        "&" * 5000,
        "key=a&key=b",
        "key=" + "0" * 2000,
    ],
)
def test_whatever_is_no_key_opens_nothing(query):
    assert not KEYS.opens(PATH, query)


def test_a_key_that_is_told_twice_or_cut_opens_nothing():
    query = KEYS.query(PATH)[1:]
    assert not KEYS.opens(PATH, f"{query}&{query}")
    assert not KEYS.opens(PATH, query[:-1])


@pytest.fixture
def visit(press) -> Visit:
    return Visit(press)


def address_in(text: str) -> str:
    """The address of the picture in an entry, without scheme and host."""
    return html.unescape(re.search(r'src=(?:&quot;|"|\\")https?://[^/]+(/images/[^"&\\]+)', text)[1])


def test_what_a_feed_refers_to_is_shown_to_an_app_that_knows_no_password(visit):
    for form in ("atom", "rss", "json"):
        address = address_in(visit.get(f"/outlets/gangwan/feed.{form}", authorization=BASIC).text)
        answer = visit.get(address, accept="image/*")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin", "an app shows it on a page of its own"
        assert visit.get(address, "HEAD").status == 200


def test_nothing_else_is_opened_by_it(visit):
    address = address_in(visit.get("/outlets/gangwan/feed.atom", authorization=BASIC).text)
    path, _, query = address.partition("?")
    assert visit.get(path, accept="image/*").status == 401
    for other in ("/", f"/articles/{id_of(PICTURED)}", "/feed.atom", "/api/v1/", "/images/aa/" + "a" * 64 + ".png"):
        assert visit.get(f"{other}?{query}", accept="text/plain").status in {303, 401}, other
    assert visit.get(f"{path}/../../../door/key?{query}", accept="text/plain").status == 401
    assert visit.get(address, "POST", body=b"").status in {303, 401, 403}


def test_pages_refer_to_pictures_without_a_key_and_let_no_other_site_show_them(visit, press):
    visit.enter()
    path = press.catalog.images([KEPT_PICTURE])[KEPT_PICTURE].path
    page = visit.get(f"/articles/{id_of(PICTURED)}").text
    assert f'"/{path}"' in page
    assert f"{path}?" not in page
    assert visit.get(f"/{path}").headers["cross-origin-resource-policy"] == "same-origin"


def test_an_address_lasts_as_long_as_the_archives_key(press, reader):
    feed = "/outlets/gangwan/feed.atom"
    other = Reader(press)
    one, two = (address_in(each.get(feed).text) for each in (reader, other))
    assert one != two, "each of these made a key for its run alone"
    assert other.get(one).headers["cross-origin-resource-policy"] == "same-origin"
