"""How many were found when: bars by month, or by year where there would be too many of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

MOST_MONTHS = 72
"""Bars; with more months than that, each bar is a year."""
_HEIGHT = 100
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def bars(months: Sequence[tuple[str, int]], to: Callable[[str], str]) -> list[Mapping[str, Any]]:
    """Bars in the order of time, those between the first and the last without anything included.

    `months` are (`2022-09`, how many); `to` makes the address that narrows a search to a month or a year. Heights
    are parts of 100. Nothing where all lie in one month.
    """
    counted = {month: count for month, count in months if _MONTH.fullmatch(month) and count > 0}
    if len(counted) < 2:
        return []
    spans = _months(min(counted), max(counted))
    if len(spans) > MOST_MONTHS:
        years: dict[str, int] = {}
        for month, count in counted.items():
            years[month[:4]] = years.get(month[:4], 0) + count
        counted = years
        spans = [f"{year:04}" for year in range(int(min(years)), int(max(years)) + 1)]
    most = max(counted.values())
    return [_bar(span, counted.get(span, 0), most, to) for span in spans]


def _bar(span: str, count: int, most: int, to: Callable[[str], str]) -> Mapping[str, Any]:
    height = max(round(_HEIGHT * count / most), 2) if count else 0
    return {
        "span": span,
        "count": f"{count:,}",
        "height": height,
        "top": _HEIGHT - height,
        "href": to(span) if count else "",
    }


def _months(first: str, last: str) -> list[str]:
    start, end = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def first_day_after(span: str) -> date | None:
    """The day behind a year or a month (`2022`, `2022-09`); None at the end of the calendar."""
    year, month = int(span[:4]), int(span[5:] or 12)
    if (year, month) == (date.max.year, 12):
        return None
    return date(year + month // 12, month % 12 + 1, 1)
