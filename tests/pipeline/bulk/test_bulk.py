"""The flow of bulk work on an invented press: what it makes, what a second run does, what an archive makes of the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from twins.bulk import MemoryEngine, MemoryTables, need
from twins.network import CAPTURE_FILES, NOON, parts_in_memory
from twins.warcs import press_pages, write_warc, write_warcs

from samarkand.adapters import names, weights
from samarkand.adapters.captures import read_captures
from samarkand.adapters.engine import opened
from samarkand.adapters.incoming import DiskFile
from samarkand.adapters.outlets import built_in
from samarkand.errors import UsageError
from samarkand.model.stories import StoryListing
from samarkand.model.tables import ARTICLES, DUPLICATES, FILES, LINKS, QUARANTINE, STATEMENTS, STORIES, VERSIONS
from samarkand.pipeline.bulk.files import FileWork, part_of
from samarkand.pipeline.bulk.into import import_tables
from samarkand.pipeline.bulk.running import Bulk, BulkReport, Source
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.relating import relate

need("daft", "rensa")


def bulk_of(tables, engine=None) -> Bulk:
    def file_work(begun_at):
        return FileWork(tables, opened, read_captures, built_in(), weights.built_in, names.built_in, begun_at)

    return Bulk(tables, engine or MemoryEngine(), file_work, weights.built_in)


def sources_of(paths) -> list[Source]:
    return [Source(str(path), path.stat().st_size) for path in paths]


def run(bulk: Bulk, paths, now=NOON) -> BulkReport:
    *_, report = bulk.run(sources_of(paths), now)
    return report


def rows(tables, table) -> list[dict]:
    names = tuple(column.name for column in table.columns)
    return [
        dict(zip(names, row, strict=True)) for part in tables.parts(table) for row in tables.rows(table, part, names)
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    return write_warcs(tmp_path_factory.mktemp("crawled"), files=3)


@pytest.fixture(scope="module")
def done(crawled):
    """The tables of the press, and their report: nobody changes them."""
    tables = MemoryTables()
    return tables, run(bulk_of(tables), crawled)


@pytest.fixture
def again(done):
    """The same, to be changed."""
    tables = MemoryTables()
    tables.held, tables.kept = dict(done[0].held), dict(done[0].kept)
    return tables


@pytest.fixture(scope="module")
def archived(crawled):
    """An archive of the same files, by an import."""
    parts = replace(parts_in_memory(built_in()), weights=weights.built_in)
    (*_,) = import_files(parts, CAPTURE_FILES, [[DiskFile(path, path.name) for path in crawled]], NOON)
    (*_,) = relate(parts)
    yield parts
    parts.catalog.close()


def test_the_report_is_the_sum_of_the_tables(done):
    tables, report = done
    files = rows(tables, FILES)
    assert report.files == report.worked == len(files) == 3
    assert report.pages == sum(row["pages"] for row in files) > 100
    assert report.versions == len(rows(tables, VERSIONS))
    assert report.articles == len(rows(tables, ARTICLES)) == len({row["article"] for row in rows(tables, VERSIONS)})
    assert (report.links, report.stories) == (len(rows(tables, LINKS)), len(rows(tables, STORIES)))
    assert report.quarantined == report.problems == 0


def test_articles_and_states_are_those_of_an_archive(done, archived):
    ours = {(row["article"], row["sha256"]) for row in rows(done[0], VERSIONS)}
    lines = [line for line in archived.archive.lines() if line.kind == "version"]
    assert ours == {(line.data["article"], next(iter(line.files.values()))) for line in lines}


def test_story_candidates_are_the_stories_of_an_archive(done, archived):
    ours = {frozenset(row["articles"]) for row in rows(done[0], STORIES)}
    listed = archived.stories.stories(StoryListing(limit=1_000, least=2))
    assert ours == {frozenset(story.articles) for story in listed}
    assert len(ours) > 5


def test_statements_stand_where_they_say(done):
    texts = {(row["article"], row["sha256"]): row["text"] for row in rows(done[0], VERSIONS)}
    found = rows(done[0], STATEMENTS)
    assert len(found) > 50
    for row in found:
        text = texts[row["article"], row["sha256"]]
        assert text[row["start"] : row["end"]] == row["text"]


def test_every_pair_is_told_once_and_its_articles_are_known(done):
    known = {row["article"] for row in rows(done[0], ARTICLES)}
    for table in (LINKS, DUPLICATES):
        pairs = Counter((row["one"], row["two"]) for row in rows(done[0], table))
        assert pairs
        assert set(pairs.values()) == {1}
        assert all(one < two and {one, two} <= known for one, two in pairs)


def test_a_second_run_does_nothing_and_tells_the_same(again, crawled, done):
    engine, before = MemoryEngine(), dict(again.held)
    report = run(bulk_of(again, engine), crawled, NOON + timedelta(days=3))
    assert engine.asked == []
    assert again.held == before
    assert report == replace(done[1], worked=0)


def test_a_run_after_a_stop_does_what_is_missing(again, crawled, done):
    part = part_of(str(crawled[1]), crawled[1].stat().st_size)
    for table in (FILES, STATEMENTS):
        again.remove(table, part)
    again.remove(LINKS, again.parts(LINKS)[0])
    engine = MemoryEngine()
    assert run(bulk_of(again, engine), crawled) == replace(done[1], worked=1)
    assert again.held == done[0].held
    assert len(engine.asked) == 1


def test_files_that_come_later_make_what_all_at_once_make(crawled, done):
    tables = MemoryTables()
    run(bulk_of(tables), crawled[2:])
    run(bulk_of(tables), crawled[:2])
    assert tables.held == done[0].held


def test_a_file_that_cannot_be_read_is_put_aside_and_tried_again(again, crawled, tmp_path, done):
    path = tmp_path / "late.warc.gz"
    missing = Source(str(path), 1)
    *_, report = bulk_of(again).run([*sources_of(crawled), missing], NOON)
    assert (report.files, report.quarantined, report.problems) == (4, 1, 1)
    (aside,) = rows(again, QUARANTINE)
    assert (aside["source"], aside["offset"]) == (str(path), None)
    assert "No such file" in aside["problem"]
    write_warc(path, press_pages((2,))[:2])
    *_, report = bulk_of(again).run([missing], NOON)
    assert (report.files, report.quarantined, report.worked) == (4, 0, 1)
    assert rows(again, QUARANTINE) == []
    assert report.pages == done[1].pages + 2


def test_what_is_damaged_in_a_file_is_told_and_the_rest_is_read(tmp_path):
    path = write_warc(tmp_path / "cut.warc.gz", press_pages((1,))[:6])
    path.write_bytes(path.read_bytes()[:-2_000])
    tables = MemoryTables()
    report = run(bulk_of(tables), [path])
    assert report.quarantined == 0
    assert report.versions >= 3
    assert report.problems == len(rows(tables, QUARANTINE)) >= 1
    assert rows(tables, QUARANTINE)[0]["offset"] > 0


def test_a_file_that_is_no_warc_brings_nothing_but_a_reason(tmp_path):
    path = tmp_path / "letter.warc.gz"
    path.write_bytes(b"dear all\n" * 100)
    tables = MemoryTables()
    report = run(bulk_of(tables), [path])
    assert (report.versions, report.articles, report.stories) == (0, 0, 0)
    assert report.problems >= 1


def test_a_file_of_another_size_takes_the_place_of_the_one_before(again, tmp_path):
    path = write_warc(tmp_path / "one.warc.gz", press_pages((1,))[:3])
    before = run(bulk_of(again), [path])
    write_warc(path, press_pages((1,))[:2])
    after = run(bulk_of(again), [path])
    assert before.files == after.files == 4
    assert before.pages - after.pages == 1
    assert len(again.parts(VERSIONS)) == len(again.parts(FILES)) == 4


def test_tables_of_another_version_are_left_alone(again, crawled):
    again.kept = {**again.kept, "method": 0}
    with pytest.raises(UsageError, match="another version"):
        run(bulk_of(again), crawled)


def test_an_archive_made_of_the_tables_is_that_of_an_import(done, archived):
    parts = parts_in_memory(built_in())
    told = Counter(report.outcome for report in import_tables(parts, CAPTURE_FILES, done[0], opened, NOON))
    assert told["failed"] == 0
    kept, wanted = ([_told(line) for line in each.archive.lines()] for each in (parts, archived))
    assert kept == wanted
    assert parts.archive.lines
    parts.catalog.close()


def test_a_file_that_is_gone_when_an_archive_is_made_is_told_of(done, tmp_path):
    tables = MemoryTables()
    path = write_warc(tmp_path / "one.warc.gz", press_pages((1,))[:2])
    run(bulk_of(tables), [path])
    Path(path).unlink()
    parts = parts_in_memory(built_in())
    (report,) = import_tables(parts, CAPTURE_FILES, tables, opened, NOON)
    assert (report.outcome, report.subject) == ("failed", str(path))
    parts.catalog.close()


def _told(line):
    return line.kind, line.data, line.files
