"""Where a version came from, line by line: the receipts that a reader may check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from samarkand.model.answers import OpenedVersion
from samarkand.times import from_ms, month
from samarkand.urls import is_web
from samarkand.web.moments import moment
from samarkand.web.views import View


def origin(view: View, opened: OpenedVersion) -> list[Mapping[str, Any]]:
    """Label, text, and where there is one a link: `href` for a page of ours, `url` for an address of others."""
    return [
        {"label": view.say(label), "text": "", "href": "", "url": "", "machine": "", **rest}
        for label, rest in _lines(view, opened)
    ]


def _lines(view: View, opened: OpenedVersion) -> Iterator[tuple[str, Mapping[str, Any]]]:
    version, article = opened.version, opened.article
    yield "original_url", _address(opened.record.url or version.url)
    yield "made_from", {"text": view.say(f"made_from_{version.made_from}")}
    if version.feed:
        yield "feed_of", _address(version.feed)
    if version.made_from != "import":
        yield "capture", {"text": version.capture or view.say("capture_none"), "machine": version.capture}
    if version.imported_from:
        yield "imported_from", {"text": version.imported_from, "machine": version.imported_from}
    if opened.record.header_ms is not None:
        at = from_ms(opened.record.header_ms)
        told = moment(at, view.wording).text + " UTC" if at and 1 < at.year < 9999 else ""
        yield "header_time", {"text": f"{opened.record.header_ms}" + (f" ({told})" if told else "")}
    record = view.href(f"/articles/{article.id}/versions/{version.number}/record")
    yield "record", {"machine": version.record, "text": view.say("record_open"), "href": record}
    yield "sha256", {"machine": version.sha256}
    yield "ledger", {"text": view.say("ledger_says", file=f"ledger/{month(version.seen_at)}.jsonl")}
    yield "article_id", {"machine": article.id}


def _address(url: str) -> Mapping[str, str]:
    """An address of others: a link only where it leads to the web."""
    return {"text": url, "url": url if is_web(url) else ""}
