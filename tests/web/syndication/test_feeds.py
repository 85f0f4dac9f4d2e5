"""Every list is a feed in three forms, valid by their rules, in full or in short, page by page, and sent once."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from web.press import BRIDGE, Reader, id_of
from web.syndication.valid import ATOM, KINDS, faults

from samarkand.adapters import settings as settings_file
from samarkand.errors import BadOutlet

ARTICLES = ("/feed", "/outlets/yunhe/feed", f"/articles/{id_of(BRIDGE)}/feed", "/changes", f"/search?q={quote('运河')}")
WATCHES = ("/watches/ferry/feed",)
EMPTY = ("/stories", "/people", "/calendar", "/calendar/2026-03-02/feed", "/calendar/2026-03/feed")


def with_ending(path: str, form: str, **query: str) -> str:
    """The address of a feed in one form."""
    base, _, given = path.partition("?")
    asked = "&".join(filter(None, (given, *(f"{name}={value}" for name, value in query.items()))))
    return f"{base}.{form}" + (f"?{asked}" if asked else "")


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize("path", [*ARTICLES, *WATCHES, *EMPTY])
def test_every_list_is_a_valid_feed_in_full_and_in_short(reader, path, form):
    for query in ({}, {"content": "summary"}):
        answer = reader.get(with_ending(path, form, **query))
        assert (answer.status, answer.headers["content-type"]) == (200, KINDS[form])
        assert faults(form, answer.body) == []


@pytest.mark.parametrize("form", KINDS)
def test_stories_people_and_days_are_valid_feeds(comparer, form):
    story = json.loads(comparer.get("/stories.json").body)["items"][0]["url"].rpartition("/")[2]
    people = json.loads(comparer.get("/people.json").body)["items"]
    assert people
    paths = ["/stories", f"/stories/{story}/feed", "/people", "/calendar", f"{urlsplit(people[0]['url']).path}/feed"]
    days = json.loads(comparer.get("/calendar.json").body)["items"]
    paths += [f"{urlsplit(days[0]['url']).path}/feed"] if days else []
    for path in paths:
        for query in ({}, {"content": "summary"}):
            answer = comparer.get(with_ending(path, form, **query))
            assert (answer.status, faults(form, answer.body)) == (200, []), path


def test_the_same_list_tells_the_same_things_in_each_form(reader):
    told = json.loads(reader.get("/feed.json").body)
    atom, rss = (ET.fromstring(reader.get(f"/feed.{form}").body) for form in ("atom", "rss"))
    identifiers = [item["id"] for item in told["items"]]
    assert [each.text for each in atom.iterfind(f"{ATOM}entry/{ATOM}id")] == identifiers
    assert [each.text for each in rss.iter("guid")] == identifiers
    contents = [each.text or "" for each in atom.iterfind(f"{ATOM}entry/{ATOM}content")]
    assert [item["content_html"] for item in told["items"]] == contents


def test_a_feed_in_short_has_the_beginning_and_no_more(reader):
    told = json.loads(reader.get("/outlets/harbour/feed.json?content=summary").body)["items"]
    assert [(item["summary"][:12], "content_html" in item) for item in told] == [("The lamp was", False)]
    entry = ET.fromstring(reader.get("/outlets/harbour/feed.atom?content=summary").body).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary").startswith("The lamp was")
    assert entry.find(f"{ATOM}content") is None


@pytest.mark.parametrize("path", ["/feed", "/outlets/yunhe/feed", f"/search?q={quote('运河')}", "/changes"])
def test_pages_of_a_feed_lead_through_all_of_it_once(reader, path):
    address, seen = with_ending(path, "json"), []
    while address:
        told = json.loads(reader.get(address).body)
        seen += [item["id"] for item in told["items"]]
        parts = urlsplit(told.get("next_url", ""))
        address = f"{parts.path}?{parts.query}" if parts.path else ""
    assert len(seen) == len(set(seen))
    expected = {"/feed": 75, "/outlets/yunhe/feed": 73, "/changes": 2}.get(path, 70)
    assert len(seen) == expected


def test_a_page_of_a_feed_stays_what_it_is_and_says_where_it_belongs(reader):
    first = ET.fromstring(reader.get("/feed.atom?content=summary").body)
    older = first.find(f"{ATOM}link[@rel='next']").get("href").removeprefix("http://127.0.0.1:8000")
    page = ET.fromstring(reader.get(older).body)
    links = {link.get("rel"): link.get("href") for link in page.findall(f"{ATOM}link")}
    assert links["first"] == "http://127.0.0.1:8000/feed.atom?content=summary"
    assert links["self"] == f"http://127.0.0.1:8000{older}"
    assert page.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id")


def test_a_list_that_is_told_whole_says_so(reader):
    body = reader.get(f"/articles/{id_of(BRIDGE)}/feed.atom").text
    assert "<fh:complete" in body
    assert "<fh:complete" not in reader.get("/feed.atom").text


@pytest.mark.parametrize("form", KINDS)
def test_what_a_client_has_is_not_sent_again(reader, form):
    answer = reader.get(f"/feed.{form}")
    again = reader.get(f"/feed.{form}", if_none_match=answer.headers["etag"])
    since = reader.get(f"/feed.{form}", if_modified_since=answer.headers["last-modified"])
    assert [(each.status, each.body) for each in (again, since)] == [(304, b""), (304, b"")]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feed.txt", 404),
        ("/feed.atom?content=some", 400),
        ("/feed.atom?before=yesterday", 400),
        ("/feed.atom?before=9999999999999999.0123456789abcdef", 400),
        ("/changes.rss?page=0", 400),
        ("/changes.rss?page=21", 400),
        ("/search.json?q=x&page=33", 400),
        ("/stories.rss?before=1.s", 400),
        ("/people/nobody-at-all/feed.atom", 404),
        ("/calendar/2026-02-30/feed.atom", 404),
        ("/outlets/nobody/feed.json", 404),
    ],
)
def test_what_cannot_be_is_told(reader, path, status):
    assert reader.get(path).status == status


def test_the_outlets_feeds_are_a_list_that_readers_import(reader):
    answer = reader.get("/outlets.opml")
    assert answer.headers["content-type"] == "text/x-opml; charset=utf-8"
    outlines = ET.fromstring(answer.body).findall("body/outline")
    assert {each.get("text") for each in outlines} == {"运河晚报", "港灣郵報", "The Harbour Post"}
    for each in outlines:
        assert reader.get(each.get("xmlUrl").removeprefix("http://127.0.0.1:8000")).status == 200


def test_a_hub_is_named_with_the_address_that_it_knows(press):
    settings = replace(press.settings, hub="https://hub.example/", address="https://news.example/press")
    reader = Reader(replace(press, settings=settings))
    answer = reader.get("/feed.atom?hl=en")
    links = {link.get("rel"): link.get("href") for link in ET.fromstring(answer.body).findall(f"{ATOM}link")}
    assert (links["hub"], links["self"]) == ("https://hub.example/", "https://news.example/press/feed.atom?hl=en")
    told = '<https://hub.example/>; rel="hub", <https://news.example/press/feed.atom?hl=en>; rel="self"'
    assert answer.headers["link"] == told
    assert json.loads(reader.get("/feed.json").body)["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


@pytest.mark.parametrize("told", ['hub = "https://hub.example/"', 'address = "news.example"', 'hub = "ftp://a/"'])
def test_a_hub_without_an_address_of_the_reader_is_refused(tmp_path, told):
    (tmp_path / settings_file.FILE).write_text(f"[feeds]\n{told}\n", encoding="utf-8")
    with pytest.raises(BadOutlet, match=r"\[feeds\]"):
        settings_file.load(tmp_path)
