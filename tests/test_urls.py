"""Canonical addresses, image proxies, places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand import urls


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example/a", "https://news.example/a"),
        ("https://NEWS.example:443/a#top", "https://news.example/a"),
        ("https://news.example/%e4%b8%ad", "https://news.example/中"),
        ("https://news.example/%E4%B8%AD", "https://news.example/%e4%b8%ad"),
        ("https://news.example/a?utm_source=x&id=7", "https://news.example/a?id=7"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://news.example", "https://news.example/"),
        ("https://me:secret@news.example/a", "https://news.example/a"),
        ("https://新闻.example/", "https://xn--efvy88h.example/"),
        ("https://news.example./a", "https://news.example/a"),
    ],
)
def test_spellings_of_one_address_are_one(one, other):
    assert urls.canonical(one) == urls.canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/a?id=7", "https://news.example/a?id=8"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
        ("https://news.example/100%25", "https://news.example/100"),
        ("https://news.example/a%3Fb=1", "https://news.example/a?b=1"),
        ("https://news.example:8080/a", "https://news.example/a"),
    ],
)
def test_different_addresses_stay_different(one, other):
    assert urls.canonical(one) != urls.canonical(other)


def test_an_outlet_may_name_parameters_that_do_not_matter():
    assert urls.canonical("https://n.example/s/1?full=y", ("full",)) == "https://n.example/s/1"


@given(st.text())
def test_whatever_text_comes_a_canonical_form_is_its_own_canonical_form(text):
    once = urls.canonical(text)
    assert urls.canonical(once) == once


@given(st.text(alphabet="abc中文%/?&=#. ", max_size=40))
def test_canonical_web_addresses_are_stable_and_ascii(path):
    once = urls.canonical("http://news.example/" + path)
    assert urls.canonical(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("shown", "own"),
    [
        ("https://images.weserv.nl?url=pics.example/a.jpg", "https://pics.example/a.jpg"),
        ("https://images.weserv.nl/?url=ssl:pics.example/a.jpg&w=900", "https://pics.example/a.jpg"),
        ("https://images.weserv.nl/?url=http%3A%2F%2Fpics.example%2Fa.jpg", "http://pics.example/a.jpg"),
        ("https://images.weserv.nl/?url=//pics.example/a.jpg", "https://pics.example/a.jpg"),
        ("https://images.weserv.nl/", "https://images.weserv.nl/"),
        ("https://pics.example/a.jpg", "https://pics.example/a.jpg"),
    ],
)
def test_a_picture_shown_through_a_proxy_is_traced_to_its_own_address(shown, own):
    assert urls.without_image_proxy(shown) == own


@pytest.mark.parametrize(
    "reference",
    ["javascript:alert(1)", "data:text/html,x", "mailto:a@b", "", "http://[", "vbscript:x", "http://", "HTTPS:"],
)
def test_references_that_lead_nowhere_on_the_web_are_empty(reference):
    assert urls.join("https://news.example/a", reference) == ""


def test_references_are_joined_to_the_page():
    assert urls.join("https://news.example/a/b", "../c.jpg") == "https://news.example/c.jpg"
    assert urls.join("https://news.example/a", "//pics.example/c.jpg") == "https://pics.example/c.jpg"


def test_a_place_is_a_host_with_what_lies_below_a_path():
    assert urls.lies_in("https://www.rfi.example/cn/x", "www.rfi.example/cn")
    assert not urls.lies_in("https://www.rfi.example/cnn/x", "www.rfi.example/cn")
    assert not urls.lies_in("https://rfi.example/cn/x", "www.rfi.example/cn")
    assert urls.lies_in("http://127.0.0.1:8080/hai/x", "127.0.0.1:8080/hai")
