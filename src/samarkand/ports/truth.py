"""The seams to what is durable: the archive, what a merge has to know of it, and what signs and stamps seals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from samarkand.model.events import Event, Finding, Line, Place


class Archive(Protocol):
    """The durable truth: files written once, and the ledger that tells of them.

    Duties: what `commit` was given is durable when it returns, files before the lines that tell of them; a stop at any
    instruction leaves no line that refers to a missing file, and nothing that the next writer does not put in order.
    A path names a file of the archive and nothing outside it (ValueError). One writer at a time (ArchiveBusy).
    """

    def commit(self, events: Sequence[Event]) -> Sequence[Line]:
        """Write the files that the events bring, then the events; the ledger's lines."""
        ...

    def lock(self) -> Place:
        """Become the one writer; where the ledger ends. Raises ArchiveBusy."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file below the archive. Raises NotFound."""
        ...

    def lines(self, after: Place | None = None) -> Iterator[Line]:
        """The ledger in order, from the start or from a place. Raises ArchiveDamaged where the chain is broken."""
        ...

    def raw_lines(self) -> Iterator[tuple[Line, bytes]]:
        """The ledger in order, each line with its bytes, without its line end. Raises ArchiveDamaged."""
        ...

    def end(self) -> Place:
        """The last acknowledged place of the ledger."""
        ...

    def verify(self) -> Iterator[Finding]:
        """Every hash, the chain, every reference; nothing where all is well."""
        ...


class Copy(Protocol):
    """One of several places that hold the same archive: its folder, a backup, an object store.

    Duties: what `take` was given is durable when it returns, files before the lines that tell of them; a stop at any instruction
    leaves a copy to which the next `begin` knows where to go on. Nothing in it is ever changed or taken away.
    """

    def begin(self) -> Place:
        """Become the one who adds to it, where that can be; where its ledger ends. Raises ArchiveBusy."""
        ...

    def end(self) -> Place:
        """Where its ledger ends; an empty place where it holds nothing yet."""
        ...

    def has(self, place: Place) -> bool:
        """Whether a line of its ledger ends at a place, with that hash; every ledger has the empty place."""
        ...

    def raw_lines(self, after: Place | None = None) -> Iterator[tuple[Line, bytes]]:
        """Its ledger from a place on, each line with its bytes, without its line end. Raises ArchiveDamaged."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises NotFound."""
        ...

    def take(self, lines: Sequence[tuple[Line, bytes]], files: Mapping[str, bytes]) -> None:
        """Add files, then the lines that tell of them, which go on where the ledger ends.

        Raises CopiesDiffer where something else stands there, ArchiveDamaged for lines that do not go on, CannotWrite.
        """
        ...

    def finish(self) -> None:
        """Say that what was taken stands as a whole."""
        ...

    def mend(self, path: str, data: bytes) -> None:
        """Put back a file that a line tells of and that is missing or damaged here."""
        ...

    def about(self) -> Mapping[str, bytes]:
        """The small files that people write, by name: settings, whom it follows, names, saved searches."""
        ...

    def take_about(self, files: Mapping[str, bytes], *, is_ours: bool) -> None:
        """Take these; those that it has stay as they are where they are its own (`is_ours`)."""
        ...


class MergeBook(Protocol):
    """What a merge has to remember of two ledgers while it lasts; its size is not bounded by memory.

    Versions are known by article and number, which may be another number in each of the two archives.
    """

    def know(self, line: str, number: int = 0) -> None:
        """Remember that a line, by its hash, stands in our ledger, and the number that its version has here."""
        ...

    def known(self, line: str) -> int | None:
        """The number that the version of a line has here, 0 for a line of something else; None for an unknown line."""
        ...

    def keep(self, article: str, number: int, sha256: str, record: str) -> None:
        """Remember a version of ours."""
        ...

    def count(self, article: str) -> int:
        """How many versions of an article are ours."""
        ...

    def record(self, article: str, number: int) -> str:
        """The path of a version of ours; "" for none."""
        ...

    def unpaired(self, article: str, sha256: str) -> int | None:
        """The first version of ours with these bytes that is the pair of none of theirs yet."""
        ...

    def pair(self, article: str, theirs: int, ours: int) -> None:
        """Remember that a version of theirs is one of ours."""
        ...

    def paired(self, article: str, theirs: int) -> int | None:
        """The number that a version of theirs has here."""
        ...

    def rename(self, theirs: str, ours: str) -> None:
        """Remember that a file of theirs has another path here."""
        ...

    def name(self, theirs: str) -> str:
        """The path here of a file of theirs."""
        ...


class Signer(Protocol):
    """Signs with one key. Never waits for somebody to type. Raises CannotSign, UsageError."""

    def public_key(self) -> str:
        """The public key as OpenSSH writes it, without a comment."""
        ...

    def sign(self, data: bytes) -> str:
        """A signature of these bytes in OpenSSH's armour, for the namespace of seals."""
        ...


class Stamps(Protocol):
    """Proofs by OpenTimestamps. What a calendar answers is hostile; trouble with one is told and stops no other."""

    def ask(self, data: bytes) -> tuple[bytes, tuple[str, ...]]:
        """A pending proof of these bytes, empty where no calendar could be asked; and what went wrong."""
        ...

    def complete(self, proof: bytes) -> tuple[bytes, tuple[str, ...]]:
        """The proof as it stands in Bitcoin's chain, empty where it does not yet; and what went wrong."""
        ...


class MarkBox(Protocol):
    """Marks that wait to become lines of the ledger. Many may put at once; one takes away, holding the archive's lock."""

    def put(self, marks: Sequence[Mapping[str, Any]], /) -> None:
        """Let marks wait; durable when this returns. Raises CannotWrite."""
        ...

    def waiting(self) -> tuple[Sequence[object], int]:
        """Those that wait, in their order, and the place behind the last of them."""
        ...

    def forget(self, end: int, /) -> None:
        """Take away what stands before a place."""
        ...

    def stamp(self) -> tuple[int, int]:
        """What is another value once other marks wait."""
        ...
