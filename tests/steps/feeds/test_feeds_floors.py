"""How well the feeds of other programs' tests are read: floors that may only rise. The table: `python -m bench.feeds`."""

from __future__ import annotations

import pytest

from bench.feeds import Measured, measure

FILES = {
    ("feedparser", "feed"): 1189,
    ("feedparser", "json"): 1,
    ("kagi", "feed"): 60,
    ("listparser", "opml"): 70,
    ("miniflux", "feed"): 163,
    ("miniflux", "json"): 31,
    ("miniflux", "opml"): 8,
    ("simplepie", "feed"): 4,
}
"""(set, kind) -> files in which anything was found; all that hold anything, but for the sets of feedparser."""
FACTS = {
    "entries.description": 334,
    "feed.title": 321,
    "entries.title_detail.value": 73,
    "entries.title": 67,
    "entries.content.value": 31,
    "entries.summary": 25,
    "encoding": 54,
    "entries.link": 18,
    "feed.link": 16,
    "version": 12,
    "entries.author": 8,
    "entries.published_parsed": 5,
    "entries.updated_parsed": 5,
    "entries.created_parsed": 3,
}


@pytest.fixture(scope="module")
def measured(shared) -> Measured:
    return measure(shared / "bench" / "feeds", beside=False)


@pytest.mark.parametrize(
    ("which", "floor"), FILES.items(), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_entries_are_found_in_as_many_files_as_ever(measured, which, floor):
    assert measured.files[which]["ours"] >= floor


@pytest.mark.parametrize("which", FILES, ids=" ".join)
def test_entries_are_found_in_as_many_files_as_the_reference_finds_them_in(measured, which):
    assert measured.files[which]["ours"] >= measured.files[which]["theirs"]


@pytest.mark.parametrize(("fact", "floor"), FACTS.items(), ids=str)
def test_facts_are_met_as_often_as_ever(measured, fact, floor):
    assert measured.facts[fact]["ours"] >= floor


def test_no_page_is_taken_for_a_feed(measured):
    assert all(counts["ours"] == 0 for (_, kind), counts in measured.files.items() if kind in {"html", "other"})
