"""Receipts made of an archive in memory, and checked without it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from twins.archive import MemoryArchive
from twins.calendar import MemoryStamps
from twins.signer import KEY, MemorySigner

from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.model.articles import Version
from samarkand.model.events import Event
from samarkand.pipeline import sealing
from samarkand.pipeline.receipts import receipt
from samarkand.steps.proof.receipts import check

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)
PAGES = "pages/2030-09/x.warc.gz"
TOLD = {"outlet": "port", "url": "https://port.example/1", "title": "渡轮停航"}


def version(number: int, capture: str = "") -> Version:
    path = f"records/port/{number}.md"
    return Version("ab" * 8, number, "port", TOLD["url"], "渡轮停航", path, "", AT, capture=capture)


@pytest.fixture
def archive():
    made = MemoryArchive()
    made.commit([Event("capture", AT, {"answers": 1}, {PAGES: b"warc"})])
    for number in (1, 2):
        told = {**TOLD, "article": "ab" * 8, "number": number, "record": f"records/port/{number}.md"}
        told |= {"capture": f"{PAGES}#0"} if number == 2 else {}
        made.commit([Event("version", AT, told, {told["record"]: b"text %d" % number})])
    return made


def seal(archive, signer=None, hours=1, *, is_timed=False):
    return sealing.seal(archive, signer, AT + timedelta(hours=hours), is_timed=is_timed).path


def test_a_receipt_holds_the_version_that_was_asked_for_with_its_capture(archive):
    seal(archive, MemorySigner())
    one, two = check(receipt(archive, version(1))), check(receipt(archive, version(2, f"{PAGES}#0")))
    assert (one.record, one.number, one.has_capture) == (b"text 1", 1, False)
    assert (two.record, two.number, two.has_capture) == (b"text 2", 2, True)
    assert one.seal.key == KEY


def test_a_version_that_no_seal_covers_has_no_receipt_yet(archive):
    with pytest.raises(NotFound, match="samarkand seal"):
        receipt(archive, version(1))
    seal(archive)
    archive.commit(
        [
            Event(
                "version",
                AT,
                {**TOLD, "article": "cd" * 8, "number": 1, "record": "records/port/3.md"},
                {"records/port/3.md": b"3"},
            )
        ]
    )
    with pytest.raises(NotFound, match="no seal covers"):
        receipt(archive, version(3))


def test_the_first_signed_seal_is_taken_else_the_first(archive):
    first = seal(archive)
    assert check(receipt(archive, version(1))).statement == archive.files[first]
    archive.commit([Event("round", AT, {"polled": ["port"]})])
    seal(archive, hours=2)
    assert check(receipt(archive, version(1))).statement == archive.files[first]
    signed = seal(archive, MemorySigner(), 3)
    archive.commit([Event("round", AT, {"polled": ["port"]})])
    seal(archive, MemorySigner(), 4)
    assert check(receipt(archive, version(1))).statement == archive.files[signed]


def test_the_best_stamp_goes_along(archive):
    seal(archive, is_timed=True)
    assert check(receipt(archive, version(1))).stamp == b""
    list(sealing.advance_stamps(archive, MemoryStamps(), AT))
    assert check(receipt(archive, version(1))).stamp.endswith(b"pending")
    list(sealing.advance_stamps(archive, MemoryStamps(is_mined=True), AT))
    assert check(receipt(archive, version(1))).stamp.endswith(b"complete")


@pytest.mark.parametrize("path", ["records/port/2.md", PAGES])
def test_a_file_that_is_not_as_it_was_kept_gets_no_receipt(archive, path):
    seal(archive)
    archive.files[path] = b"altered"
    with pytest.raises(ArchiveDamaged, match="verify"):
        receipt(archive, version(2, f"{PAGES}#0"))


def test_a_version_that_no_line_tells_of_is_told(archive):
    seal(archive)
    with pytest.raises(ArchiveDamaged, match="no line"):
        receipt(archive, version(9))
