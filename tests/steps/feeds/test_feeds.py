"""What comes of the bytes of a feed, whole, odd, broken or hostile."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samarkand.model.collecting import Entry, FeedDocument
from samarkand.steps.feeds import read_feed
from samarkand.times import iso

CASES = Path(__file__).resolve().parents[2] / "cases" / "feeds"
NOW = datetime(2022, 9, 10, tzinfo=UTC)
URL = "https://feeds.example/feed"
MIB = 1024 * 1024


def read(data: bytes | str, content_type: str = "", zone: str = "UTC") -> FeedDocument:
    headers = {"Content-Type": content_type} if content_type else {}
    return read_feed(data.encode() if isinstance(data, str) else data, URL, headers, NOW, zone)


def rss(inside: str, declaration: str = '<?xml version="1.0"?>') -> str:
    return f'{declaration}<rss version="2.0"><channel><title>t</title>{inside}</channel></rss>'


def told(entry: Entry, field: str) -> object:
    value = getattr(entry, field)
    return iso(value) if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_case_is_read_as_its_file_expects(case):
    text, _, expectation = case.read_bytes().decode().partition("\n===== expected =====\n")
    expected = json.loads(expectation)
    found = read(text)
    for field in {"format", "title", "home", "language"} & expected.keys():
        assert getattr(found, field) == expected[field], field
    if "ttl_minutes" in expected:
        assert found.ttl == timedelta(minutes=expected["ttl_minutes"])
    if "trouble" in expected:
        assert expected["trouble"] in found.trouble
        assert bool(expected["trouble"]) == bool(found.trouble)
    seen = [{field: told(entry, field) for field in want} for entry, want in zip(found.entries, expected["entries"])]  # noqa: B905  (their numbers are compared next)
    assert seen == expected["entries"]
    assert len(found.entries) == len(expected["entries"])


SIMPLIFIED = (
    "<rss><channel><title>河湾的消息</title><item><title>长江与黄河之间的小城今天下雨</title></item></channel></rss>"
)
TRADITIONAL = (
    "<rss><channel><title>海濱的消息</title><item><title>長江與黃河之間的小城今天下雨</title></item></channel></rss>"
)


def declared(text: str, encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


@pytest.mark.parametrize(
    ("data", "content_type", "encoding"),
    [
        (declared(SIMPLIFIED, "gb2312").encode("gb18030"), "", "gb18030"),
        (declared(SIMPLIFIED, "gb2312").encode(), "", "utf-8"),
        (declared(SIMPLIFIED, "utf-8").encode("gbk"), "", "gb18030"),
        (SIMPLIFIED.encode("gbk"), "", "gb18030"),
        (declared(SIMPLIFIED, "iso-8859-1").encode("gbk"), "", "gb18030"),
        (declared(SIMPLIFIED, "iso-8859-1").encode("gbk"), "text/xml; charset=gbk", "gb18030"),
        (declared(SIMPLIFIED, "utf-8").encode(), 'text/xml; charset="iso-8859-1"', "utf-8"),
        (declared(SIMPLIFIED, "gb2312").encode("utf-8-sig"), "", "utf-8"),
        (declared(SIMPLIFIED, "utf-16").encode("utf-16"), "", "utf-16-le"),
        (SIMPLIFIED.encode("utf-16-be"), "", "utf-16-be"),
        (SIMPLIFIED.encode("utf-16-le"), "", "utf-16-le"),
        (SIMPLIFIED.encode("utf-32"), "", "utf-32-le"),
        (declared(SIMPLIFIED, "x-nonsense").encode(), "", "utf-8"),
        (gzip.compress(SIMPLIFIED.encode(), mtime=0), "", "utf-8"),
        (zlib.compress(SIMPLIFIED.encode()), "", "utf-8"),
    ],
    ids=[
        "gb2312 that is gb18030", "gb2312 that is utf-8", "utf-8 that is gbk", "gbk, undeclared", "latin-1 that is gbk",
        "gbk by the header", "latin-1 by a wrong header", "utf-8 with a mark", "utf-16 with a mark",
        "utf-16-be without a mark", "utf-16-le without a mark", "utf-32", "an unknown name", "gzip without a word",
        "zlib without a word",
    ],
)  # fmt: skip
def test_simplified_chinese_is_decoded_whatever_was_declared(data, content_type, encoding):
    found = read(data, content_type)
    assert (found.title, found.entries[0].title) == ("河湾的消息", "长江与黄河之间的小城今天下雨")
    assert found.encoding == encoding


@pytest.mark.parametrize("label", ["big5", "utf-8", "", "gb2312"])
def test_big5_is_decoded_whatever_was_declared(label):
    text = declared(TRADITIONAL, label) if label else TRADITIONAL
    assert read(text.encode("big5")).entries[0].title == "長江與黃河之間的小城今天下雨"


def test_accents_are_not_taken_for_chinese():
    text = rss("<item><title>Élève naïf à Besançon, où le café a été servi</title></item>", "")
    assert read(declared(text, "iso-8859-1").encode("latin-1")).entries[0].title.startswith("Élève naïf à Besançon")
    assert read(text.encode("cp1252")).entries[0].title.startswith("Élève naïf à Besançon")


def test_a_feed_with_some_bad_bytes_is_read_and_they_are_counted():
    found = read(rss("<item><title>河湾的消息今天很多很多</title></item>").encode() + b"<!-- \xff -->")
    assert found.entries[0].title == "河湾的消息今天很多很多"
    assert "1 malformed characters" in found.trouble


def test_a_clock_time_without_a_zone_is_the_outlets():
    found = read(rss("<item><pubDate>2022-09-07 20:08:00</pubDate></item>"), zone="Asia/Shanghai")
    assert found.entries[0].published_at == datetime(2022, 9, 7, 12, 8, tzinfo=UTC)


def test_entities_that_grow_stay_small():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    found = read(f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]><rss><channel><title>&a11;&a0;</title></channel></rss>')
    assert found.title == "&a11;ha"
    long = f'<!DOCTYPE rss [<!ENTITY a "{"y" * 5000}">]><rss><channel><title>{"&a;" * 5000}</title></channel></rss>'
    assert len(read(long).title) < 1_100_000


def test_entities_from_outside_are_never_resolved():
    found = read(
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
    )
    assert found.title == "&x;"


def test_a_million_entries_are_cut_and_it_is_said():
    found = read(
        "<rss><channel>" + "".join(f"<item><guid>{n}</guid></item>" for n in range(10_500)) + "<item/>" * 10**6
    )
    assert len(found.entries) == 10_000
    assert "over 10000 entries" in found.trouble
    items = ",".join(f'{{"id":"{n}"}}' for n in range(10_500))
    assert len(read(f'{{"items":[{items}]}}').entries) == 10_000


HOSTILE = {
    "open elements": "<rss><channel><item>" + "<a>" * 100_000,
    "nested elements": "<rss><channel><item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item></channel></rss>",
    "nested items": "<rss><channel>" + "<item>" * 400_000,
    "nested xhtml": '<feed><entry><content type="xhtml">' + "<div>" * 400_000,
    "bare signs": "<rss><channel><title>" + "<" * MIB,
    "tags without an end": "<rss><channel><title>" + "<a " * 400_000,
    "quotes without an end": "<rss><channel>" + "<a b='\"" * 300_000,
    "comments without an end": "<rss><channel>" + "<!--" * 400_000,
    "sections without an end": "<rss><channel>" + "<![CDATA[" * 200_000,
    "document types": "<!DOCTYPE a[" * 200_000,
    "document types, closed": "<!DOCTYPE a[>" * 200_000,
    "end tags": "<rss><channel>" + "</a>" * 400_000,
    "namespaces": "<rss><channel>" + "".join(f'<a xmlns:n{n}="u{n}">' for n in range(100_000)),
    "attributes": "<rss><channel><a " + 'b="c" ' * 300_000 + ">",
    "authors of a feed": "<feed>" + "<author>x</author>" * 50_000 + "<entry><id>1</id></entry>" * 9_000,
    "bases": "<feed>" + '<x xml:base="b/">' * 190 + '<entry><link href="a"/></entry>' * 9_000,
    "markup in a title": "<rss><channel><item><title>" + "&lt;b " * 300_000,
    "markup in a body": "<rss><channel><item><description><![CDATA[<a " + " href=" * 300_000 + "]]></description>",
    "divs": '<feed><entry><content type="xhtml">' + "<div " * 400_000 + "</content></entry>",
    "categories": "<rss><channel><item>" + "".join(f"<category>{n}</category>" for n in range(100_000)),
    "words of modules": "<rss><channel><item>" + "<media:description>x</media:description>" * 50_000,
    "an author": f"<rss><channel><item><author>{'a.' * MIB}</author></item></channel></rss>",
    "a person": f"<feed><entry><author><name>{'a.' * MIB}</name></author></entry></feed>",
    "an author in a small torn feed": f"<rss><channel><item><author>{'a.' * 15_000}</author></a></item></channel></rss>",
    "a date": f"<rss><channel><item><pubDate>{'1 ' * MIB}</pubDate></item></channel></rss>",
    "a long base": f'<rss xml:base="http://lake.example/{"b" * MIB}"><channel>{"<a/>" * 50_000}</channel></rss>',
    "a long language": f'<rss xml:lang="{"b_" * MIB}"><channel>{"<item><title>a</title></item>" * 5_000}</channel></rss>',
    "a long namespace": f'<rss xmlns="{"b" * MIB}"><channel>{"<item/>" * 5_000}</channel></rss>',
    "undeclared prefixes": "<rss><channel>" + "".join(f"<n{n}:a/>" for n in range(100_000)),
    "tags that do not fit": "<rss><channel>" + "<item><title></b></item>" * 50_000,
    "items left open": "<rss><channel>" + "<item><title>a" * 50_000,
    "texts left open": "<rss><channel><item>" + "<title><b>" * 100_000 + "</x>",
    "references to numbers": "<rss><channel><title>" + "&#9999999;" * 100_000 + "</b></title>",
    "line feeds before the root": "<?xml?>" + "\n" * MIB,
    "lists": "[" * 2_000_000,
    "items that are lists": '{"items":' + "[" * 2_000_000,
    "digits": '{"items":[{"id":' + "9" * 2_000_000 + "}]}",
    "nothing but zeros": "\x00" * (2 * MIB),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_feed_costs_seconds_and_no_traceback(text):
    started = time.process_time()
    assert isinstance(read(text), FeedDocument)
    assert time.process_time() - started < 20, "a few seconds where nothing else runs on the other core"


def test_what_looks_encoded_twice_stays_since_an_article_may_speak_of_it():
    assert read(rss("<item><title>Ã© is é</title><guid>Â¡</guid></item>")).entries[0].title == "Ã© is é"


@pytest.mark.parametrize(
    "markup", ["x<br>y", "<p>x<p>y", "<b><i>x</b></i>", "<a href=x>y</a>", "3 < 4", "<img src='a' alt>"]
)
@pytest.mark.parametrize("count", [10, 2_000])
@pytest.mark.parametrize("end", ["</item>", ""], ids=["closed", "left open"])
def test_unescaped_markup_in_bodies_spoils_no_entry(markup, count, end):
    items = "".join(
        f"<item><title>t{n}</title><description>{markup}</description><link>/{n}</link>{end}" for n in range(count)
    )
    found = read(rss(items))
    assert [entry.url for entry in found.entries] == [f"https://feeds.example/{n}" for n in range(count)]
    assert [entry.title for entry in found.entries] == [f"t{n}" for n in range(count)]
    assert "not well-formed" in found.trouble


def test_a_summary_in_the_words_of_a_module_is_no_content():
    modules = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    aside = "<media:description>aside</media:description><itunes:summary>aside</itunes:summary>"
    text = f"<rss {modules}><channel><item><description>body</description>{aside}</item><item>{aside}</item></channel></rss>"
    assert [(entry.body, entry.is_full) for entry in read(text).entries] == [("body", False), ("aside", False)]


def test_an_elements_line_break_stays_one_in_a_browser():
    markup = "<div xmlns='http://www.w3.org/1999/xhtml'>a<br/>b<img src='/c.png'/></div>"
    found = read(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{markup}</content></entry></feed>"
    )
    assert found.entries[0].body == 'a<br/>b<img src="https://feeds.example/c.png"/>'


def test_what_rss_calls_a_date_is_that_of_publication():
    dates = "<dc:date>2022-09-07T12:08:00Z</dc:date>"
    entries = read(
        rss(f"<item><guid>1</guid>{dates}</item><item><guid>2</guid><pubDate>2022-09-06</pubDate>{dates}</item>")
    ).entries
    assert [(entry.published_at.day, entry.updated_at and entry.updated_at.day) for entry in entries] == [
        (7, None),
        (6, 7),
    ]


def test_a_small_file_that_unpacks_to_much_is_cut():
    assert read(zlib.compress(b"<rss>" + b" " * (200 * MIB))).format == "rss"


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "it is empty"), (b"\xef\xbb\xbf  ", "it is empty"), (b"\x89PNG\r\n\x1a\n", "no feed")]
)
def test_what_is_no_feed_says_so(data, why):
    found = read(data)
    assert (found.entries, found.format) == ((), "")
    assert why in found.trouble


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_bytes_raise(data, content_type):
    found = read(data, content_type)
    assert found.format or (found.trouble and not found.entries)


PIECES = [
    "<rss>", "<channel>", "<item>", "</item>", "<feed>", "<entry>", "</entry>", "<title>", "</title>", "<link>", '<link href="a"/>',
    '<content type="xhtml">', "</content>", "<div>", "</div>", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE x [", "&amp;", "&x;",
    "&#0;", "&#xd800;", "text", "<", ">", '"', "<a b='", "<?xml", "?>", '<x xmlns:y="http://www.w3.org/1999/xhtml">', "</y:x>",
    "<pubDate>", "2022-09-07", "<author>", "<name>", '{"items":[', "\x00", "\ud83d\ude00",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_heap_of_pieces_of_feeds_raises(text):
    found = read(text.encode("utf-8", "surrogatepass"))
    assert all(isinstance(entry.url, str) and entry.url[:4] in {"", "http"} for entry in found.entries)


plain_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="&<>"), min_size=1, max_size=30
)


@given(st.lists(st.tuples(plain_words, plain_words), min_size=1, max_size=5, unique_by=lambda pair: pair[0]))
def test_titles_and_guids_come_back_as_they_were_written(pairs):
    items = "".join(f"<item><guid>{guid}</guid><title>{title}</title></item>" for guid, title in pairs)
    assert [(entry.guid, entry.title) for entry in read(rss(items)).entries] == pairs
