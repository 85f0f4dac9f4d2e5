"""What is a file that is no record? Known by its first bytes, never by its name."""

from __future__ import annotations

import re
from typing import Literal

from samarkand.ids import article_id
from samarkand.model.captures import Captured
from samarkand.model.collecting import PageState
from samarkand.model.exports import RECORD_TYPE
from samarkand.model.outlets import Outlet
from samarkand.urls import canonical

FileKind = Literal["feed", "captures", "nothing"]
_CAPTURES = re.compile(rb"WARC/|filedesc://|\x1f\x8b|PK\x03\x04")
_FEED = re.compile(  # what was read is never read again: a page of many comments would be read in as many ways as they can be parted
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?>(?:<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*+>)\s*+)*+<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
_BEGINNING = 65_536
_JSON_FEED = re.compile(rb'\s*\{.*"version"\s*:\s*"https?://jsonfeed\.org/', re.DOTALL)


def kind_of(beginning: bytes) -> FileKind:
    """What a file is, by its first 64 KiB; records are known by `steps.records` before."""
    if _CAPTURES.match(beginning):
        return "captures"
    return "feed" if _FEED.match(beginning) or _JSON_FEED.match(beginning) else "nothing"


def is_record(captured: Captured) -> bool:
    """Whether a capture is a record that was exported: what it says is told by `steps.records`."""
    return captured.is_bare and captured.is_whole and captured.header("content-type").lower().startswith(RECORD_TYPE)


def is_page(captured: Captured) -> bool:
    """Whether a capture can hold an article: a good answer with HTML in it, and no feed that is told as HTML."""
    kind = captured.header("content-type").lower()
    is_good = captured.status == 200 and captured.is_whole and bool(captured.body)
    return is_good and ("html" in kind or not kind) and kind_of(captured.body[:_BEGINNING]) != "feed"


def page_of(url: str, outlet: Outlet) -> PageState:
    """A page that nobody told us of."""
    return PageState(article_id(outlet.id, canonical(url, outlet.ignored_parameters)), url, None, outlet=outlet.id)
