"""Dates, times and numbers at a place in a text, with what they mean; values only, finding them is the business of steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year", "interval"]
Side = Literal["", "before", "until", "since", "after"]
"""What is meant of the time around an expression: all that lies before it, all up to its end, from its beginning on, or what
follows it. After a day, the rest of that day is not shut out; after a month or a year, all of it is."""
TimeKind = Literal["date", "clock", "now", "then"]
"""A place on the calendar, with the time of day or without; a time of day alone; `目前`; `当时`, the time told before."""
Bound = Literal["", "least", "most", "over", "under"]
"""Of a number that is told as a bound: at least, at most, more than, less than."""


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
    time: str = ""
    """The time of day, as it is told for that place: `13:27`, or a stretch with its end excluded, `13:00/14:00` (1点多),
    `00:00/06:00` (凌晨); "" for none. Midnight at the end of a day is `24:00`."""
    side: Side = ""

    @property
    def key(self) -> tuple[date, date]:
        """What is equal for all wordings of the same days, whatever time and side."""
        return self.since, self.until


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time with all that belongs to it (`截至昨晚7时许`), or one that has no place on the calendar by itself."""

    text: str
    start: int
    end: int
    """In characters of the text that it was found in; the end is excluded."""
    kind: TimeKind
    days: tuple[date, date] | None = None
    """The days that it means, the end excluded: its own, or for a time of day those told last before it; None for unknown ones."""
    time: str = ""
    """As `DateMention.time`."""
    side: Side = ""


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
    bound: Bound = ""
    of: str = ""
    """What is counted, by one word for all ways to say it (`死亡`, `受伤`, `示威者`, `士兵`), where it is one of those that news often
    disagree about; "" for all else. Numbers of one unit and one such word are told of the same thing."""

    @property
    def allows(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest number that the words leave possible: two that do not overlap contradict one another.

        `约` a tenth more or less; `逾` less than one more of its last digit (`逾2万` is below 30,000), `不到` likewise; `至少` no end.
        """
        low, high = self.low, self.high
        if self.bound == "least":
            return low, Decimal("Infinity")
        if self.bound == "most":
            return min(Decimal(0), low), high
        step = Decimal(1).scaleb(high.normalize().adjusted() + 1 - len(high.normalize().as_tuple().digits))
        if self.bound == "over":
            return low, high + step
        if self.bound == "under":
            return low - step, high
        about = abs(high) / 10 if self.is_approximate else Decimal(0)
        return low - about, high + about

    @property
    def value(self) -> Decimal | tuple[Decimal, Decimal]:
        """The number, or the ends of a range."""
        return self.low if self.low == self.high else (self.low, self.high)

    @property
    def key(self) -> tuple[Decimal, Decimal, str]:
        """What is equal for all wordings of the same quantity (`5万`, `五万`, `50,000`); approximate or not."""
        return self.low, self.high, self.unit
