"""The ledger sealed: its root computed, signed, written beside it; stamps asked for and completed; all of it checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samarkand.errors import ArchiveDamaged, CannotSign, NotFound, UsageError
from samarkand.ids import canonical_json, sha256
from samarkand.model.events import Event, Finding, Line
from samarkand.model.reports import Report
from samarkand.model.seals import Checked, Seal, Sealed, StampState
from samarkand.ports import Archive, Signer, Stamps
from samarkand.steps.proof import seals
from samarkand.steps.proof.merkle import Tree

CheckSignature = Callable[[bytes, str, str], Checked]
"""Bytes, signature, public key -> whether it fits."""
ABOUT_SEALS = frozenset({"seal", "stamp"})
"""Kinds of lines that by themselves are no reason to seal again."""
WANTED, PENDING, COMPLETE = ".wanted", ".pending.ots", ".ots"
"""What is put behind a seal's path for the files that tell how far its stamp has come."""


@dataclass(slots=True)
class _Ledger:
    """What sealing needs to know of a ledger."""

    tree: Tree
    first: str = ""
    last: str = ""
    seal: str = ""
    """Path of the newest seal of ours."""
    is_news: bool = False
    """Whether anything came after it."""


def seal(archive: Archive, signer: Signer | None, now: datetime, *, is_timed: bool) -> Sealed:
    """Seal all lines of the ledger; the seal that is there already where it says all that is asked and nothing came after.

    `is_timed`: a stamp is wanted, for which `advance_stamps` asks. One pass over the ledger, memory for one line. Raises
    UsageError where there is nothing to seal, ArchiveBusy, CannotSign, ArchiveDamaged; then nothing was written.
    """
    archive.lock()
    ledger = _read(archive)
    if not ledger.tree.size:
        raise UsageError("the ledger is empty: there is nothing to seal")
    key = signer.public_key() if signer else ""
    if key and not seals.is_public_key(key):
        raise CannotSign(f"the key {key[:40]!r} is of a kind that seals are not signed with")
    standing = _standing(archive, ledger, key, is_timed=is_timed)
    if standing:
        return standing
    made = seals.new_seal((ledger.first, ledger.last), ledger.tree.root(), ledger.tree.size, now, key)
    data, path = seals.statement(made), seals.path_of(made)
    told: dict[str, Any] = {"seal": path, "lines": made.lines, "root": made.root}
    files = {path: data}
    if signer:
        signature = signer.sign(data)
        if not seals.is_armoured(signature):
            raise CannotSign("the signature is not as OpenSSH writes them; nothing was sealed")
        files[seals.signature_path(path)] = signature.encode()
        told["key"] = key
    if is_timed:
        files[path + WANTED] = canonical_json({"seal": path, "sha256": sha256(data)}) + b"\n"
        told["stamp"] = path + WANTED
    archive.commit([Event("seal", now, told, files)])
    return Sealed(path, made, "wanted" if is_timed else "")


def _read(archive: Archive) -> _Ledger:
    found = _Ledger(Tree())
    for line, data in archive.raw_lines():
        found.tree.add(data)
        found.first, found.last = found.first or line.place.sha256, line.place.sha256
        if is_our_seal(line):
            found.seal, found.is_news = str(line.data["seal"]), False
        elif line.kind not in ABOUT_SEALS:
            found.is_news = True
    return found


def is_our_seal(line: Line) -> bool:
    """Whether a line tells of a seal of this ledger: not of another archive's, nor of a ledger that was lost."""
    return line.kind == "seal" and "seal" in line.data and "merged" not in line.data


def _standing(archive: Archive, ledger: _Ledger, key: str, *, is_timed: bool) -> Sealed | None:
    """The newest seal, where a new one would say nothing more."""
    if not ledger.seal or ledger.is_news:
        return None
    sealed, state = read_seal(archive, ledger.seal), stamp_state(archive, ledger.seal)
    if (key and sealed.key != key) or (is_timed and not state):
        return None
    return Sealed(ledger.seal, sealed, state, is_new=False)


def read_seal(archive: Archive, path: str) -> Seal:
    """A seal of the archive. Raises NotFound, ArchiveDamaged."""
    try:
        return seals.read_statement(archive.read(path))
    except ValueError as error:
        raise ArchiveDamaged(f"{path} {error}; run `samarkand verify`") from error


def stamp_state(archive: Archive, path: str) -> StampState:
    """How far the stamp of a seal has come."""
    states: tuple[tuple[str, StampState], ...] = ((COMPLETE, "complete"), (PENDING, "pending"), (WANTED, "wanted"))
    return next((state for suffix, state in states if read_or_nothing(archive, path + suffix)), "")


def read_or_nothing(archive: Archive, path: str) -> bytes:
    """A file of the archive; empty where there is none."""
    try:
        return archive.read(path)
    except NotFound:
        return b""


def has_open_stamps(archive: Archive) -> bool:
    """Whether a stamp is wanted or pending; one pass over the ledger."""
    return any(stamp_state(archive, path) in {"wanted", "pending"} for path in _stamped(archive))


def _stamped(archive: Archive) -> list[str]:
    """The seals that a stamp was wanted for."""
    return [str(line.data["seal"]) for line in archive.lines() if is_our_seal(line) and "stamp" in line.data]


def advance_stamps(archive: Archive, stamps: Stamps, now: datetime) -> Iterator[Report]:
    """Ask for every stamp that is wanted, and complete every one that is pending; a report for each that is not complete.

    Each proof is a file of its own and is there for good before the next one is asked for. Raises ArchiveBusy.
    """
    archive.lock()
    for path in _stamped(archive):
        state = stamp_state(archive, path)
        if state == "wanted":
            proof, problems = stamps.ask(archive.read(path))
            yield from _keep_stamp(archive, path, PENDING, proof, now)
            yield from _troubles(path, problems)
            state = "pending" if proof else state
        elif state == "pending":
            proof, problems = stamps.complete(archive.read(path + PENDING))
            yield from _keep_stamp(archive, path, COMPLETE, proof, now)
            yield from () if proof else _troubles(path, problems)
            state = "complete" if proof else state
        if state == "wanted":
            yield Report("failed", path, "no calendar could be asked; `samarkand seal --upgrade` asks again")


def _keep_stamp(archive: Archive, path: str, suffix: str, proof: bytes, now: datetime) -> Iterator[Report]:
    if not proof:
        return
    if not seals.is_stamp_of(proof, sha256(archive.read(path))):
        yield Report("failed", path, "what came is no proof of this seal, and was not kept")
        return
    state = "complete" if suffix == COMPLETE else "pending"
    archive.commit(
        [Event("stamp", now, {"seal": path, "stamp": path + suffix, "state": state}, {path + suffix: proof})]
    )
    yield Report("new", path + suffix, state)


def _troubles(path: str, problems: Sequence[str]) -> Iterator[Report]:
    yield from (Report("note", path, problem) for problem in problems)


@dataclass(slots=True)
class SealCheck:
    """What checking the seals of an archive has met so far."""

    seals: int = 0
    unchecked: int = 0
    """Signatures that nothing was there to check with."""

    def findings(self, archive: Archive, check_signature: CheckSignature) -> Iterator[Finding]:
        """What is wrong with the seals; one pass over the ledger. Ends where the ledger is broken, which is told elsewhere."""
        tree, first, last = Tree(), "", ""
        try:
            for line, data in archive.raw_lines():
                first = first or line.place.sha256
                if is_our_seal(line):
                    self.seals += 1
                    problem = self._problem(archive, line, (first, last, tree), check_signature)
                    if problem:
                        yield Finding(str(line.data["seal"]), problem)
                tree.add(data)
                last = line.place.sha256
        except ArchiveDamaged:
            return

    def _problem(
        self, archive: Archive, line: Line, before: tuple[str, str, Tree], check_signature: CheckSignature
    ) -> str:
        path, (first, last, tree) = str(line.data["seal"]), before
        data = read_or_nothing(archive, path)
        if not data or sha256(data) != line.files.get(path):
            return ""  # told of among the files
        try:
            sealed = seals.read_statement(data)
        except ValueError as error:
            return str(error)
        problem = seals.stated(sealed, first, last, tree.root(), tree.size)
        if problem or not sealed.key:
            return problem
        signature = read_or_nothing(archive, seals.signature_path(path)).decode("utf-8", "replace")
        checked = check_signature(data, signature, sealed.key) if signature else "bad"
        self.unchecked += checked == "unchecked"
        return "its signature is missing, or was not made with the key that it names" if checked == "bad" else ""
