"""Leases of an archive: who holds one, who is refused, and when a holder counts as dead."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samarkand.adapters.archive import FolderArchive, Lease, leases
from samarkand.errors import ArchiveBusy

NOTE = "derived/locks/collector.json"


@pytest.fixture
def root(tmp_path) -> Path:
    return FolderArchive.create(tmp_path / "a", b"").root


def lease(root: Path) -> Lease:
    return Lease(root, "collector", "collecting for")


def left_behind(root: Path, **changes) -> Path:
    """The note of a holder who never let go, as it lies after a crash."""
    one = lease(root)
    one.take()
    told = json.loads((root / NOTE).read_bytes())
    one.release()
    (root / NOTE).write_text(json.dumps({**told, "token": "other", **changes}))
    return root / NOTE


def aged(note: Path, seconds: float) -> None:
    os.utime(note, (time.time() - seconds, time.time() - seconds))


def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_second_is_refused_and_told_who_where_and_since_when(root):
    one = lease(root)
    one.take()
    with pytest.raises(ArchiveBusy) as refused:
        lease(root).take()
    told = str(refused.value)
    assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in told
    assert "another process is collecting for" in told
    assert "try again" in told
    one.release()
    lease(root).take()


def test_nothing_is_left_of_a_lease_that_was_let_go(root):
    one = lease(root)
    one.take()
    one.release()
    assert one.holder() is None
    assert not (root / NOTE).exists()


def test_leases_of_two_roles_do_not_meet(root):
    lease(root).take()
    FolderArchive(root).lock()


def test_a_holder_of_this_machine_whose_process_ended_is_dead_at_once(root):
    left_behind(root, pid=dead_process())
    lease(root).take()


def test_a_process_that_got_the_number_of_a_dead_one_is_not_taken_for_it(root):
    left_behind(root, pid=os.getpid(), started="1")
    lease(root).take()


def test_a_living_holder_is_known_even_where_the_locked_file_was_replaced(root):
    one = FolderArchive(root)
    one.lock()
    mark = root / "samarkand.toml"
    (root / "new").write_bytes(mark.read_bytes())
    (root / "new").replace(mark)  # as editors save
    with pytest.raises(ArchiveBusy):
        FolderArchive(root).lock()
    one.unlock()
    FolderArchive(root).lock()


def test_a_holder_on_another_machine_is_believed_while_it_shows_life(root):
    note = left_behind(root, host="far", boot="another", pid=1)
    aged(note, leases.STALE / 2)
    with pytest.raises(ArchiveBusy, match="process 1 on far"):
        lease(root).take()
    aged(note, leases.STALE + 1)
    one = lease(root)
    one.take()
    assert one.holder().host == socket.gethostname()


def test_a_holder_in_another_container_of_this_machine_is_dead_when_the_system_gives_its_lock(root):
    left_behind(root, host="container", pid=1)
    lease(root).take()


def test_without_locks_of_the_file_system_the_note_alone_decides(root, monkeypatch):
    def unsupported(*_):
        raise OSError(leases.errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    one = lease(root)
    one.take()
    with pytest.raises(ArchiveBusy):
        lease(root).take()
    one.release()
    lease(root).take()


def test_a_holder_shows_life_and_tells_again_who_it_is_where_derived_data_was_deleted(root, monkeypatch):
    monkeypatch.setattr(leases, "BEAT", 0.01)
    one = lease(root)
    one.take()
    aged(root / NOTE, 1000)
    until(lambda: time.time() - (root / NOTE).stat().st_mtime < 500)
    (root / NOTE).unlink()
    until((root / NOTE).exists)
    one.release()


def test_who_was_taken_for_dead_writes_no_more(root):
    one = FolderArchive(root)
    one.lock()
    note = root / "derived/locks/writer.json"
    note.write_text(json.dumps({**json.loads(note.read_bytes()), "host": "far", "boot": "another", "token": "other"}))
    with pytest.raises(ArchiveBusy, match="on far"):
        one.commit([])
    one.unlock()
    assert json.loads(note.read_bytes())["token"] == "other"


def test_a_note_that_cannot_be_read_keeps_nobody_out(root):
    note = left_behind(root)
    for data in (b"", b"{", b"[]", b'{"host": 1}'):
        note.write_bytes(data)
        one = lease(root)
        one.take()
        one.release()


def until(reached) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)
