"""The moon's calendar of China from 1900 to 2100: on which days of ours its months and days lie (`正月初二`, `农历八月十五`)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

from samarkand.steps.dates.calendar import Stretch, day

_FIRST_YEAR = 1900
_FIRST_DAY = date(1900, 1, 31)
"""New Year of the first year of the table."""
_YEARS = tuple(
    int(word, 16)
    for word in """
    116d2 00752 00ea5 0b64a 0064b 00a9b 09556 0056a 00b59 05752
    00752 0db25 00b25 00a4b 0b4ab 002ad 0056b 04b69 00da9 0fd92
    00e92 00d25 0ba4d 00a56 002b6 095b5 006d4 00ea9 05e92 00e92
    0cd26 0052b 00a57 0b2b6 00b5a 006d4 06ec9 00749 0f693 00a93
    0052b 0ca5b 00aad 0056a 09b55 00ba4 00b49 05a93 00a95 0f52d
    00536 00aad 0b5aa 005b2 00da5 07d4a 00d4a 10a95 00a97 00556
    0cab5 00ad5 006d2 08ea5 00ea5 0064a 06c97 00a9b 0f55a 0056a
    00b69 0b752 00b52 00b25 0964b 00a4b 114ab 002ad 0056d 0cb69
    00da9 00d92 09d25 00d25 15a4d 00a56 002b6 0c5b5 006d5 00ea9
    0be92 00e92 00d26 06a56 00a57 114d6 0035a 006d5 0b6c9 00749
    00693 0952b 0052b 00a5b 0555a 0056a 0fb55 00ba4 00b49 0ba93
    00a95 0052d 08aad 00ab5 135aa 005d2 00da5 0dd4a 00d4a 00c95
    0952e 00556 00ab5 055b2 006d2 0cea5 00725 0064b 0ac97 00cab
    0055a 06ad6 00b69 17752 00b52 00b25 0da4b 00a4b 004ab 0a55b
    005ad 00b6a 05b52 00d92 0fd25 00d25 00a55 0b4ad 004b6 005b5
    06daa 00ec9 11e92 00e92 00d26 0ca56 00a57 004d6 086d5 00755
    00749 06e93 00693 0f52b 0052b 00a5b 0b55a 0056a 00b65 0974a
    00b4a 11a95 00a95 0052d 0caad 00ab5 005aa 08ba5 00da5 00d4a
    07c95 00c96 0f94e 00556 00ab5 0b5b2 006d2 00ea5 08e4a 0064b
    10c97 004ab 0055b 0cad6 00b6a 00752 09725 00b25 00a8b 0549b
    004ab
    """.split()  # noqa: SIM905  (a table)
)
"""A number a year, as the Hong Kong Observatory's tables tell it: above bit 13 the month that is had twice, 0 for none; below, from the lowest
on, a bit for each of its 12 or 13 months, set where it has 30 days and not 29."""
_TWICE = 13


def _lengths(year: int) -> list[int]:
    """The days of each month of a year, that of the table's number."""
    return [30 if year >> place & 1 else 29 for place in range(13 if year >> _TWICE else 12)]


_NEW_YEARS = tuple(accumulate((sum(_lengths(year)) for year in _YEARS), initial=0))
"""Days from the first New Year to that of each year."""


def month_of(year: int, month: int, *, is_second: bool = False) -> Stretch | None:
    """A month of a year, by its days; `is_second` for the second of a month that is had twice (`闰四月`). None where there is none."""
    if not 0 <= year - _FIRST_YEAR < len(_YEARS) or not 1 <= month <= 12:
        return None
    told = _YEARS[year - _FIRST_YEAR]
    twice = told >> _TWICE
    if is_second and month != twice:
        return None
    place = month - 1 + (is_second or 0 < twice < month)
    lengths = _lengths(told)
    since = _FIRST_DAY + timedelta(_NEW_YEARS[year - _FIRST_YEAR] + sum(lengths[:place]))
    until = since + timedelta(lengths[place])
    return Stretch(f"{since.isoformat()}/{(until - timedelta(1)).isoformat()}", "interval", since, until)


def day_of(year: int, month: int, number: int, *, is_second: bool = False) -> Stretch | None:
    """A day of such a month, -1 for its last. None where there is none."""
    within = month_of(year, month, is_second=is_second)
    if within is None:
        return None
    on = within.until - timedelta(1) if number == -1 else within.since + timedelta(number - 1)
    return day(on) if within.since <= on < within.until else None
