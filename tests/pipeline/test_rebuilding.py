"""A rebuilt archive answers as before: every query, every command, however the catalog was lost."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from pipeline.conftest import FEED, PORT
from twins import commands
from twins.calendar import MemoryStamps
from twins.fetcher import Page
from twins.index import MemoryIndex
from twins.markbox import MemoryMarkBox
from twins.mergebook import MemoryMergeBook
from twins.network import CAPTURE_FILES, MemoryFile, MemoryNetwork, article, body, parts_in_memory, record, rss

from samarkand.adapters import incoming
from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.adapters.outlets import built_in
from samarkand.app.archives import CATALOG, create_archive, open_archive
from samarkand.changing import Changes
from samarkand.errors import CatalogUnusable
from samarkand.model.catalog import Listing
from samarkand.model.collecting import FeedState
from samarkand.model.events import EventKind, Place
from samarkand.model.marks import Marking, Stream
from samarkand.model.outlets import Follow
from samarkand.model.settings import Settings
from samarkand.model.stories import Correction
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.marking import keep_marks
from samarkand.pipeline.merging import merge
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import behind, catch_up, rebuild
from samarkand.pipeline.sealing import advance_stamps, seal
from samarkand.pipeline.updating import update
from samarkand.queries import Queries
from samarkand.steps.correcting import event_of

NOW = datetime(2030, 9, 9, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0 an invented picture"


def parts_at(root: Path) -> Parts:
    archive, catalog = FolderArchive(root), SqliteCatalog(root / CATALOG)
    catch_up(archive, catalog)
    return Parts(archive, catalog, Settings(), (PORT, *built_in()), (Follow(outlet="port"),), MemoryIndex())


def done(parts: Parts) -> None:
    parts.catalog.close()
    parts.archive.unlock()


def answers(parts: Parts) -> dict[str, object]:
    """Every answer that an archive gives."""
    queries = Queries(parts)
    articles = queries.articles(Listing(limit=100_000))
    found = {each.id: [queries.open(each.id, number + 1) for number in range(each.versions)] for each in articles}
    pictures = [picture.url for opened in found.values() for each in opened for picture in each.reading.pictures]
    return {
        "articles": articles,
        "by outlet": {row.id: queries.articles(Listing(row.id, 100_000)) for row in parts.catalog.outlets()},
        "pages": [queries.listed(Listing(limit=7, before=before)) for before in [None, (1_600_000_000_000, "8")]],
        "opened": found,
        "versions": {each.id: queries.versions(each.id) for each in articles},
        "changes": list(Changes(parts).latest(100_000)),
        "status": queries.status(NOW),
        "outlets": parts.catalog.outlets(),
        "known": queries.known_outlets(),
        "rounds": {row.id: parts.catalog.rounds(row.id, NOW, 50) for row in parts.catalog.outlets()},
        "arrivals": {row.id: parts.catalog.arrivals(row.id, 50) for row in parts.catalog.outlets()},
        "images": parts.catalog.images(pictures),
        "absences": {each.id: parts.catalog.absences(each.id) for each in articles},
        "moves": {each.id: parts.catalog.moves(each.id) for each in articles},
        "wanted": sorted(parts.catalog.pictures_wanted(100_000)),
        "marks": parts.catalog.marks([each.id for each in articles], {}),
        "labels": parts.catalog.labels({}),
        "unread": parts.catalog.unread({}),
        "starred": parts.catalog.streamed(Stream(marks=("starred",), limit=100), {}),
        "place": parts.catalog.place(),
        "news": parts.catalog.news(),
    }


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Path:
    """An archive in which everything has happened that can happen: imported, collected, changed, gone, back, missing."""
    root = tmp_path_factory.mktemp("lived") / "archive"
    create_archive(root)
    parts, net = parts_at(root), MemoryNetwork()
    files = [MemoryFile(f"{n}.md", record(f"https://port.example/{n % 4}", f"第{n}稿", header_ms=n)) for n in range(9)]
    list(import_files(parts, CAPTURE_FILES, [files], net.now))
    pages = [f"https://port.example/p{number}" for number in range(6)]
    pictures = '<p><img src="https://img.example/a.jpg"><img src="https://img.example/none.jpg"></p>'
    items = [{"title": f"页{number}", "link": page} for number, page in enumerate(pages)]
    whole = {"title": "全文", "link": "https://port.example/whole", "body": pictures + body()}
    net.page(FEED, rss(*items, whole))
    net.page("https://img.example/a.jpg", JPEG)
    for number, page in enumerate(pages):
        net.page(page, article(f"页{number}"))
    list(update(parts, net.network, net.now))
    net.web[pages[0]] = net.web[pages[1]] = Page(status=410)
    net.page(pages[2], article("页2（更正）"))
    net.later(hours=2)
    list(update(parts, net.network, net.now))
    net.page(pages[1], article("页1"))
    net.web[pages[3]] = Page(status=301, headers=(("Location", "/moved/p3"),))
    net.page("https://port.example/moved/p3", article("页3"))
    net.web[FEED] = Page(status=500)
    net.later(hours=12)
    list(update(parts, net.network, net.now))
    decided = Correction("pin", ("a",), ("b",), at=net.later(hours=1), by="reader")
    parts.catalog.apply(parts.archive.commit([event_of(decided)]))
    marked(parts, net.now)
    merged_with_another(parts, files)
    seal(parts.archive, None, net.now, is_timed=True)
    list(advance_stamps(parts.archive, MemoryStamps(), net.now))
    catch_up(parts.archive, parts.catalog)
    kinds = {line.kind for line in parts.archive.lines()}
    assert kinds == set(get_args(EventKind))
    done(parts)
    return root


def marked(parts: Parts, now: datetime) -> None:
    """Read, starred and labelled, and some of it taken back."""
    one, two, *_ = (each.id for each in parts.catalog.articles(Listing(limit=10)))
    markings = [
        Marking("read", True, now, (one, two)),
        Marking("starred", True, now, (one,)),
        Marking("read", False, now + timedelta(minutes=1), (two,)),
        Marking("label", True, now, outlets=("port",), label="港"),
    ]
    assert keep_marks(parts.archive, parts.catalog, MemoryMarkBox(), markings)


def merged_with_another(parts: Parts, files: list[MemoryFile]) -> None:
    """Take in an archive that has kept some of the same files, earlier, and one that is between two of ours."""
    other, between = parts_in_memory((PORT,)), record("https://port.example/1", "另一稿", header_ms=1)
    early = datetime(2020, 1, 1, tzinfo=UTC)
    list(import_files(other, CAPTURE_FILES, [[*files[2:4], MemoryFile("x.md", between)]], early))
    list(merge(parts, other.archive, MemoryMergeBook(), NOW))
    other.catalog.close()


@pytest.fixture
def archive(lived, tmp_path) -> Path:
    return shutil.copytree(lived, tmp_path / "archive")


@pytest.fixture(scope="module")
def before(lived) -> dict[str, object]:
    parts = parts_at(lived)
    told = answers(parts)
    done(parts)
    return told


def check(root: Path, before: dict[str, object]) -> None:
    parts = parts_at(root)
    after = answers(parts)
    done(parts)
    for question, answer in before.items():
        assert after[question] == answer, question


def test_a_rebuilt_catalog_gives_every_answer_as_before(archive, before):
    parts = parts_at(archive)
    assert sum(rebuild(parts.archive, parts.catalog)) == parts.archive.end().count
    done(parts)
    check(archive, before)


def test_derived_data_may_be_deleted(archive, before):
    shutil.rmtree(archive / "derived")
    check(archive, before)


@pytest.mark.parametrize("damage", [b"", b"no database" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_catalog_is_replaced(archive, before, damage):
    (archive / CATALOG).write_bytes(damage)
    check(archive, before)


def test_a_catalog_damaged_at_any_page_is_made_anew_or_says_how(archive, before):
    path = archive / CATALOG
    parts = parts_at(archive)
    parts.catalog._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    done(parts)
    whole = path.read_bytes()
    noticed: list[str] = []
    for page in range(len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\x5a" * 4096 + whole[(page + 1) * 4096 :])
        parts = parts_at(archive)
        try:
            told = answers(parts)
        except CatalogUnusable as error:
            noticed.append(str(error))
        else:
            assert told == before
        list(rebuild(parts.archive, parts.catalog))
        assert answers(parts) == before
        done(parts)
    assert len(noticed) > 3
    assert all("samarkand rebuild" in problem for problem in noticed)


def test_a_catalog_that_lags_behind_catches_up(archive, before):
    lines = list(FolderArchive(archive).lines())
    for known in range(len(lines)):
        shutil.rmtree(archive / "derived")
        catalog = SqliteCatalog(archive / CATALOG)
        catalog.apply(lines[:known])
        catalog.close()
        parts = parts_at(archive)
        assert parts.catalog.place() == lines[-1].place
        assert len(parts.catalog.articles(Listing(limit=1000))) == len(before["articles"])
        done(parts)
    check(archive, before)


@pytest.mark.parametrize("number", [1, 5, "the same", "more"])
def test_the_catalog_of_another_archive_is_made_anew_however_long_its_ledger_is(archive, before, tmp_path, number):
    count = FolderArchive(archive).end().count
    wanted = {"the same": count, "more": count + 5}.get(number, number)
    other = tmp_path / "other"
    create_archive(other)
    parts = parts_at(other)
    files = [MemoryFile(f"{n}.md", record(f"https://other.example/{n}")) for n in range(wanted)]
    list(import_files(parts, CAPTURE_FILES, [files], NOW - timedelta(days=700)))
    assert parts.catalog.place().count == wanted
    done(parts)
    shutil.rmtree(archive / "derived")
    shutil.copytree(other / "derived", archive / "derived")
    check(archive, before)


def test_what_is_remembered_of_feeds_and_pages_outlives_a_rebuild(archive):
    parts = parts_at(archive)
    states, due = parts.catalog.feed_states(), parts.catalog.pages_due(NOW + timedelta(days=60), 100)
    assert states
    assert due
    list(rebuild(parts.archive, parts.catalog))
    assert parts.catalog.feed_states() == states
    assert parts.catalog.pages_due(NOW + timedelta(days=60), 100) == due
    parts.catalog.remember(feeds=[FeedState("https://x.example/", "x")])
    done(parts)


def test_a_rebuild_that_is_stopped_is_finished_by_whoever_comes_next(archive, before, monkeypatch):
    monkeypatch.setattr("samarkand.pipeline.rebuilding.BATCH", 5)
    parts = parts_at(archive)
    steps = rebuild(parts.archive, parts.catalog)
    next(steps)
    next(steps)
    assert parts.catalog.place().count == 10
    done(parts)
    check(archive, before)


# The whole way, by the command line, on real records


def lines_of(*arguments: str) -> list[dict[str, object]]:
    ran = commands.told(*arguments)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.split("\n") if line]


def told_by_commands(root: Path) -> dict[str, object]:
    place = ("--json", "--archive", str(root))
    articles = lines_of("list", *place)
    changed = [str(line["id"]) for line in articles if line["versions"] > 1][:5]
    return {
        "list": articles,
        "show": [lines_of("show", str(line["id"]), *place) for line in articles[:3]],
        "history": [lines_of("history", identity, *place) for identity in changed],
        "changes": lines_of("changes", *place),
    }


def imported(root: Path, folders: list[Path]) -> Path:
    create_archive(root)
    with open_archive(root) as parts:
        list(import_files(parts, CAPTURE_FILES, incoming.folders(folders), NOW))
    return root


def test_an_archive_of_real_records_answers_as_before(shared, tmp_path):
    corpus = imported(tmp_path / "archive", [shared / "corpus"])
    with open_archive(corpus) as parts:
        told = answers(parts)
        assert len(told["articles"]) > 2000
    shutil.rmtree(corpus / "derived")
    with open_archive(corpus) as parts:
        assert answers(parts) == told


def test_the_commands_say_the_same_after_a_rebuild(shared, tmp_path):
    outlets = sorted(path for path in (shared / "corpus").iterdir() if path.is_dir())
    root = imported(tmp_path / "archive", [shared / "records", *outlets[::3]])
    told = told_by_commands(root)
    assert told["history"]
    assert lines_of("rebuild", "--json", "--archive", str(root))[-1]["lines"] == len(list(FolderArchive(root).lines()))
    assert told_by_commands(root) == told


def test_what_is_of_another_ledger_is_behind_by_all_of_this_one():
    parts = parts_in_memory()
    keeper = Keeper(parts)
    data = b"<!--1915000000000-->\n[a](https://port.example/a)\n------\n\n<p>a</p>\n"
    list(keeper.keep(record_draft(parts, data, "", datetime(2030, 9, 7, tzinfo=UTC))))
    list(keeper.flush())
    end = parts.catalog.place()
    assert end.count > 0
    assert behind(parts.catalog, end) == 0
    assert behind(parts.catalog, None) == end.count
    assert behind(parts.catalog, Place(end.count + 5)) == end.count
