"""The ledger's lines: what happened, in order, each bound to the line before it by a hash. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

EventKind = Literal[
    "version", "capture", "gone", "back", "moved", "image", "round", "story", "seal", "stamp", "witness", "mark"
]
"""version: a state of an article was kept. capture: answers were kept in a WARC file. gone, back: an article was witnessed not to
be there, to be there again. moved: its page led to another address with the same text. image: a picture was kept, or found to be
missing. round: feeds were polled. story: a person corrected stories. seal: the ledger so far was sealed. stamp: a seal got a proof
by OpenTimestamps. witness: another archive, which was merged, kept the same version too. mark: a person marked articles, or outlets, as
read, starred or by a label, or took such a mark away."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, not yet in the ledger, with the files that it brings."""

    kind: EventKind
    at: datetime
    data: Mapping[str, Any]
    """JSON values only; what each kind holds stands in docs/records.md."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Path below the archive, with forward slashes -> bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger ends: enough to go on from there without reading what lies before."""

    count: int = 0
    """Lines up to here."""
    sha256: str = "0" * 64
    """Hash of the last of them; zeros where there is none."""
    file: str = ""
    """Name of the file that holds it, such as `2022-09.jsonl`; "" in an empty ledger."""
    offset: int = 0
    """Bytes of that file up to here."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event as the ledger has it, and the place where its line ends."""

    kind: EventKind
    at: datetime
    data: Mapping[str, Any]
    files: Mapping[str, str]
    """Path -> SHA-256 of the files that came with it."""
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """What `verify` found at a path."""

    path: str
    problem: str
