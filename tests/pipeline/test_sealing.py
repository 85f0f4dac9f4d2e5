"""Seals made, found again, stamped and checked, on an archive in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from twins.archive import MemoryArchive
from twins.calendar import MemoryStamps
from twins.signer import KEY, MemorySigner, check

from samarkand.errors import CannotSign, UsageError
from samarkand.ids import sha256
from samarkand.model.events import Event
from samarkand.pipeline import sealing
from samarkand.steps.proof.merkle import root_of

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)
OTHER_KEY = KEY.replace("dGhl", "dGhm")


def note(archive, number=1):
    archive.commit([Event("round", AT, {"polled": [f"outlet {number}"]})])


@pytest.fixture
def archive():
    made = MemoryArchive()
    for number in range(5):
        note(made, number)
    return made


def sealed(archive, signer=None, hours=1, *, is_timed=False):
    return sealing.seal(archive, signer, AT + timedelta(hours=hours), is_timed=is_timed)


def findings(archive):
    return [(each.path, each.problem) for each in sealing.SealCheck().findings(archive, check)]


def test_a_seal_states_the_root_over_the_lines_as_they_stand_in_the_ledger(archive):
    made = sealed(archive)
    assert made.seal.root == root_of(archive.bytes[:5]).hex()
    assert (made.seal.lines, made.seal.head) == (5, sha256(archive.bytes[4]))
    assert made.seal.archive == sha256(archive.bytes[0])
    assert made.path in archive.ledger[-1].files
    assert archive.ledger[-1].kind == "seal"
    assert findings(archive) == []


def test_a_seal_covers_the_seals_before_it(archive):
    sealed(archive)
    note(archive)
    made = sealed(archive, hours=2)
    assert made.seal.root == root_of(archive.bytes[:7]).hex()
    assert findings(archive) == []


def test_nothing_is_sealed_twice(archive):
    first = sealed(archive, MemorySigner())
    again = sealed(archive, MemorySigner(), 2)
    assert (again.path, again.is_new) == (first.path, False)
    assert sealed(archive, hours=3).is_new is False  # a signed one serves where none needs to be signed
    assert len(archive.ledger) == 6


def test_what_says_more_is_sealed_anew(archive):
    sealed(archive)
    assert sealed(archive, MemorySigner(), 2).is_new
    assert sealed(archive, MemorySigner(OTHER_KEY), 3).is_new
    assert sealed(archive, MemorySigner(OTHER_KEY), 4, is_timed=True).is_new
    assert not sealed(archive, MemorySigner(OTHER_KEY), 5, is_timed=True).is_new
    assert findings(archive) == []


def test_an_empty_ledger_is_not_sealed():
    with pytest.raises(UsageError, match="empty"):
        sealed(MemoryArchive())


def test_a_key_or_a_signature_in_a_strange_form_seals_nothing(archive):
    with pytest.raises(CannotSign, match="kind"):
        sealed(archive, MemorySigner("pgp AAAA"))
    strange = MemorySigner()
    strange.sign = lambda _: "signed, believe me"
    with pytest.raises(CannotSign, match="OpenSSH"):
        sealed(archive, strange)
    assert len(archive.ledger) == 5


def test_a_forged_ledger_does_not_fit_the_seal_whoever_chained_it_anew(archive):
    made = sealed(archive, MemorySigner())
    forged = MemoryArchive()
    for number, line in enumerate(archive.ledger):
        data = {"polled": ["forged"]} if number == 2 else line.data
        forged.commit([Event(line.kind, line.at, data, {path: archive.files[path] for path in line.files})])
    assert findings(forged) == [(made.path, "its head is not that of the ledger before it")]


def test_lines_that_were_put_before_a_seal_or_taken_away_are_found(archive):
    made = sealed(archive)
    for lines in (archive.ledger[1:5], [*archive.ledger[:5], archive.ledger[0]]):
        other = MemoryArchive()
        for line in (*lines, archive.ledger[5]):
            other.commit([Event(line.kind, line.at, line.data, {path: archive.files[path] for path in line.files})])
        assert findings(other) == [(made.path, "its number of lines is not that of the ledger before it")]


@pytest.mark.parametrize("how", ["missing", "other"])
def test_a_signature_that_is_missing_or_another_is_found(archive, how):
    made = sealed(archive, MemorySigner())
    path = f"{made.path}.sig"
    if how == "missing":
        del archive.files[path]
    else:
        archive.files[path] = MemorySigner(OTHER_KEY).sign(archive.files[made.path]).encode()
    assert findings(archive) == [(made.path, "its signature is missing, or was not made with the key that it names")]


def test_signatures_that_cannot_be_checked_are_counted_and_no_damage(archive):
    sealed(archive, MemorySigner())
    counted = sealing.SealCheck()
    assert list(counted.findings(archive, lambda *_: "unchecked")) == []
    assert (counted.seals, counted.unchecked) == (1, 1)


# Stamps


def states(archive):
    return [line.data.get("state", "wanted") for line in archive.ledger if "stamp" in line.data]


def test_a_stamp_that_is_wanted_without_a_network_is_asked_for_later(archive):
    made = sealed(archive, is_timed=True)
    later = AT + timedelta(days=1)
    offline = list(sealing.advance_stamps(archive, MemoryStamps(is_online=False), later))
    assert [report.outcome for report in offline] == ["note", "failed"]
    assert states(archive) == ["wanted"]
    list(sealing.advance_stamps(archive, MemoryStamps(), later))
    assert states(archive) == ["wanted", "pending"]
    waiting = list(sealing.advance_stamps(archive, MemoryStamps(), later))
    assert [report.outcome for report in waiting] == ["note"]
    list(sealing.advance_stamps(archive, MemoryStamps(is_mined=True), later))
    assert states(archive) == ["wanted", "pending", "complete"]
    assert sealing.stamp_state(archive, made.path) == "complete"
    assert not sealing.has_open_stamps(archive)
    assert list(sealing.advance_stamps(archive, MemoryStamps(is_online=False), later)) == []
    assert not sealed(archive, hours=40, is_timed=True).is_new  # stamps are no news
    assert findings(archive) == []


def test_a_proof_of_something_else_is_not_kept(archive):
    sealed(archive, is_timed=True)
    liar = MemoryStamps()
    liar.ask = lambda _: MemoryStamps().ask(b"something else")
    assert "failed" in [report.outcome for report in sealing.advance_stamps(archive, liar, AT)]
    assert states(archive) == ["wanted"]


def test_a_seal_without_a_wish_for_a_stamp_has_none(archive):
    sealed(archive)
    assert not sealing.has_open_stamps(archive)
