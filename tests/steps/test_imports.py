from __future__ import annotations

import pytest

from samarkand.ids import article_id
from samarkand.model.captures import Captured
from samarkand.model.outlets import Outlet
from samarkand.steps.imports import is_page, kind_of, page_of


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"WARC/1.1\r\n", "captures"),
        (b"WARC/0.18\r\n", "captures"),
        (b"\x1f\x8b\x08", "captures"),
        (b"PK\x03\x04", "captures"),
        (b"filedesc://x.arc 0.0.0.0", "captures"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf  <feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<!-- made by hand -->\n<?xml-stylesheet href='x'?>\n<rdf:RDF>", "feed"),
        (b"<RSS>", "feed"),
        (b'{ "version": "https://jsonfeed.org/version/1.1", "items": [] }', "feed"),
        (b"<html><body><rss>", "nothing"),
        (b'{"version": 3}', "nothing"),
        (b"", "nothing"),
        (b"\x89PNG", "nothing"),
        (b"<rssx>", "nothing"),
    ],
)
def test_a_file_is_known_by_its_first_bytes(beginning, kind):
    assert kind_of(beginning) == kind


def captured(status=200, kind="text/html", body=b"<p>x</p>", *, is_whole=True) -> Captured:
    return Captured(
        "https://port.example/a", None, status, (("content-type", kind),) if kind else (), body, 0, is_whole
    )


def test_only_a_whole_good_answer_of_html_can_hold_an_article():
    assert is_page(captured())
    assert is_page(captured(kind="application/xhtml+xml; charset=utf-8"))
    assert is_page(captured(kind=""))
    assert not is_page(captured(kind="image/png"))
    assert not is_page(captured(status=404))
    assert not is_page(captured(body=b""))
    assert not is_page(captured(is_whole=False))


def test_a_page_of_a_capture_is_the_article_of_its_address():
    outlet = Outlet("port", "港口日报", ignored_parameters=("full",))
    page = page_of("http://port.example/a?full=y", outlet)
    assert page.article == article_id("port", "https://port.example/a")
    assert (page.url, page.outlet, page.next_at) == ("http://port.example/a?full=y", "port", None)
