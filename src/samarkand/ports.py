"""The seams between the flow and the world; an adapter fits by its shape, and has a twin in memory for the tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from samarkand.model.collecting import Answer, Failure, Request
from samarkand.model.events import Event, Finding, Line, Place


class Fetcher(Protocol):
    """Fetches addresses politely.

    Duties: one request at a time a host, with a delay; robots.txt asked first for feeds and pages; limits of size,
    time, redirects and decompression; no connection into private ranges unless allowed. Never raises for what the
    network does: that is a Failure. Answers come in the order of their arrival, one for each request.
    """

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer | Failure]:
        """An Answer or a Failure for every request."""
        ...


class Archive(Protocol):
    """The durable truth: files written once, and the ledger that tells of them.

    Duties: what `commit` was given is durable when it returns, files before the lines that tell of them; a stop at any
    instruction leaves no line that refers to a missing file, and nothing that the next writer does not put in order.
    A path names a file of the archive and nothing outside it (ValueError). One writer at a time (ArchiveBusy).
    """

    def commit(self, events: Sequence[Event]) -> Sequence[Line]:
        """Write the files that the events bring, then the events; the ledger's lines."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file below the archive. Raises NotFound."""
        ...

    def lines(self, after: Place | None = None) -> Iterator[Line]:
        """The ledger in order, from the start or from a place. Raises ArchiveDamaged where the chain is broken."""
        ...

    def end(self) -> Place:
        """The last acknowledged place of the ledger."""
        ...

    def verify(self) -> Iterator[Finding]:
        """Every hash, the chain, every reference; nothing where all is well."""
        ...
