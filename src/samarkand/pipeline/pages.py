"""Drafts of versions out of fetched pages; apart from `drafting` because the extractor takes long to import."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from samarkand.model.articles import Draft
from samarkand.model.captures import Captured
from samarkand.model.collecting import Answer, PageState, Request
from samarkand.model.outlets import Outlet
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.plugged import Extractors
from samarkand.steps import composing, imports, reading, records
from samarkand.steps.extract import extract
from samarkand.steps.outlets import outlet_of
from samarkand.text.decoding import decode

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def page_draft(parts: Parts, page: PageState, answer: Answer, now: datetime) -> Draft | None:
    """The state of an article that a fetched page shows; None where no article is found on it."""
    return _draft(outlet_of(page.url, parts.outlets), page, answer, now, parts.extractors)


def captured_draft(
    outlets: tuple[Outlet, ...], captured: Captured, now: datetime, extractors: Extractors | None = None
) -> Draft | None:
    """The state of an article that a page in a file of captures shows, as one that was seen `now`; None as above.

    Pure, where no extractors of plugins are given.
    """
    outlet = outlet_of(captured.url, outlets)
    page, at = imports.page_of(captured.url, outlet), captured.at or now
    draft = _draft(outlet, page, answer_of(captured, now), at, extractors or Extractors())
    return replace(draft, made_from="import", seen_at=now, captured_at=captured.at) if draft else None


def answer_of(captured: Captured, now: datetime) -> Answer:
    """A capture as the answer to whoever fetched it; `now` where the file tells no time."""
    request, at = Request(captured.url, "page"), captured.at or now
    answer = Answer(request, captured.url, captured.status, captured.headers, captured.body, at)
    return replace(answer, is_bare=captured.is_bare)


def _draft(outlet: Outlet, page: PageState, answer: Answer, now: datetime, extractors: Extractors) -> Draft | None:
    text = decode(answer.body, charset(answer))
    extracted = extractors.extract(outlet.id, text, answer.url, outlet.zone, now)
    extracted = extracted or extract(text, answer.url, outlet, now)
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
