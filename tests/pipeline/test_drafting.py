from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pipeline.conftest import FEED, PORT
from twins.network import NOON, body, parts_in_memory, record

from samarkand.errors import BadRecord
from samarkand.model.collecting import Entry
from samarkand.pipeline.drafting import entry_draft, record_draft
from samarkand.steps import records

URL = "https://port.example/a?utm_source=rss"


@pytest.fixture
def parts():
    made = parts_in_memory((PORT,))
    yield made
    made.catalog.close()


def test_a_file_is_drafted_by_the_outlet_of_its_address_with_its_own_bytes(parts):
    data = record(URL, header_ms=1_900_000_000_000)
    draft = record_draft(parts, data, "x/one.md", NOON)
    assert (draft.outlet, draft.canonical_url, draft.url) == ("port", "https://port.example/a", URL)
    assert (draft.data, draft.imported_from, draft.made_from, draft.seen_at) == (data, "x/one.md", "import", NOON)
    assert draft.reading.published.at == datetime(2030, 3, 17, 17, 46, 40, tzinfo=UTC)


def test_a_file_that_is_no_record_is_refused(parts):
    with pytest.raises(BadRecord, match="title line"):
        record_draft(parts, b"no record", "x", NOON)


def test_an_entry_is_drafted_with_its_feed_and_a_record_that_reads_back(parts):
    entry = Entry(URL, "甲", body(), is_full=True, published_at=NOON, authors=("林渡",))
    draft = entry_draft(parts, entry, FEED, NOON)
    assert (draft.outlet, draft.feed, draft.made_from, draft.imported_from) == ("port", FEED, "feed", "")
    assert (draft.reading.authors, draft.reading.published.told) == (("林渡",), "feed")
    again = records.parse(draft.data)
    assert (again.title, again.url, again.body) == ("甲", URL, body())


def test_what_no_outlet_is_known_for_belongs_to_its_host(parts):
    assert record_draft(parts, record("https://www.other.example/x"), "x", NOON).outlet == "other.example"
