"""The days that a query names: years, months, dates, and names such as `上周` or `last week`, seen from a given day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from samarkand.text.folding import fold

Span = tuple[date, date]
"""A first day, and the day after the last one."""

EXAMPLES = "2022, 2022-09, 2022-09-07, 2022年9月7日, 今天, 上周, 上个月, 去年, yesterday, last-week"

# Folded, a date is digits with blanks or 年月日 between them.
_DATE = re.compile(r"(?P<year>\d{4})(?:[ 年]+(?P<month>\d{1,2})(?:[ 月]+(?P<day>\d{1,2}))?)?[ 年月日号]*")
_GLUED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")


def days_of(text: str, today: date) -> Span | None:
    """The days that a text names, or None where it names none. Weeks begin on Monday."""
    folded = " ".join(fold(text).split())
    try:
        if named := _NAMED.get(folded.replace(" ", "")):
            return named(today)
        found = _DATE.fullmatch(folded) or _GLUED.fullmatch(folded)
        return _span(*(found["year"], found["month"], found["day"])) if found else None
    except (ValueError, OverflowError):  # no such day, or none that the calendar has
        return None


def _span(year: str, month: str | None, day: str | None) -> Span:
    first = date(int(year), int(month or 1), int(day or 1))
    if day:
        return _one(first)
    return (first, _next_month(first)) if month else (first, first.replace(year=first.year + 1))


def _one(day: date) -> Span:
    return day, day + timedelta(days=1)


def _next_month(day: date) -> date:
    return day.replace(day=1, month=day.month % 12 + 1, year=day.year + day.month // 12)


def _day(back: int) -> Callable[[date], Span]:
    return lambda today: _one(today - timedelta(days=back))


def _week(back: int) -> Callable[[date], Span]:
    def span(today: date) -> Span:
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=7)

    return span


def _month(back: int) -> Callable[[date], Span]:
    def span(today: date) -> Span:
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        first = date(year, month + 1, 1)
        return first, _next_month(first)

    return span


def _year(back: int) -> Callable[[date], Span]:
    return lambda today: (date(today.year - back, 1, 1), date(today.year - back + 1, 1, 1))


_NAMES = {
    "今天 今日 today": _day(0),
    "昨天 昨日 yesterday": _day(1),
    "前天 前日": _day(2),
    "本周 这周 这一周 本星期 这星期 这个星期 本礼拜 这礼拜 这个礼拜 thisweek": _week(0),
    "上周 上一周 上星期 上个星期 上礼拜 上个礼拜 lastweek": _week(1),
    "上上周 上上星期 上上个星期": _week(2),
    "本月 这月 这个月 thismonth": _month(0),
    "上月 上个月 lastmonth": _month(1),
    "上上月 上上个月": _month(2),
    "今年 本年 thisyear": _year(0),
    "去年 lastyear": _year(1),
    "前年": _year(2),
}
_NAMED = {name: span for names, span in _NAMES.items() for name in names.split()}
