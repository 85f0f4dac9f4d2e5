"""A file of derived data: one writer, all or none, and readers that never make it, whatever lies in its place."""

from __future__ import annotations

import fcntl
import sqlite3
import threading

import pytest

from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.storefile import StoreFile

TABLES = "CREATE TABLE ships (name TEXT NOT NULL UNIQUE);"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "derived" / "ships.sqlite"


@pytest.fixture
def file(path):
    made = StoreFile(path, 3, TABLES)
    yield made
    made.close()


def put(file: StoreFile, *names: str) -> None:
    with file.transaction() as connection:
        connection.executemany("INSERT INTO ships VALUES (?)", [(name,) for name in names])


def names(file: StoreFile) -> list[str]:
    return [name for (name,) in file.all("SELECT name FROM ships ORDER BY name")]


def test_asking_makes_no_file(file, path):
    assert names(file) == []
    assert not path.parent.exists()


def test_what_was_written_is_read_by_every_reader(file, path):
    other = StoreFile(path, 3, TABLES)
    assert names(other) == []
    put(file, "白鹭", "灰鹤")
    assert names(other) == names(file) == ["灰鹤", "白鹭"]
    assert other.all("SELECT name FROM ships WHERE name = ?", "白鹭") == [("白鹭",)]
    other.close()


def test_a_transaction_is_all_or_none(file):
    put(file, "白鹭")
    with pytest.raises(sqlite3.IntegrityError):
        put(file, "灰鹤", "白鹭")
    assert names(file) == ["白鹭"]


def test_a_file_of_another_version_is_empty_for_readers_and_made_anew_by_a_writer(file, path):
    put(file, "白鹭")
    later = StoreFile(path, 4, TABLES)
    assert names(later) == []
    assert names(file) == ["白鹭"], "readers change nothing"
    put(later, "灰鹤")
    assert names(later) == ["灰鹤"]
    assert names(file) == []
    later.close()


@pytest.mark.parametrize("damage", [b"no database" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_told_and_made_anew_by_clearing(file, path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(CatalogUnusable, match="samarkand rebuild"):
        names(file)
    with pytest.raises(CatalogUnusable):
        put(file, "白鹭")
    file.clear()
    put(file, "白鹭")
    assert names(file) == ["白鹭"]


def test_a_second_writer_is_told_to_wait_for_the_first(file, path):
    put(file, "白鹭")
    with path.with_suffix(".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for write in (lambda: put(file, "灰鹤"), file.clear):
            with pytest.raises(ArchiveBusy, match=r"another process is writing to .*ships\.sqlite"):
                write()
    put(file, "灰鹤")


def test_two_threads_do_not_write_at_once(file):
    waiting, troubles = threading.Event(), []

    def second():
        try:
            put(file, "灰鹤")
        except ArchiveBusy as error:
            troubles.append(error)
        waiting.set()

    with file.transaction() as connection:
        connection.execute("INSERT INTO ships VALUES ('白鹭')")
        threading.Thread(target=second).start()
        assert waiting.wait(10)
    assert len(troubles) == 1
    assert names(file) == ["白鹭"]


def test_a_reader_goes_on_with_the_file_that_took_the_place_of_its_own(file, path):
    put(file, "白鹭")
    assert names(file) == ["白鹭"]
    for each in path.parent.iterdir():
        each.unlink()
    assert names(file) == []
    other = StoreFile(path, 3, TABLES)
    put(other, "灰鹤")
    assert names(file) == ["灰鹤"]
    other.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "derived").write_text("a file where a folder should be")
    file = StoreFile(tmp_path / "derived" / "ships.sqlite", 3, TABLES)
    with pytest.raises(CatalogUnusable, match="cannot be made"):
        put(file, "白鹭")
