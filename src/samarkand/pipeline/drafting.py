"""Drafts of versions: what a record's file or an entry of a feed says, by the rules of its outlet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from samarkand.model.articles import Draft
from samarkand.model.collecting import Entry
from samarkand.model.outlets import Outlet
from samarkand.pipeline.parts import Parts
from samarkand.steps import composing, reading, records
from samarkand.steps.outlets import outlet_of


def record_draft(parts: Parts, data: bytes, name: str, now: datetime) -> Draft:
    """The state of an article that a record's file holds. Raises BadRecord."""
    return draft_of_record(parts.outlets, data, name, now)


def draft_of_record(outlets: tuple[Outlet, ...], data: bytes, name: str, now: datetime) -> Draft:
    """The same by the outlets alone, so that it can be done in any process. Raises BadRecord."""
    record = records.parse(data)
    outlet = outlet_of(record.url, outlets)
    read = reading.read(record, outlet, now)
    return replace(composing.draft_of(record, data, read, outlet, now), imported_from=name)


def entry_draft(parts: Parts, entry: Entry, feed: str, now: datetime) -> Draft:
    """The state of an article that stands in a feed."""
    record = composing.record_of_entry(entry)
    outlet = outlet_of(entry.url, parts.outlets)
    read = composing.with_entry(reading.read(record, outlet, now), entry)
    draft = composing.draft_of(record, records.render(record), read, outlet, now)
    return replace(draft, made_from="feed", feed=feed)
