"""What packing a month of records, or unpacking it, came to. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """One month."""

    month: str
    name: str
    """Of the pack that was written; "" for none."""
    records: int
    """That changed their place."""
    before: int
    """Bytes of what they were in."""
    after: int
    """Bytes of what they are in."""
    missed: tuple[str, ...]
    """Records, by path, that are not as the ledger tells them; they stay where they are."""
