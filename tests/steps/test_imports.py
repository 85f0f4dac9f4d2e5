from __future__ import annotations

import time
import timeit
from dataclasses import replace

import pytest

from samarkand.ids import article_id
from samarkand.model.captures import Captured
from samarkand.model.outlets import Outlet
from samarkand.steps.imports import is_page, is_record, kind_of, page_of


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


def test_a_feed_that_is_told_as_html_holds_no_article():
    assert not is_page(captured(body=b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>"))
    assert not is_page(captured(kind="", body=b"<feed xmlns='http://www.w3.org/2005/Atom'/>"))


def test_a_page_that_opens_with_many_comments_takes_no_longer_than_another():
    """Read in as many ways as its comments can be parted, sixteen of them take ten thousand times as long."""
    many = b"<!DOCTYPE html>\n" + b"<!-- a word of the editors --><!-- and its answer -->\n" * 8 + b"<html><p>Tides</p>"
    one = b"<!DOCTYPE html>\n<!--" + b" " * (len(many) - 42) + b"--><html><p>Tides</p>"
    assert (kind_of(many), kind_of(one)) == ("nothing", "nothing")
    assert seconds_of(many) < 1_000 * seconds_of(one)


def test_a_feed_is_known_behind_many_comments():
    assert kind_of(b"<?xml version='1.0'?>\n" + b"<!-- made by hand --> " * 500 + b"<rss>") == "feed"


def seconds_of(beginning: bytes) -> float:
    """Of the processor, at the quickest of a few times."""
    return min(timeit.repeat(lambda: kind_of(beginning), timer=time.process_time, repeat=3, number=20))


def test_a_record_is_known_by_its_type_and_by_having_no_answer_around_it():
    record = replace(captured(kind="text/markdown; charset=utf-8"), is_bare=True)
    assert is_record(record)
    assert not is_record(replace(record, is_bare=False))
    assert not is_record(replace(record, is_whole=False))
    assert not is_record(replace(record, headers=(("Content-Type", "text/plain"),)))
    assert not is_page(record)


def test_a_page_of_a_capture_is_the_article_of_its_address():
    outlet = Outlet("port", "港口日报", ignored_parameters=("full",))
    page = page_of("http://port.example/a?full=y", outlet)
    assert page.article == article_id("port", "https://port.example/a")
    assert (page.url, page.outlet, page.next_at) == ("http://port.example/a?full=y", "port", None)
