"""What only a story store on disk can meet: damage, other writers, readers meanwhile."""

from __future__ import annotations

import fcntl
import threading
from datetime import date

import pytest
from adapters.stories import ALL, features, sketch, story, take

from samarkand.adapters.stories import SqliteStories
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.stories import Placement


@pytest.fixture
def path(tmp_path):
    return tmp_path / "derived" / "stories.sqlite"


@pytest.fixture
def on_disk(path):
    made = SqliteStories(path)
    yield made
    made.close()


def test_bytes_that_are_no_features_are_told(on_disk):
    take(on_disk, features=(features("a"),))
    with on_disk._file.transaction() as connection:
        connection.execute("UPDATE features SET packed = x'0011223344'")
    with pytest.raises(CatalogUnusable, match="samarkand rebuild"):
        on_disk.features_of(["a"])


def test_a_file_that_is_not_there_answers_as_an_empty_store_and_is_not_made_by_asking(on_disk, path):
    assert on_disk.place() is None
    assert (list(on_disk.stories(ALL)), on_disk.story("sa"), list(on_disk.sketches(date.min, date.max))) == (
        [],
        None,
        [],
    )
    assert not path.parent.exists()


@pytest.mark.parametrize("damage", [b"no database" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_has_no_place_and_is_made_anew_by_clearing(on_disk, path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    assert on_disk.place() is None
    with pytest.raises(CatalogUnusable, match="samarkand rebuild"):
        on_disk.stories(ALL)
    with pytest.raises(CatalogUnusable):
        on_disk.take(Placement(), Place(1))
    on_disk.clear()
    on_disk.take(Placement(stories=(story("a"),)), Place(1))
    assert list(on_disk.stories(ALL)) == [story("a")]


def test_a_page_that_is_overwritten_is_told_and_made_anew_by_clearing(path):
    writer = SqliteStories(path)
    take(writer, sketches=tuple(sketch(f"{number:04}", data=b"told" * 400) for number in range(400)))
    writer.close()
    data = bytearray(path.read_bytes())
    data[4096 * 8 : 4096 * 30] = b"\xff" * (4096 * 22)
    path.write_bytes(data)
    reader = SqliteStories(path)
    with pytest.raises(CatalogUnusable):
        list(reader.sketches(date.min, date.max))
    reader.clear()
    assert reader.place() is None
    take(reader, sketches=(sketch("a"),))
    assert list(reader.sketches(date.min, date.max)) == [[("a", sketch("a").data)]]
    reader.close()


def test_a_store_of_another_version_is_empty_and_is_made_anew_when_it_is_written(on_disk, path):
    take(on_disk, stories=(story("a"),))
    with on_disk._file.transaction() as connection:
        connection.execute("PRAGMA user_version = 99")
    assert on_disk.place() is None
    assert list(on_disk.stories(ALL)) == []
    other = SqliteStories(path)
    assert other.place() is None
    other.take(Placement(stories=(story("b"),)), Place(1))
    other.close()
    assert list(on_disk.stories(ALL)) == [story("b")]


def test_a_second_writer_is_told_to_wait(on_disk, path):
    take(on_disk)
    with path.with_suffix(".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveBusy, match="another process is writing"):
            on_disk.take(Placement(), Place(2))
        with pytest.raises(ArchiveBusy):
            on_disk.clear()
    on_disk.take(Placement(), Place(2))


def test_what_was_worked_out_before_another_process_wrote_is_refused(on_disk, path):
    other = SqliteStories(path)
    assert (on_disk.place(), other.place()) == (None, None)
    take(other, stories=(story("a"),))
    other.close()
    with pytest.raises(ArchiveBusy):
        on_disk.take(Placement(stories=(story("b"),)), Place(1))
    assert list(on_disk.stories(ALL)) == [story("a")]


def test_what_cannot_be_taken_in_leaves_the_store_as_it_was(on_disk):
    take(on_disk, stories=(story("a"),))
    with pytest.raises(AttributeError):
        on_disk.take(Placement(stories=(story("b"),), corrections=(None,)), Place(2))
    assert on_disk.place() == Place(1)
    assert list(on_disk.stories(ALL)) == [story("a")]


def test_readers_see_whole_states_while_a_writer_is_at_work_and_when_the_file_is_another(on_disk, path):
    writer, troubles = SqliteStories(path), []
    take(writer, stories=(story("a0"),))

    def read_on():
        for _ in range(300):
            place, found = on_disk.place(), list(on_disk.stories(ALL))
            if len(found) < place.count:
                troubles.append((place, len(found)))

    thread = threading.Thread(target=read_on)
    thread.start()
    for count in range(2, 40):
        take(writer, count, stories=(story(f"a{count}"),))
    thread.join()
    assert troubles == []
    writer.clear()
    assert on_disk.place() is None
    for file in path.parent.iterdir():
        file.unlink()
    take(writer, stories=(story("new"),))
    assert list(on_disk.stories(ALL)) == [story("new")]
    writer.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "derived").write_text("a file where a folder should be")
    store = SqliteStories(tmp_path / "derived" / "stories.sqlite")
    assert store.place() is None
    with pytest.raises(CatalogUnusable):
        store.take(Placement(), Place())
