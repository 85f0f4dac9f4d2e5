"""The port of stamps: one suite for calendars on loopback and for the twin; then what real calendars can do to us."""

from __future__ import annotations

from hashlib import sha256

import pytest
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
from opentimestamps.core.serialize import BytesDeserializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile
from twins.calendar import Calendar, MemoryStamps

from samarkand.adapters import calendars
from samarkand.errors import UsageError
from samarkand.steps.proof.seals import is_stamp_of

DATA = b"a seal\n"
DIGEST = sha256(DATA).hexdigest()
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def calendar():
    with Calendar() as opened:
        yield opened


@pytest.fixture(params=["calendar", "memory"])
def stamps(request):
    """Proofs, and what a block changes about them."""
    if request.param == "memory":
        twin = MemoryStamps()
        yield twin, lambda: setattr(twin, "is_mined", True)
        return
    with Calendar() as opened:
        yield calendars.Calendars([opened.url]), lambda: setattr(opened, "is_mined", True)


def test_a_proof_is_pending_until_a_block_is_found_and_complete_after_that(stamps):
    asked, mine = stamps
    pending, problems = asked.ask(DATA)
    assert is_stamp_of(pending, DIGEST)
    assert problems == ()
    assert asked.complete(pending)[0] == b""
    assert asked.complete(pending)[1]
    mine()
    proof, problems = asked.complete(pending)
    assert is_stamp_of(proof, DIGEST)
    assert proof != pending
    assert problems == ()


def test_a_complete_proof_leads_from_the_seal_to_a_block(calendar):
    asked = calendars.Calendars([calendar.url])
    pending, _ = asked.ask(DATA)
    calendar.is_mined = True
    file = DetachedTimestampFile.deserialize(BytesDeserializationContext(asked.complete(pending)[0]))
    assert file.file_digest == bytes.fromhex(DIGEST)
    heights = [
        each.height for _, each in file.timestamp.all_attestations() if isinstance(each, BitcoinBlockHeaderAttestation)
    ]
    assert heights == [810_000]


def test_a_calendar_never_sees_the_hash_of_a_seal(calendar):
    calendars.Calendars([calendar.url]).ask(DATA)
    calendars.Calendars([calendar.url]).ask(DATA)
    assert len(set(calendar.told)) == 2
    assert bytes.fromhex(DIGEST) not in calendar.told


def test_a_calendar_that_is_not_there_is_told_and_stops_no_other(calendar):
    pending, problems = calendars.Calendars([NOWHERE, calendar.url]).ask(DATA)
    assert is_stamp_of(pending, DIGEST)
    assert [problem.partition(": ")[0] for problem in problems] == [NOWHERE]
    assert calendars.Calendars([NOWHERE]).ask(DATA)[0] == b""


@pytest.mark.parametrize(
    "answer", [b"", b"\x00", b"<html>", b"\xff" * 9_000, b"\xf0" * 20_000, b"\x08" * 9_000], ids=range(6)
)
def test_a_calendar_that_talks_nonsense_is_told(calendar, answer):
    asked = calendars.Calendars([calendar.url])
    pending, _ = asked.ask(DATA)
    calendar.is_mined, calendar.answer = True, answer
    assert asked.ask(DATA)[0] == b""
    assert asked.ask(DATA)[1]
    assert asked.complete(pending)[0] == b""
    assert asked.complete(pending)[1]


def test_a_calendar_that_trickles_is_not_waited_for(calendar, monkeypatch):
    monkeypatch.setattr(calendars, "LIMIT", 1.0)
    calendar.pause = 0.2
    pending, problems = calendars.Calendars([calendar.url]).ask(DATA)
    assert pending == b""
    assert "did not answer" in problems[0]


def test_an_address_that_a_proof_names_is_not_asked_unless_it_is_known(calendar):
    with Calendar() as stranger:
        pending, _ = calendars.Calendars([stranger.url]).ask(DATA)
        stranger.is_mined = True
        proof, problems = calendars.Calendars([calendar.url]).complete(pending)
    assert proof == b""
    assert "no calendar that is known" in problems[0]


def test_a_pending_proof_that_is_damaged_is_told(calendar):
    proof, problems = calendars.Calendars([calendar.url]).complete(b"\0OpenTimestamps")
    assert proof == b""
    assert "cannot be read" in problems[0]


def test_what_is_no_address_of_a_calendar_is_told_at_once():
    with pytest.raises(UsageError, match="no address"):
        calendars.Calendars(["file:///etc/passwd"])


def test_a_missing_library_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setattr(calendars, "RemoteCalendar", None)
    with pytest.raises(UsageError, match=r"pip install 'samarkand\[timestamps\]'"):
        calendars.Calendars([])
