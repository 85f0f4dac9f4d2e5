"""A file put in the place of another: the old or the new one, and nothing else lies about."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from samarkand.durable import placing, put


@pytest.fixture
def syncs(monkeypatch):
    """What was synced, in its order: names of files and folders."""
    seen = []
    sync = os.fsync

    def told(descriptor):
        seen.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", told)
    return seen


@pytest.mark.parametrize("is_synced", [True, False])
@pytest.mark.parametrize("data", [b"", b"new\r\n\xff", bytes(3_000_000)], ids=len)
def test_the_new_bytes_stand_in_the_place_of_the_old_and_nothing_beside_them(tmp_path, data, is_synced):
    path = tmp_path / "file.toml"
    path.write_bytes(b"old")
    put(path, data, is_synced=is_synced)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_is_synced_before_its_name_and_every_folder_that_got_one(tmp_path, syncs):
    put(tmp_path / "a" / "b" / "file", b"x")
    assert syncs[0].startswith(".file.")
    assert sorted(syncs[1:]) == sorted(["b", "a", tmp_path.name])


def test_what_can_be_made_again_waits_for_no_disk(tmp_path, syncs):
    put(tmp_path / "a" / "file", b"x", is_synced=False)
    assert syncs == []


@pytest.mark.parametrize("problem", [OSError("the disk is full"), KeyboardInterrupt()], ids=["full", "stopped"])
def test_the_old_file_stays_where_the_new_one_cannot_be_written(tmp_path, monkeypatch, problem):
    path = tmp_path / "file"
    put(path, b"old")

    def fail(_):
        raise problem

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(problem)):
        put(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_whoever_has_the_old_file_open_reads_on_in_it(tmp_path):
    path = tmp_path / "file"
    put(path, b"old" * 9)
    with path.open("rb") as reader:
        put(path, b"new")
        assert reader.read() == b"old" * 9


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o644])
def test_who_may_read_it_stays_as_it_was(tmp_path, rights):
    path = tmp_path / "file"
    path.touch(rights)
    path.chmod(rights)
    put(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == rights


# A file that is written little by little


def test_a_file_that_is_written_for_long_appears_at_one_stroke(tmp_path, syncs):
    path = tmp_path / "a" / "file"
    with placing(path) as file:
        for _ in range(3):
            file.write(b"new ")
            assert not path.exists()
        file.seek(0)
        file.write(b"N")
    assert path.read_bytes() == b"New new new "
    assert list(path.parent.iterdir()) == [path]
    assert syncs[0] == ".file.part"
    assert set(syncs[1:]) == {"a", tmp_path.name}


def test_where_its_writing_fails_the_old_file_stays_alone(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), placing(path) as file:
        file.write(bytes(1 // 0))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_two_cannot_write_one_file_at_a_time(tmp_path):
    path = tmp_path / "file"
    with placing(path) as file:
        file.write(b"one")
        with pytest.raises(BlockingIOError), placing(path):
            pass
    assert path.read_bytes() == b"one"


def test_who_waited_for_the_name_of_a_file_that_was_put_in_its_place_does_not_spoil_it(tmp_path, monkeypatch):
    """Between the opening of the name and the lock, another process ends its work."""
    path = tmp_path / "file"
    opened = os.open

    def late(name, *more):
        descriptor = opened(name, *more)
        if str(name).endswith(".part") and not path.exists():
            os.write(descriptor, b"whole")
            Path(name).rename(path)
        return descriptor

    monkeypatch.setattr(os, "open", late)
    with pytest.raises(BlockingIOError), placing(path):
        pass
    assert path.read_bytes() == b"whole"


WRITER = """
import os, signal, sys
from pathlib import Path
from samarkand.durable import placing
with placing(Path(sys.argv[1])) as file:
    file.write(b"half" * 100_000)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_writer_that_is_killed_leaves_the_old_file_and_what_the_next_one_begins_anew(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", WRITER, str(path)], check=False)
        assert done.returncode == -signal.SIGKILL
        assert path.read_bytes() == b"old"
        assert sorted(each.name for each in tmp_path.iterdir()) == [".file.part", "file"]
    with placing(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
