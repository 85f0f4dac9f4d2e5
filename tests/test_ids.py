"""Identifiers are made from content or identity alone."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from samarkand import ids


def test_an_article_has_the_same_id_on_every_machine():
    assert ids.article_id("rfi", "https://news.example/a") == "b9c11bcce71538ff"


def test_outlet_and_address_both_make_the_identity():
    found = {
        ids.article_id(outlet, url) for outlet in ("a", "b") for url in ("https://x.example/", "https://y.example/")
    }
    assert len(found) == 4


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())), max_size=5))
def test_canonical_json_is_one_line_that_says_the_same(value):
    data = ids.canonical_json(value)
    assert b"\n" not in data
    clean = json.loads(json.dumps(value).encode())
    if not any(0xD800 <= ord(c) < 0xE000 for c in str(value)):
        assert json.loads(data) == clean


def test_the_order_of_keys_does_not_matter():
    assert ids.canonical_json({"b": 1, "a": 2}) == ids.canonical_json({"a": 2, "b": 1}) == b'{"a":2,"b":1}'
