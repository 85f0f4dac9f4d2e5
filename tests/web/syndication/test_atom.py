"""Feeds that any reader understands (RFC 4287), and that stay what they are when the archive moves."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.press import BRIDGE, KEPT_PICTURE, PICTURED, SEEN, Reader, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.steps.feeds import read_feed
from samarkand.times import parse_iso
from samarkand.web.syndication.atom import atom
from samarkand.web.syndication.nouns import Feed, FeedEntry, urn

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feed.atom", "/changes.atom", "/outlets/yunhe/feed.atom", f"/articles/{id_of(BRIDGE)}/feed.atom")
AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_all_that_the_standard_requires(reader, path):
    answer = reader.get(path)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.body)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{tag}")) for tag in ("id", "title", "updated")] == [1, 1, 1]
        assert element.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert parse_iso(element.find(f"{ATOM}updated").text)
        assert element.findall(f"{ATOM}author/{ATOM}name")
        relations = [link.get("rel") for link in element.findall(f"{ATOM}link")]
        assert relations.count("alternate") == 1
        assert all(link.get("href").startswith(("http://", "https://")) for link in element.findall(f"{ATOM}link"))
    identifiers = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(identifiers)) == len(identifiers) > 1


@pytest.mark.parametrize("path", FEEDS)
def test_our_own_reader_of_feeds_reads_them(reader, path):
    feed = read_feed(reader.get(path).body, f"http://127.0.0.1:8000{path}", {}, SEEN)
    assert (feed.format, feed.trouble) == ("atom10", "")
    assert all(entry.title and entry.body and entry.is_full for entry in feed.entries)


def test_a_feed_says_where_it_lies_by_the_name_it_was_asked_for(reader):
    root = ET.fromstring(reader.get("/feed.atom", host="news.local:81").body)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links.pop("next").startswith("http://news.local:81/feed.atom?before=")
    feed = "http://news.local:81/feed.atom"
    assert links == {"self": feed, "first": feed, "alternate": "http://news.local:81/articles"}


def test_identifiers_stay_when_the_archive_is_asked_for_by_another_name(reader):
    here, there = (ET.fromstring(reader.get("/feed.atom", host=host).body) for host in ("a.local", "b.local:8080"))
    assert [each.text for each in here.iter(f"{ATOM}id")] == [each.text for each in there.iter(f"{ATOM}id")]


def test_two_archives_have_feeds_of_their_own_and_share_their_articles(tmp_path):
    found = []
    for place, body in (("one", "甲"), ("two", "乙")):
        create_archive(tmp_path / place)
        with open_archive(tmp_path / place) as parts:
            keep(parts, record("https://a.example/1", "题", f"<p>{body}</p>", SEEN), SEEN)
            root = ET.fromstring(Reader(parts).get("/feed.atom").body)
            found.append((root.find(f"{ATOM}id").text, root.find(f"{ATOM}entry/{ATOM}id").text))
    (one, first), (two, second) = found
    assert one != two
    assert first == second


def test_an_entry_brings_the_sanitised_body_with_kept_pictures(reader):
    root = ET.fromstring(reader.get("/outlets/gangwan/feed.atom").body)
    content = root.find(f"{ATOM}entry/{ATOM}content")
    path = reader.parts.catalog.images([KEPT_PICTURE])[KEPT_PICTURE].path
    assert content.get("type") == "html"
    assert f'<img src="http://127.0.0.1:8000/{path}?key=' in content.text
    assert "iframe" not in content.text
    assert root.find(f"{ATOM}entry/{ATOM}link[@rel='via']").get("href") == PICTURED


def test_the_feed_of_an_article_tells_its_versions_newest_first(reader):
    root = ET.fromstring(reader.get(f"/articles/{id_of(BRIDGE)}/feed.atom").body)
    contents = [content.text for content in root.iter(f"{ATOM}content")]
    assert "<del>三</del><ins>五</ins>" in contents[0]
    assert "<del>五</del><ins>六</ins>" in contents[1]
    assert contents[2].startswith("<p>旧桥将于五月拆除")


def test_pages_name_the_feeds_about_them(reader):
    paths = ("/articles", "/changes", "/outlets/yunhe", f"/articles/{id_of(BRIDGE)}")
    for page, feed in zip(paths, ("/feed.atom", "/changes.atom", *FEEDS[2:]), strict=True):
        head = reader.get(page).text.partition("</head>")[0]
        assert f'href="{feed}"' in head
        assert reader.get(feed).status == 200


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_document_that_can_be_read(title, content, address):
    entry = FeedEntry("article 1", title, address, address, content, "zh", (title,), AT, AT)
    feed = Feed("all", title, address, address, title, "zh-Hans", AT, (entry,))
    root = ET.fromstring(atom(feed))
    told = root.find(f"{ATOM}entry/{ATOM}content").text or ""
    kept = [char for char in content if char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff"]
    assert [char for char in told if char >= " "] == kept


def test_the_same_name_has_the_same_identifier_on_every_machine():
    assert urn("article 1") == "urn:uuid:bd33a859-314f-54c9-ba3d-c0bdb8fb05be"
