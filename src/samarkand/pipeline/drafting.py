"""Drafts of versions: what a record's file, an entry of a feed or a fetched page says, by the rules of its outlet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from samarkand.model.articles import Draft
from samarkand.model.collecting import Answer, Entry, PageState
from samarkand.pipeline.parts import Parts
from samarkand.steps import composing, reading, records
from samarkand.steps.extract import extract
from samarkand.steps.outlets import outlet_of

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def record_draft(parts: Parts, data: bytes, name: str, now: datetime) -> Draft:
    """The state of an article that a record's file holds. Raises BadRecord."""
    record = records.parse(data)
    outlet = outlet_of(record.url, parts.outlets)
    read = reading.read(record, outlet, now)
    return replace(composing.draft_of(record, data, read, outlet, now), imported_from=name)


def entry_draft(parts: Parts, entry: Entry, feed: str, now: datetime) -> Draft:
    """The state of an article that stands in a feed."""
    record = composing.record_of_entry(entry)
    outlet = outlet_of(entry.url, parts.outlets)
    read = composing.with_entry(reading.read(record, outlet, now), entry)
    draft = composing.draft_of(record, records.render(record), read, outlet, now)
    return replace(draft, made_from="feed", feed=feed)


def page_draft(parts: Parts, page: PageState, answer: Answer, now: datetime) -> Draft | None:
    """The state of an article that a fetched page shows; None where no article is found on it."""
    outlet = outlet_of(page.url, parts.outlets)
    extracted = extract(answer.body, answer.url, outlet, now, declared_encoding=charset(answer))
    if not extracted.body:
        return None
    record = composing.record_of_page(extracted, page)
    read = composing.with_page(reading.read(record, outlet, now), extracted, page)
    draft = composing.draft_of(record, records.render(record), read, outlet, now)
    return replace(draft, made_from="page", feed=page.feed)


def charset(answer: Answer) -> str:
    """The charset that the header of an answer declares; "" where it names none."""
    match = _CHARSET.search(answer.header("content-type"))
    return match[1] if match else ""
