"""Packed months: the same answers from one file, the same bytes back, and every flipped byte found."""

from __future__ import annotations

import hashlib
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.archive.packs import Packs, month_of
from samarkand.errors import ArchiveBusy, ArchiveDamaged, NotFound
from samarkand.model.events import Event

AT = datetime(2022, 10, 7, 12, tzinfo=UTC)
NAMES = ["渡口 50%|a?b_1.md", "line\nfeed_2.md", "plain_3.md", "plain_3.v2.md", "x" * 200 + ".md"]
RECORDS = {f"records/o/2022/09/{day:02}/{name}": f"{day} {name}".encode() * 40 for day in (1, 2) for name in NAMES}
LATER = {"records/o/2022/10/01/other_4.md": b"october"}


def version(path: str, data: bytes) -> Event:
    return Event("version", AT, {"record": path, "article": "a"}, {path: data})


@pytest.fixture
def archive(tmp_path) -> FolderArchive:
    made = FolderArchive.create(tmp_path / "a", b"")
    made.commit([version(path, data) for path, data in {**RECORDS, **LATER}.items()])
    return made


def known(archive: FolderArchive) -> dict[str, str]:
    return archive.records_of(lambda month: month == "2022-09")["2022-09"]


def packed(archive: FolderArchive) -> FolderArchive:
    assert archive.pack("2022-09", known(archive)).missed == ()
    archive.unlock()
    return FolderArchive(archive.root)


def findings(archive: FolderArchive) -> list[str]:
    return [f"{finding.path} {finding.problem}" for finding in FolderArchive(archive.root).verify()]


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "derived" not in path.parts
    }


def test_every_record_of_the_month_is_read_from_the_pack(archive):
    again = packed(archive)
    assert not (again.root / "records/o/2022/09").exists()
    assert (again.root / "records/o/2022/10/01/other_4.md").exists()
    assert {path: again.read(path) for path in RECORDS} == RECORDS
    assert sorted(path for folder in again.paths() for path in folder) == sorted({**RECORDS, **LATER})
    assert again.count_files() == len(RECORDS) + len(LATER)
    assert findings(again) == []
    with pytest.raises(NotFound):
        again.read("records/o/2022/09/01/none.md")


def test_any_program_that_unpacks_puts_the_records_where_they_were(archive, tmp_path):
    again = packed(archive)
    with zipfile.ZipFile(again.root / "packs/2022-09.zip") as pack:
        assert pack.testzip() is None
        assert {name: pack.read(name) for name in pack.namelist()} == RECORDS
    digest = hashlib.sha256((again.root / "packs/2022-09.zip").read_bytes()).hexdigest()
    assert (again.root / "packs/2022-09.zip.sha256").read_text() == f"{digest}  2022-09.zip\n"


def test_unpacking_gives_the_same_files_back(archive):
    before = tree(archive.root)
    again = packed(archive)
    done = again.unpack("2022-09", known(again))
    assert (done.records, done.missed) == (len(RECORDS), ())
    assert tree(again.root) == before


def test_packing_twice_gives_the_same_bytes(archive):
    first = tree(packed(archive).root)
    again = FolderArchive(archive.root)
    assert again.pack("2022-09", known(again)).records == 0
    again.unpack("2022-09", known(again))
    assert tree(packed(again).root) == first


def test_what_comes_to_a_packed_month_later_is_packed_beside_it(archive):
    again = packed(archive)
    late = {"records/o/2022/09/03/late_9.md": b"late"}
    again.commit([version(path, data) for path, data in late.items()])
    assert again.pack("2022-09", known(again)).name == "2022-09.2.zip"
    assert findings(again) == []
    assert {path: again.read(path) for path in {**RECORDS, **late}} == {**RECORDS, **late}
    assert again.unpack("2022-09", known(again)).records == len(RECORDS) + 1
    assert again.packed_months() == []
    assert findings(again) == []


def test_a_packed_record_may_be_brought_again_but_never_changed(archive):
    again = packed(archive)
    path = next(iter(RECORDS))
    again.commit([version(path, RECORDS[path])])
    assert not (again.root / path).exists()
    with pytest.raises(ArchiveDamaged, match="in a pack with other content"):
        again.commit([version(path, b"other")])
    assert findings(again) == []


def test_a_reader_that_was_there_before_reads_on_while_months_are_packed_and_unpacked(archive):
    reader = FolderArchive(archive.root)
    path, data = next(iter(RECORDS.items()))
    for _ in range(3):
        archive.pack("2022-09", known(archive))
        assert reader.read(path) == data
        archive.unpack("2022-09", known(archive))
        assert reader.read(path) == data


def test_one_flipped_byte_anywhere_in_a_pack_is_found(archive):
    again = packed(archive)
    chance = random.Random(7)
    for path in sorted((again.root / "packs").iterdir()):
        whole = path.read_bytes()
        for place in {0, len(whole) - 2, *(chance.randrange(len(whole) - 1) for _ in range(40))}:
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert findings(again), f"byte {place} of {path.name}"
        path.write_bytes(whole)
    assert findings(again) == []


def test_a_pack_that_is_gone_or_cut_is_found_record_by_record(archive):
    again = packed(archive)
    pack = again.root / "packs/2022-09.zip"
    whole = pack.read_bytes()
    pack.write_bytes(whole[:100])
    assert len([each for each in findings(again) if each.endswith("is missing")]) == len(RECORDS)
    pack.unlink()
    assert len(findings(again)) == len(RECORDS)


def test_a_pack_that_holds_what_nobody_brought_is_found(archive):
    again = packed(archive)
    Packs(again.root).write("2022-08", [("records/o/2022/08/01/stranger.md", b"x")])
    assert findings(again) == [
        "packs/2022-08.zip holds records/o/2022/08/01/stranger.md, of which no line of the ledger tells"
    ]


def test_a_damaged_record_stays_where_it_is(archive):
    path = next(iter(RECORDS))
    (archive.root / path).write_bytes(b"damaged")
    done = archive.pack("2022-09", known(archive))
    assert done.missed == (path,)
    assert done.records == len(RECORDS) - 1
    assert (archive.root / path).read_bytes() == b"damaged"


def test_a_damaged_pack_is_kept_when_it_is_unpacked(archive):
    again = packed(archive)
    pack = again.root / "packs/2022-09.zip"
    whole = bytearray(pack.read_bytes())
    whole[30 + len(min(RECORDS).encode()) + 5] ^= 1  # within what is compressed of the first
    pack.write_bytes(whole)
    done = again.unpack("2022-09", known(again))
    assert len(done.missed) >= 1
    assert pack.exists()


def test_only_the_writer_packs(archive):
    archive.unlock()
    other = FolderArchive(archive.root)
    other.lock()
    with pytest.raises(ArchiveBusy):
        archive.pack("2022-09", known(archive))
    other.unlock()


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("records/o/2022/09/07/x.md", "2022-09"),
        ("images/ab/2022/09/x.jpg", ""),
        ("records/o/x.md", ""),
        ("records/o/p/2022/09/x.md", ""),
    ],
)
def test_only_records_have_a_month(path, month):
    assert month_of(path) == month


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=40),
        st.binary(max_size=300),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_was_packed_is_read_again(tmp_path_factory, named):
    packs = Packs(tmp_path_factory.mktemp("packs"))
    records = {f"records/o/2022/09/07/{name}": data for name, data in named.items()}
    name = packs.write("2022-09", sorted(records.items()))
    assert {path: packs.read(path) for path in packs.paths(name)} == records
    assert packs.problem(name) == ""
