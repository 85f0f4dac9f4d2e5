"""The ledger's lines: what happened, in order, each bound to the line before it by a hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

EventKind = Literal["version", "gone", "back", "image", "round"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, not yet in the ledger."""

    kind: EventKind
    at: datetime
    data: Mapping[str, Any]
    """JSON values only."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger ends: enough to go on from there without reading what lies before."""

    count: int
    """Lines up to here."""
    sha256: str
    """Hash of the last of them."""
    file: str
    """Name of the file that holds it, such as `2022-09.jsonl`; "" in an empty ledger."""
    offset: int
    """Bytes of that file up to here."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event in the ledger, and the place where it ends."""

    event: Event
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """What `verify` found at a path: damage, or something worth a look."""

    path: str
    problem: str
    is_damage: bool = True
