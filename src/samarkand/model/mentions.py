"""Dates and numbers at a place in a text, with what they mean; values only, finding them is the business of steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year", "interval"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression that places something on the calendar."""

    text: str
    start: int
    end: int
    """In characters of the text that it was found in; the end is excluded."""
    value: str
    """ISO 8601: a day, a month (`2022-02`), a year (`2022`), or an interval of two of these, both included."""
    grain: Grain
    since: date
    until: date
    """The first day that no longer belongs to it."""

    @property
    def key(self) -> tuple[date, date]:
        """What is equal for all wordings of the same time."""
        return self.since, self.until


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A quantity: a number with what it measures or counts."""

    text: str
    start: int
    end: int
    """In characters of the text that it was found in; the end is excluded. Number and unit, not the noun behind."""
    low: Decimal
    high: Decimal
    """Equal to `low`, except where a range is told (`二三十`, `10%至20%`)."""
    unit: str
    """One spelling for each unit (`%`, `人`, `美元`, `公里`, `辆`), simplified Chinese; "" for a bare count."""
    counts: str = ""
    """The noun behind it, as it is written; "" where none follows plainly."""
    is_approximate: bool = False

    @property
    def value(self) -> Decimal | tuple[Decimal, Decimal]:
        """The number, or the ends of a range."""
        return self.low if self.low == self.high else (self.low, self.high)

    @property
    def key(self) -> tuple[Decimal, Decimal, str]:
        """What is equal for all wordings of the same quantity (`5万`, `五万`, `50,000`); approximate or not."""
        return self.low, self.high, self.unit
