"""What a validator says of a feed: the rules of RFC 4287, RFC 5005, the RSS Advisory Board's profile and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections import Counter
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import feedparser

from samarkand.times import parse_iso

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
KINDS = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


def faults(form: str, body: bytes) -> list[str]:
    """What is wrong with a document; none where it is valid."""
    if form == "json":
        return list(_json(json.loads(body)))
    parsed = feedparser.parse(body)
    told = [f"feedparser: {parsed.get('bozo_exception')}"] if parsed.bozo else []
    rules = _atom if form == "atom" else _rss
    return [*told, *rules(ET.fromstring(body))]


def _is_address(text) -> bool:
    return isinstance(text, str) and re.match(r"https?://[^/\s]+", text) is not None and not re.search(r"\s", text)


def _atom(root):
    if root.tag != f"{ATOM}feed":
        yield "the root is no feed"
    identifiers = Counter(each.findtext(f"{ATOM}id") for each in root.iter(f"{ATOM}entry"))
    for twice in (each for each, count in identifiers.items() if count > 1):
        yield f"the identifier {twice} stands there twice"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            if len(element.findall(f"{ATOM}{tag}")) != 1 or not element.findtext(f"{ATOM}{tag}"):
                yield f"{element.tag} has not one {tag}"
        for tag in ("updated", "published"):
            for each in element.findall(f"{ATOM}{tag}"):
                if not RFC3339.fullmatch(each.text):
                    yield f"{tag} {each.text} is no time"
        links = [(link.get("rel"), link.get("href"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        if not all(_is_address(href) for _, href, _ in links):
            yield f"a link leads nowhere: {links}"
        if [rel for rel, _, _ in links].count("alternate") != 1:
            yield "not one alternate"
        if not all(name.text for name in element.findall(f"{ATOM}author/{ATOM}name")):
            yield "an author without a name"
    if [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") != 1:
        yield "not one self"
    if root.find("{http://purl.org/syndication/history/1.0}complete") is not None and _relations(root) & {
        "next",
        "first",
    }:
        yield "complete and paged at once"
    for entry in root.findall(f"{ATOM}entry"):
        if not root.findall(f"{ATOM}author") and not entry.findall(f"{ATOM}author"):
            yield "nobody wrote an entry"
        if len(entry.findall(f"{ATOM}content")) + len(entry.findall(f"{ATOM}summary")) < 1:
            yield "an entry without words"
        if any(len(entry.findall(f"{ATOM}{tag}")) > 1 for tag in ("content", "summary", "published")):
            yield "an element twice"


def _relations(root):
    return {link.get("rel") for link in root.findall(f"{ATOM}link")}


def _rss(root):
    if root.tag != "rss" or root.get("version") != "2.0" or [each.tag for each in root] != ["channel"]:
        yield "no RSS 2.0 with one channel"
    channel = root[0]
    for tag in ("title", "link", "description"):
        if len(channel.findall(tag)) != 1 or not channel.findtext(tag):
            yield f"the channel has not one {tag}"
    if not _is_address(channel.findtext("link")) or not TAG.fullmatch(channel.findtext("language")):
        yield "link or language of the channel cannot be"
    own = [each for each in channel.findall(f"{ATOM}link") if each.get("rel") == "self"]
    if len(own) != 1 or own[0].get("type") != "application/rss+xml" or not _is_address(own[0].get("href")):
        yield "not one atom:link of itself"
    guids = [each.text for each in channel.iter("guid")]
    if len(set(guids)) != len(guids) or len(guids) != len(channel.findall("item")):
        yield "guids are missing or twice"
    if not all(each.get("isPermaLink") == "false" for each in channel.iter("guid")):
        yield "a guid that is no address says that it is one"
    for time in (*channel.iter("pubDate"), *channel.iter("lastBuildDate")):
        if not parsedate_to_datetime(time.text).tzinfo:
            yield f"{time.text} is no time"
    for item in channel.findall("item"):
        if not item.findtext("title") or not _is_address(item.findtext("link")):
            yield "an item without title or link"
        if item.find(CONTENT) is None and item.find("description") is None:
            yield "an item without words"
        if any(len(item.findall(tag)) > 1 for tag in ("title", "link", "guid", "pubDate", "description", "author")):
            yield "an element twice"


def _json(told):
    if told.get("version") != "https://jsonfeed.org/version/1.1" or not isinstance(told.get("title"), str):
        yield "no version or no title"
    for key in ("home_page_url", "feed_url", *(["next_url"] if "next_url" in told else [])):
        if not _is_address(told.get(key)):
            yield f"{key} is {told.get(key)}"
    if not TAG.fullmatch(told["language"]) or not all(each.get("name") for each in told["authors"]):
        yield "language or authors cannot be"
    if told.get("next_url") == told["feed_url"]:
        yield "the next page is this one"
    identifiers = [each["id"] for each in told["items"]]
    if len(set(identifiers)) != len(identifiers) or not all(isinstance(each, str) and each for each in identifiers):
        yield "ids are missing or twice"
    for item in told["items"]:
        if not {"content_html", "content_text"} & item.keys():
            yield "an item without content"
        if not _is_address(item["url"]) or not TAG.fullmatch(item["language"]):
            yield "an item without address or language"
        for key in ("date_published", "date_modified"):
            if key in item and not (RFC3339.fullmatch(item[key]) and parse_iso(item[key])):
                yield f"{key} is no time"
