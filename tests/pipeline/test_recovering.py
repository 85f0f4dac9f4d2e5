"""An archive of which only the records are left becomes a useful archive again."""

from __future__ import annotations

import pytest
from pipeline.conftest import FEED, PORT
from twins.network import CAPTURE_FILES, NOON, MemoryFile, article, parts_in_memory, record, rss

from samarkand.model.catalog import Listing
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.recovering import recover
from samarkand.pipeline.updating import update

A = "https://port.example/city/a.html"


def told(parts):
    """What a reader would notice of an archive's articles."""
    articles = parts.catalog.articles(Listing(limit=1000))
    return {
        found.id: (
            found.outlet,
            found.url,
            found.published_at,
            *tuple((each.number, each.title, each.sha256, each.record) for each in parts.catalog.versions(found.id)),
        )
        for found in articles
    }


@pytest.fixture
def bereft(parts, net):
    """An archive that lived, and what it said; then one that has its records and nothing else."""
    files = [
        MemoryFile(f"{n}.md", record(f"https://port.example/{n % 3}", f"第{n}稿", header_ms=1900000000000 + n))
        for n in range(8)
    ]
    list(import_files(parts, CAPTURE_FILES, [files], NOON))
    net.page(FEED, rss({"title": "甲", "link": A, "pubDate": "Sat, 07 Sep 2030 11:30:00 GMT"}))
    net.page(A, article("甲"))
    list(update(parts, net.network, net.now))
    net.page(A, article("甲（更正）"))
    net.later(hours=1)
    list(update(parts, net.network, net.now))
    left = parts_in_memory((PORT,))
    left.archive.files.update({path: data for path, data in parts.archive.files.items() if path.startswith("records/")})
    yield told(parts), left
    left.catalog.close()


def folders(parts):
    found = {}
    for path in parts.archive.files:
        found.setdefault(path.rpartition("/")[0], []).append(path)
    return list(found.values())


def test_articles_versions_and_their_files_are_as_they_were(bereft):
    before, parts = bereft
    files = dict(parts.archive.files)
    reports = list(recover(parts, folders(parts), NOON))
    assert {report.outcome for report in reports} == {"new", "changed"}
    assert told(parts) == before
    assert len(before) == 4
    assert parts.archive.files == files
    assert list(parts.archive.verify()) == []


def test_a_file_that_is_no_record_is_told_and_the_rest_goes_on(bereft):
    before, parts = bereft
    parts.archive.files["records/port/2030/09/07/notes.txt"] = b"to do"
    reports = list(recover(parts, folders(parts), NOON))
    assert [report.subject for report in reports if report.outcome == "failed"] == ["records/port/2030/09/07/notes.txt"]
    assert told(parts) == before
