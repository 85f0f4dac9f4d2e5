"""Lists of subscriptions, read and written."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.collecting import Subscription
from samarkand.steps.opml import read_opml, write_opml

NOW = datetime(2022, 9, 7, 12, 8, tzinfo=UTC)


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="1.1"><head/><body>{body}</body></opml>'.encode()


def test_folders_become_categories():
    found = read_opml(
        opml("""<outline text="新闻"><outline title="两岸">
        <outline type="rss" text="河湾日报" title="old" xmlUrl="https://hewan.example/feed" htmlUrl="https://hewan.example/"/>
        </outline></outline><outline text="top" xmlUrl="https://lake.example/feed"/>""")
    )
    assert found == (
        Subscription("https://hewan.example/feed", "河湾日报", category="新闻/两岸"),
        Subscription("https://lake.example/feed", "top"),
    )


@pytest.mark.parametrize(
    ("outline", "url"),
    [
        ('<outline XMLURL=" https://lake.example/feed "/>', "https://lake.example/feed"),
        ('<outline xmlUrl="feed://lake.example/feed"/>', "http://lake.example/feed"),
        ('<outline xmlUrl="feed:https://lake.example/feed"/>', "https://lake.example/feed"),
        ('<outline xmlUrl="https://lake.example/?a=1&b=2"/>', "https://lake.example/?a=1&b=2"),
        ('<outline xmlUrl="https://lake.example/feed" text="R&D &eacute; &bogus;">', "https://lake.example/feed"),
        ("<outline xmlUrl='https://lake.example/feed' text=bare/>", "https://lake.example/feed"),
        ('</outline></body><outline xmlUrl="https://lake.example/feed"/>', "https://lake.example/feed"),
    ],
)
def test_odd_and_broken_outlines_are_read(outline, url):
    assert [one.url for one in read_opml(opml(outline))] == [url]


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "file:///etc/passwd", "lake", "http://", "http://[x"])
def test_what_is_no_web_address_is_left_out(address):
    assert read_opml(opml(f'<outline text="x" xmlUrl="{address}"/>')) == ()


def test_the_same_feed_twice_counts_once_where_it_came_first():
    outline = '<outline text="a"><outline xmlUrl="https://lake.example/feed" text="1"/></outline>'
    assert [one.category for one in read_opml(opml(outline + outline.replace('"a"', '"b"')))] == ["a"]


def test_a_category_attribute_stands_in_for_folders():
    outline = '<outline xmlUrl="https://lake.example/feed" category="/news/ lake ,other"/>'
    assert read_opml(opml(outline))[0].category == "news/lake"


def test_lists_within_lists_are_marked():
    found = read_opml(opml('<outline type="include" text="more" url="https://lake.example/more.opml"/>'))
    assert found == (Subscription("https://lake.example/more.opml", "more", is_list=True),)


def test_a_list_in_rdf_is_read():
    found = read_opml(b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:f="http://xmlns.com/foaf/0.1/"
      xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:rss="http://purl.org/rss/1.0/"><f:Group><f:name>Planet</f:name><f:member>
      <f:Agent><f:name>Mira</f:name><f:weblog><f:Document rdf:about="https://mira.example/"><rdfs:seeAlso>
      <rss:channel rdf:about="https://mira.example/feed"/></rdfs:seeAlso></f:Document></f:weblog></f:Agent></f:member></f:Group></rdf:RDF>""")
    assert found == (Subscription("https://mira.example/feed", "Mira", category="Planet"),)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"not a list", b"<html><body><p>x</p></body></html>", b"<opml>"])
def test_what_is_no_list_holds_no_subscriptions(data):
    assert read_opml(data) == ()


def test_what_is_written_is_well_formed_whatever_stands_in_it():
    written = write_opml([Subscription("https://lake.example/?a=1&b=2", '<"a"> & \x00\ufffe\ud800b')], "t\x01<", NOW)
    root = ET.fromstring(written)
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "t<"
    assert root.findtext("head/dateCreated") == "Wed, 07 Sep 2022 12:08:00 GMT"
    outline = root.find("body/outline")
    assert outline is not None
    assert (outline.get("text"), outline.get("xmlUrl")) == ('<"a"> & b', "https://lake.example/?a=1&b=2")


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="/"), min_size=1, max_size=8
)
lines = st.lists(words, max_size=3).map(" ".join)
addresses = st.builds(
    "https://{}.example/{}".format,
    st.from_regex("[a-z]{1,8}", fullmatch=True),
    st.from_regex(r"[a-z0-9/?=&%#]{0,12}", fullmatch=True),
)
subscriptions = st.builds(
    Subscription,
    url=addresses,
    title=lines,
    category=st.lists(words, max_size=3).map("/".join),
    is_list=st.booleans(),
)


@given(st.lists(subscriptions, max_size=8, unique_by=lambda one: one.url), lines)
def test_a_list_that_was_written_reads_as_it_was_with_lists_within_it_last(listed, title):
    assert list(read_opml(write_opml(listed, title, NOW))) == sorted(listed, key=lambda one: one.is_list)


def test_the_address_of_a_site_is_written():
    written = write_opml([Subscription("https://lake.example/feed", home="https://lake.example/")], "t", NOW)
    assert b'htmlUrl="https://lake.example/"' in written


def outlines(count: int, end: str) -> str:
    return "".join(f'<outline text="a" xmlUrl="https://lake.example/{number}"{end}>' for number in range(count))


HOSTILE = {
    "feeds in feeds": outlines(100_000, ""),
    "feeds in a thousand folders": '<outline text="a">' * 999 + outlines(100_000, "/"),
    "ends": "</outline>" * 400_000,
    "attributes": "<outline " + "a='b' " * 1_000_000,
    "categories": "<outline xmlUrl='https://lake.example/' category='" + ",".join(map(str, range(100_000))) + "'/>",
    "one feed in many folders": f'<outline text="b">{outlines(1, "/")}</outline>' * 100_000,
    "namespaces": "".join(f"<a xmlns:n{number}='u'>" for number in range(100_000)),
    "people": "<f:Agent>" + "<rss:channel rdf:about='x'/>" * 5_000 + "<foaf:Person>" * 5_000,
    "bare signs": "<" * 2_000_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_list_costs_seconds(body):
    started = time.process_time()
    assert isinstance(read_opml(opml(body)), tuple)
    assert time.process_time() - started < 8


@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    assert isinstance(read_opml(data), tuple)
