"""The archive port: one suite for the folder and for its twin in memory; then what only a folder can suffer."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from twins.archive import MemoryArchive

from samarkand.adapters.archive import FolderArchive, files, ledger
from samarkand.adapters.archive.folder import pending_bytes
from samarkand.errors import ArchiveBusy, ArchiveDamaged, NotFound, UsageError
from samarkand.ids import sha256
from samarkand.model.events import Event

AT = datetime(2022, 9, 7, 12, tzinfo=UTC)
LATER = datetime(2022, 10, 1, 12, tzinfo=UTC)


def version(path: str, data: bytes = b"text", at: datetime = AT, **more) -> Event:
    return Event("version", at, {"record": path, "article": "a", **more}, {path: data})


@pytest.fixture(params=["folder", "memory"])
def archive(request, tmp_path):
    return MemoryArchive() if request.param == "memory" else FolderArchive.create(tmp_path / "a", b"")


def test_what_was_committed_is_read_again(archive):
    archive.commit([version("records/o/x.md", b"one\r\n\xff")])
    assert archive.read("records/o/x.md") == b"one\r\n\xff"


def test_lines_come_back_in_order_with_what_they_were_given(archive):
    archive.commit([version("records/o/x.md", note="撒马尔罕 \u2028 \"'"), version("records/o/y.md")])
    archive.commit([version("records/o/z.md", at=LATER)])
    lines = list(archive.lines())
    assert [line.place.count for line in lines] == [1, 2, 3]
    assert [line.data["record"] for line in lines] == ["records/o/x.md", "records/o/y.md", "records/o/z.md"]
    assert lines[0].data["note"] == "撒马尔罕 \u2028 \"'"
    assert lines[2].at == LATER
    assert lines[2].place == archive.end()


def test_reading_goes_on_from_any_place(archive):
    archive.commit([version(f"records/o/{n}.md", at=AT if n < 3 else LATER) for n in range(6)])
    for line in list(archive.lines()):
        assert [later.place.count for later in archive.lines(line.place)] == list(range(line.place.count + 1, 7))


def test_each_line_comes_with_the_bytes_that_its_hash_is_made_of(archive):
    archive.commit([version("records/o/x.md", note="撒马尔罕"), version("records/o/y.md", at=LATER)])
    raw = list(archive.raw_lines())
    assert [line for line, _ in raw] == list(archive.lines())
    assert all(sha256(data) == line.place.sha256 for line, data in raw)


def test_a_seal_is_a_file_like_any_other(archive):
    path = "seals/2022-09-07T120000Z-1.json"
    archive.commit([Event("seal", AT, {"seal": path}, {path: b"sealed"})])
    assert archive.read(path) == b"sealed"
    assert list(archive.verify()) == []


def test_a_commit_without_files_is_a_line(archive):
    archive.commit([Event("round", AT, {"polled": ["o"]})])
    assert [line.kind for line in archive.lines()] == ["round"]


def test_the_same_file_may_be_brought_again_but_never_changed(archive):
    archive.commit([version("images/ab/x.jpg")])
    archive.commit([version("images/ab/x.jpg")])
    with pytest.raises(ArchiveDamaged, match=r"images/ab/x\.jpg"):
        archive.commit([version("images/ab/x.jpg", b"other")])
    assert archive.read("images/ab/x.jpg") == b"text"


@pytest.mark.parametrize(
    "path", ["../x", "records/../../x", "/etc/x", "x", "ledger/2022-09.jsonl", "derived/x", "records/a\0b"]
)
def test_no_path_leads_out_of_the_archive(archive, path):
    with pytest.raises(ValueError, match="no path"):
        archive.commit([version(path)])
    assert list(archive.lines()) == []


def test_what_is_not_there_is_told_of(archive):
    with pytest.raises(NotFound):
        archive.read("records/o/x.md")


def test_an_archive_that_is_whole_has_no_findings(archive):
    archive.commit([version("records/o/x.md"), version("records/o/y.md", at=LATER)])
    assert list(archive.verify()) == []


# What only a folder can suffer


@pytest.fixture
def folder(tmp_path) -> FolderArchive:
    archive = FolderArchive.create(tmp_path / "a", b"")
    archive.commit([version(f"records/o/2022/{n}.md", b"text %d" % n) for n in range(5)])
    archive.commit([Event("capture", AT, {"records": 1}, {"pages/2022-09/x.warc.gz": b"warc"})])
    archive.commit([version("records/o/2022/6.md", b"six", LATER, capture="pages/2022-09/x.warc.gz#0")])
    archive.commit([Event("image", LATER, {"url": "u", "image": "images/ab/x.jpg"}, {"images/ab/x.jpg": b"jpg"})])
    archive.unlock()
    return archive


def findings(archive: FolderArchive) -> list[str]:
    return [f"{finding.path} {finding.problem}" for finding in FolderArchive(archive.root).verify()]


def kept_files(archive: FolderArchive) -> list[Path]:
    return sorted(
        path
        for folder in ("records", "pages", "images", "ledger")
        for path in (archive.root / folder).rglob("*")
        if path.is_file()
    )


def test_one_flipped_byte_anywhere_is_found(folder):
    chance = random.Random(7)
    for path in kept_files(folder):
        whole = path.read_bytes()
        for place in {0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(25))}:
            for bit in (1, 0x20):
                path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
                assert findings(folder), f"byte {place} of {path.name}, bit {bit}"
        path.write_bytes(whole)
    assert findings(folder) == []


def test_a_missing_file_is_named(folder):
    for path in kept_files(folder):
        whole = path.read_bytes()
        path.unlink()
        assert findings(folder), path.name
        path.write_bytes(whole)
    (folder.root / "records/o/2022/3.md").unlink()
    assert findings(folder) == ["records/o/2022/3.md is missing"]


def test_a_ledger_cut_at_any_byte_is_found(folder):
    for path in (folder.root / "ledger").glob("*.jsonl"):
        whole = path.read_bytes()
        for cut in range(0, len(whole), 37):
            path.write_bytes(whole[:cut])
            assert findings(folder), cut
        path.write_bytes(whole)


def test_a_ledger_cut_together_with_its_head_leaves_files_that_nothing_tells_of(folder):
    path = folder.root / "ledger/2022-10.jsonl"
    path.unlink()
    last = list(FolderArchive(folder.root).lines())[-1].place
    ledger.write_head(folder.root, last)
    assert findings(folder) == [
        "records/o/2022/6.md no line of the ledger tells of it",
        "images/ab/x.jpg no line of the ledger tells of it",
    ]


def test_lines_that_changed_places_are_found(folder):
    path = folder.root / "ledger/2022-09.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    path.write_bytes(b"".join(lines))
    assert any("line 2 does not continue" in finding for finding in findings(folder))


def test_a_line_taken_out_or_added_is_found(folder):
    path = folder.root / "ledger/2022-09.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert findings(folder)
    path.write_bytes(b"".join([*lines, lines[-1]]))
    assert findings(folder)


def test_a_file_that_nobody_brought_is_found(folder):
    (folder.root / "records/o/stranger.md").write_text("x")
    assert findings(folder) == ["records/o/stranger.md no line of the ledger tells of it"]


def test_a_reference_to_a_capture_that_no_line_tells_of_is_found(folder):
    folder.commit([version("records/o/7.md", at=LATER, capture="pages/2022-10/none.warc.gz#12")])
    assert "pages/2022-10/none.warc.gz line 9 of the ledger refers to it, but no line tells of it" in findings(folder)


def test_work_that_a_stop_left_half_done_is_no_damage_and_is_put_in_order(folder):
    pending = pending_bytes(["records/o/half.md", "records/o/none.md"], list(folder.lines())[-1].place)
    (folder.root / "ledger/pending.json").write_bytes(pending)
    (folder.root / "records/o/half.md").write_text("half")
    with (folder.root / "ledger/2022-10.jsonl").open("ab") as stream:
        stream.write(b'{"n":9,"kind":"ver')
    assert findings(folder) == []
    again = FolderArchive(folder.root)
    again.commit([version("records/o/half.md", b"whole", LATER)])
    assert again.read("records/o/half.md") == b"whole"
    assert findings(folder) == []


def test_a_stop_never_takes_away_a_file_that_was_there_before(folder, monkeypatch):
    monkeypatch.setattr(ledger, "append", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        folder.commit([version("images/ab/x.jpg", b"jpg"), version("records/o/new.md")])
    folder.unlock()
    monkeypatch.undo()
    again = FolderArchive(folder.root)
    again.lock()
    assert again.read("images/ab/x.jpg") == b"jpg"
    assert not (folder.root / "records/o/new.md").exists()
    assert findings(folder) == []


def test_lines_behind_the_head_are_work_that_is_done(folder):
    earlier = list(folder.lines())[-3].place
    ledger.write_head(folder.root, earlier)
    again = FolderArchive(folder.root)
    assert again.lock().count == 8
    again.commit([version("records/o/9.md", at=LATER)])
    assert findings(folder) == []


def test_only_one_may_write(folder):
    one, other = FolderArchive(folder.root), FolderArchive(folder.root)
    one.lock()
    with pytest.raises(ArchiveBusy):
        other.commit([version("records/o/8.md")])
    one.unlock()
    other.commit([version("records/o/8.md")])


def test_who_holds_an_archive_keeps_others_from_writing_and_not_from_holding(folder):
    holders = FolderArchive(folder.root), FolderArchive(folder.root)
    for holder in holders:
        holder.hold()
    with pytest.raises(ArchiveBusy):
        folder.commit([version("records/o/8.md")])
    for holder in holders:
        holder.unlock()
    folder.lock()
    with pytest.raises(ArchiveBusy):
        holders[0].hold()
    folder.unlock()
    (folder.root / "seals").mkdir()
    (folder.root / "seals/x.json").write_text("nobody's")
    assert findings(folder) == ["seals/x.json no line of the ledger tells of it"]


def test_an_archive_is_made_once_and_known_by_its_settings(tmp_path):
    with pytest.raises(NotFound, match="samarkand init"):
        FolderArchive(tmp_path)
    FolderArchive.create(tmp_path, b"# settings\n")
    with pytest.raises(UsageError, match="already"):
        FolderArchive.create(tmp_path, b"")
    assert findings(FolderArchive(tmp_path)) == []


def test_a_clock_set_back_does_not_reorder_the_ledger(folder):
    folder.commit([version("records/o/early.md", at=datetime(2021, 1, 1, tzinfo=UTC))])
    assert list(folder.lines())[-1].data["record"] == "records/o/early.md"
    assert findings(folder) == []


MANY = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path

from samarkand.adapters.archive import FolderArchive, files
from samarkand.model.events import Event

archive = FolderArchive(Path(sys.argv[1]))
number, limit = files.OPEN_AT_ONCE + 60, files.OPEN_AT_ONCE + 40
at = datetime(2022, 9, 7, 12, tzinfo=UTC)
paths = [f"records/o/{each}.md" for each in range(number)]
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
archive.commit([Event("version", at, {"record": path, "article": path}, {path: path.encode()}) for path in paths])
print(number)
"""


def test_a_commit_may_bring_more_files_than_a_process_may_have_open(tmp_path):
    root = FolderArchive.create(tmp_path / "a", b"").root
    done = subprocess.run([sys.executable, "-c", MANY, str(root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    there = FolderArchive(root)
    lines = list(there.lines())
    assert len(lines) == int(done.stdout)
    assert all(there.read(line.data["record"]) == line.data["record"].encode() for line in lines)
    assert list(there.verify()) == []
    assert list((root / files.STAGING).iterdir()) == []


CALLS = """
import os, sys
from pathlib import Path

from samarkand.adapters.archive import files

root, calls = Path(sys.argv[1]), []


def noted(name):
    call = getattr(os, name)
    def told(*arguments, **named):
        calls.append(name)
        return call(*arguments, **named)
    return told


for name in ("write", "fsync", "rename"):
    setattr(os, name, noted(name))
files.write_all(root, {f"records/{number}.md": b"text" for number in range(int(sys.argv[2]))})
os.write(1, " ".join(calls).encode())
"""


@pytest.mark.parametrize("number", [1, files.OPEN_AT_ONCE + 1])
def test_no_file_gets_its_name_before_all_are_written_and_synced(tmp_path, number):
    done = subprocess.run(
        [sys.executable, "-c", CALLS, str(tmp_path), str(number)], capture_output=True, text=True, check=True
    )
    calls = done.stdout.split()[:-1]  # the last tells of the others
    named = calls.index("rename")
    assert calls[:named].count("write") == calls[:named].count("fsync") == number
    assert calls[named : named + number] == ["rename"] * number
    assert set(calls[named + number :]) == {"fsync"}  # the folders
