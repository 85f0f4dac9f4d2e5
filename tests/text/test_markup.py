"""The one door to the HTML library."""

from __future__ import annotations

import pytest

from samarkand.text.markup import parse_body, parse_page


def test_a_page_is_decoded_by_what_the_transport_declared():
    page = "<title>汀港</title>".encode("big5")
    assert parse_page(page, "big5").select_one("title").text == "汀港"


def test_a_charset_that_no_browser_knows_is_passed_over():
    page = '<meta charset="utf-8"><title>汀港</title>'.encode()
    assert parse_page(page, "x-no-such-charset").select_one("title").text == "汀港"


@pytest.mark.parametrize(
    "html", ["<p>一<p>二", "</div><p>一</p><p>二</p>", "<li>一<li>二", "<td>一</td><td>二</td>", "plain 一 二", ""]
)
def test_a_piece_of_html_has_one_root_and_keeps_its_text(html):
    root = parse_body(html)
    assert root.text.replace(" ", "").endswith("一二" if "二" in html else "")
    assert root.tag == "div"


def test_depth_costs_no_stack():
    assert parse_body("<div>" * 50_000 + "深").text == "深"
