"""Drafts out of what was collected: an entry of a feed or an article on a page becomes a record and its reading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from samarkand import urls
from samarkand.model.articles import Draft, Extracted, Published, Reading, Record
from samarkand.model.collecting import Entry, PageState
from samarkand.model.outlets import Outlet
from samarkand.times import to_ms

ENOUGH_TEXT = 400
"""Letters from which the content of an entry can be a whole article, where nobody says so; a Chinese character says
about as much as three of them."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|全文|read more|continue reading)[\s.。»>)\]）】]*\Z", re.IGNORECASE)
"""How a text ends that goes on elsewhere."""


def is_whole(entry: Entry, text: str, *, is_promised: bool) -> bool:
    """Whether an entry holds the whole article, so that its page need not be fetched.

    `text` is the plain text of its body; `is_promised`: the outlet says that its feed has whole articles.
    """
    if is_promised:
        return bool(text)
    said = len(text) + 2 * len(_WIDE.findall(text))
    return entry.is_full and said >= ENOUGH_TEXT and not _CUT_OFF.search(text[-100:])


def entry_time(entry: Entry) -> int | None:
    """The feed's time for an entry, in epoch milliseconds."""
    told = entry.published_at or entry.updated_at
    return to_ms(told) if told else None


def record_of_entry(entry: Entry) -> Record:
    """The record of an article that stands in its feed."""
    return Record(title=entry.title, url=entry.url, body=entry.body, header_ms=entry_time(entry))


def record_of_page(extracted: Extracted, page: PageState) -> Record:
    """The record of an article that stands on its page. Without a feed's time, the page's own is the header."""
    told = to_ms(extracted.published.at) if extracted.published else None
    title = extracted.title or page.title
    return Record(
        title=title, url=page.url, body=extracted.body, header_ms=told if page.header_ms is None else page.header_ms
    )


def with_entry(read: Reading, entry: Entry) -> Reading:
    """A reading with what the feed knows better."""
    return replace(read, authors=read.authors or entry.authors, published=_told_by_feed(read.published))


def with_page(read: Reading, extracted: Extracted, page: PageState) -> Reading:
    """A reading with what the page told outside the article: its time of publication, its authors, its language."""
    header = _told_by_feed(read.published) if page.header_ms is not None else None
    return replace(
        read,
        published=_best(extracted.published, read.published, header),
        authors=extracted.authors or read.authors,
        language=extracted.language if read.language == "und" and extracted.language else read.language,
    )


def _best(page: Published | None, read: Published | None, header: Published | None) -> Published | None:
    """The body's dateline goes before the page's data, and these before the feed; a time goes before a bare day."""
    dateline = read if read and read.told == "dateline" else None
    told = [published for published in (dateline, page, header) if published]
    precise = [published for published in told if published.precision != "day"]
    if told and precise and told[0].precision == "day" and abs((precise[0].at - told[0].at).total_seconds()) > 86400:
        return told[0]
    return next(iter(precise or told), None)


def _told_by_feed(published: Published | None) -> Published | None:
    return replace(published, told="feed") if published and published.told == "header" else published


def draft_of(record: Record, data: bytes, read: Reading, outlet: Outlet, seen_at: datetime) -> Draft:
    """A draft without its provenance."""
    return Draft(
        outlet=outlet.id,
        url=urls.clean(record.url),
        canonical_url=urls.canonical(record.url, outlet.ignored_parameters),
        title=record.title,
        data=data,
        reading=read,
        seen_at=seen_at,
        made_from="import",
        header_ms=record.header_ms,
    )
