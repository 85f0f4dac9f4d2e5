"""Drafts of versions out of fetched pages; apart from `drafting` because the extractor takes long to import."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from samarkand.model.articles import Draft
from samarkand.model.collecting import Answer, PageState
from samarkand.pipeline.parts import Parts
from samarkand.steps import composing, reading, records
from samarkand.steps.extract import extract
from samarkand.steps.outlets import outlet_of
from samarkand.text.decoding import decode

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def page_draft(parts: Parts, page: PageState, answer: Answer, now: datetime) -> Draft | None:
    """The state of an article that a fetched page shows; None where no article is found on it."""
    outlet = outlet_of(page.url, parts.outlets)
    text = decode(answer.body, charset(answer))
    extracted = parts.extractors.extract(outlet.id, text, answer.url, outlet.zone, now)
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
