"""Seals of the ledger, and what a receipt is found to prove. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

NAMESPACE = "samarkand-seal"
"""What signatures are made for, so that one of a seal is good for nothing else (`ssh-keygen -Y sign -n`)."""

Checked = Literal["good", "bad", "unchecked", "none"]
"""Of a signature: it fits; it does not; nothing is here to check it with; there is none."""
StampState = Literal["", "wanted", "pending", "complete"]
"""Of an OpenTimestamps proof: not asked for; asked for, and no calendar has it yet; calendars have it; it stands in Bitcoin's chain."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal states: so many lines, in this order, and no others."""

    archive: str
    """SHA-256 of the ledger's first line: it tells an archive from every other."""
    lines: int
    """How many lines are sealed, from the first on."""
    head: str
    """SHA-256 of the last of them."""
    root: str
    """Root of the tree over them, 64 hexadecimal digits."""
    sealed_at: datetime
    """By the clock of the machine that sealed."""
    key: str = ""
    """The public key whose signature stands beside it, as OpenSSH writes it, without a comment; "" for none."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as it lies in an archive."""

    path: str
    seal: Seal
    stamp: StampState = ""
    is_new: bool = True
    """False where nothing has happened since, and it was there already."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What a receipt holds, once all that can be checked without a signature holds together."""

    article: str
    number: int
    outlet: str
    url: str
    title: str
    seen_at: datetime
    record: bytes
    sha256: str
    statement: bytes
    """The bytes that were signed."""
    seal: Seal
    signature: str
    """In OpenSSH's armour; "" where the seal has none."""
    has_capture: bool
    stamp: bytes
    """The OpenTimestamps proof; empty where there is none. Only its digest is checked here."""
