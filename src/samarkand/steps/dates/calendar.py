"""Stretches of the calendar, each with its ISO 8601 value: days, weeks from Monday, months, quarters, years and what lies between two."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

from samarkand.model.mentions import Grain


class Stretch(NamedTuple):
    """Days that belong together."""

    value: str
    """As `DateMention.value`."""
    grain: Grain
    since: date
    until: date
    """The first day that no longer belongs to it."""


@lru_cache(maxsize=4096)
def day(on: date) -> Stretch:
    """One day."""
    return Stretch(on.isoformat(), "day", on, on + timedelta(1))


def day_of(year: int, number: int, on: int) -> Stretch | None:
    """The day of a month, or None where there is no such day."""
    try:
        return day(date(year, number, on))
    except (ValueError, OverflowError):
        return None


def week(on: date) -> Stretch:
    """The week, from Monday, that a day lies in."""
    monday = on - timedelta(on.weekday())
    return Stretch(_ends(monday, 7), "week", monday, monday + timedelta(7))


def weekend(on: date) -> Stretch:
    """Saturday and Sunday of the week that a day lies in."""
    saturday = on + timedelta(5 - on.weekday())
    return Stretch(_ends(saturday, 2), "interval", saturday, saturday + timedelta(2))


@lru_cache(maxsize=4096)
def month(year: int, number: int) -> Stretch | None:
    """A month; numbers below 1 and above 12 count into the years before and after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year < MAXYEAR:
        return None
    return Stretch(f"{year:04}-{number:02}", "month", date(year, number, 1), _first(year, number + 1))


def months(year: int, first: int, last: int, grain: Grain = "interval") -> Stretch | None:
    """Whole months, told by their days: a quarter, a half-year. Numbers as in `month`."""
    begin, end = month(year, first), month(year, last)
    if begin is None or end is None or begin.since > end.since:
        return None
    return Stretch(_ends(begin.since, (end.until - begin.since).days), grain, begin.since, end.until)


def quarter(year: int, number: int) -> Stretch | None:
    """A quarter of a year; numbers below 1 and above 4 count into the years before and after."""
    return months(year, 3 * number - 2, 3 * number, "quarter")


@lru_cache(maxsize=4096)
def years(first: int, last: int) -> Stretch | None:
    """One year, or the interval of several."""
    if not 1 <= first <= last < MAXYEAR:
        return None
    if first == last:
        return Stretch(f"{first:04}", "year", date(first, 1, 1), date(first + 1, 1, 1))
    return Stretch(f"{first:04}/{last:04}", "interval", date(first, 1, 1), date(last + 1, 1, 1))


def between(first: Stretch, last: Stretch) -> Stretch | None:
    """From the beginning of one to the end of the other, or None where that is backwards."""
    if last.until <= first.since or last.since < first.since:
        return None
    if first == last:
        return first
    value = f"{first.value.partition('/')[0]}/{last.value.rpartition('/')[2]}"
    return Stretch(value, "interval", first.since, last.until)


def _first(year: int, number: int) -> date:
    return date(year + 1, 1, 1) if number > 12 else date(year, number, 1)


def _ends(first: date, days: int) -> str:
    return f"{first.isoformat()}/{(first + timedelta(days - 1)).isoformat()}"
