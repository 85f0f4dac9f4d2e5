"""What of a quantity is known without the words around it: where it stands, its value and its unit."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol


class Spanned(Protocol):
    """What stands at a place in a text."""

    @property
    def start(self) -> int:
        """In characters of the text."""

    @property
    def end(self) -> int:
        """Excluded."""


class Valued(Spanned, Protocol):
    """A quantity, as `NumberMention` has it."""

    @property
    def low(self) -> Decimal:
        """The number, or the lower end of a range."""

    @property
    def high(self) -> Decimal:
        """Equal to `low`, except where a range is told."""

    @property
    def unit(self) -> str | None:
        """As `NumberMention.unit`; none where none is written."""


class Value(NamedTuple):
    """A quantity and no more."""

    start: int
    end: int
    """In characters of the text that it was found in; the end is excluded."""
    low: Decimal
    high: Decimal
    """Equal to `low`, except where a range is told."""
    unit: str | None
    """As `NumberMention.unit`; None where none is written."""
