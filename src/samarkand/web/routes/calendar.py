"""The calendar: what happened or is due on a day, as articles tell it; a month at a glance; and the days around today."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import UTC, date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.model.comparisons import Span
from samarkand.model.tellings import Calendared, DayEvent, DayTelling, OpenedDay
from samarkand.web.desk import Desk
from samarkand.web.pointing import href_of
from samarkand.web.routes.paging import after_href, behind
from samarkand.web.views import View

PAST, COMING = 7, 10
"""Days around today that are shown, of those that are told."""
FEW = 2
"""Events of a day among others."""
FOREMOST = 6
"""Days of a month that most outlets tell of, with events."""
OUTLETS = 6
"""Outlets of an event that are named."""
_WHEN = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


def routes(desk: Desk) -> list[Route]:
    """`/calendar`, `/calendar/{day}` and `/calendar/{month}`"""

    def around(request: Request) -> Response:
        view = View(desk, request)
        asked = request.query_params.get("day", "").strip()
        if _WHEN.fullmatch(asked):
            return RedirectResponse(view.href(f"/calendar/{asked}"), 302)
        return view.page("calendar.html", view.remembered(lambda: _around(view), today(view)))

    def when(request: Request) -> Response:
        view = View(desk, request)
        since, is_day = asked_day(request.path_params["when"])
        template, make = ("day.html", _day) if is_day else ("month.html", _month)
        return view.page(template, view.remembered(lambda: make(view, since), today(view)))

    return [Route("/calendar", around), Route("/calendar/{when}", when)]


def day_href(view: View, day: date) -> str:
    """The address of a day."""
    return view.href(f"/calendar/{day.isoformat()}")


def month_href(view: View, day: date) -> str:
    """The address of the month of a day."""
    return view.href(f"/calendar/{day.isoformat()[:7]}")


def asked_day(text: str) -> tuple[date, bool]:
    """The first day of what an address means, and whether it means a day. Raises NotFound for what is none."""
    match = _WHEN.fullmatch(text)
    if match is None:
        raise NotFound("no day or month is written so")
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1)), match[3] is not None
    except ValueError as error:
        raise NotFound("there is no such day") from error


def today(view: View) -> date:
    """The day it is (UTC)."""
    return view.desk.clock().astimezone(UTC).date()


def _around(view: View) -> Mapping[str, Any]:
    now = today(view)
    days = view.desk.calendar.near(now, PAST, COMING, FEW)
    return {
        "coming": [_listed(view, each) for each in days if each.since > now],
        "today": next((_listed(view, each) for each in days if each.since == now), None),
        "past": [_listed(view, each) for each in reversed(days) if each.since < now],
        "months": _months(view, now),
        "chosen": now.isoformat(),
    }


def _day(view: View, since: date) -> Mapping[str, Any]:
    before = behind(view)
    path = f"/calendar/{since.isoformat()}"
    opened = view.desk.calendar.all("day", since, before) if before else view.desk.calendar.day("day", since)
    earlier, later = view.desk.calendar.around("day", since)
    now = today(view)
    return {
        **_counted(view, opened),
        "machine": since.isoformat(),
        "words": view.wording.day(since),
        "weekday": view.wording.weekday(since),
        "place": "coming" if since > now else "today" if since == now else "",
        "events": [_event(view, each, is_told=since <= now) for each in opened.events],
        "is_all": before is not None,
        "to_most": view.href(path),
        "older": "" if view.desk.is_static else after_href(view, path, opened.next_at),
        "earlier": _link(view, earlier),
        "later": _link(view, later),
        "month": {"href": month_href(view, since), "words": view.wording.month(since)},
    }


def _link(view: View, day: date | None) -> Mapping[str, str] | None:
    return {"href": day_href(view, day), "words": view.wording.day(day)} if day else None


def _month(view: View, since: date) -> Mapping[str, Any]:
    last = since.replace(day=monthrange(since.year, since.month)[1])
    days = view.desk.calendar.days("day", since, min(last, date.max - timedelta(days=1)) + timedelta(days=1))
    whole = view.desk.calendar.day("month", since)
    earlier, later = _around_month(view, since, last)
    return {
        **_counted(view, whole),
        "words": view.wording.month(since),
        "machine": since.isoformat()[:7],
        "weekdays": _weekdays(view),
        "weeks": _weeks(view, since, last, days),
        "foremost": [_listed(view, each) for each in view.desk.calendar.foremost(days, FOREMOST, FEW)],
        "events": [_event(view, each, is_told=False) for each in whole.events],
        "earlier": _month_link(view, earlier),
        "later": _month_link(view, later),
        "months": _months(view, since),
    }


def _around_month(view: View, since: date, last: date) -> tuple[date | None, date | None]:
    """Days of the nearest months, before one and after it, of which anything is told."""
    calendar = view.desk.calendar
    before = (calendar.around("day", since)[0], calendar.around("month", since)[0])
    behind = (calendar.around("day", last)[1], calendar.around("month", since)[1])
    return max(filter(None, before), default=None), min(filter(None, behind), default=None)


def _month_link(view: View, day: date | None) -> Mapping[str, str] | None:
    return {"href": month_href(view, day), "words": view.wording.month(day)} if day else None


def _months(view: View, day: date) -> Mapping[str, Any]:
    """The months of a year, those of which anything is told as links; and the nearest years that have any."""
    first = date(day.year, 1, 1)
    until = date(day.year + 1, 1, 1) if day.year < date.max.year else date.max
    told = {each.since.month for unit in ("day", "month") for each in view.desk.calendar.days(unit, first, until)}
    earlier = view.desk.calendar.around("day", first)[0]
    later = view.desk.calendar.around("day", date(day.year, 12, 31))[1]
    return {
        "year": view.wording.year(first),
        "all": [
            {
                "words": view.wording.month_alone(date(day.year, number, 1)),
                "href": month_href(view, date(day.year, number, 1)) if number in told else "",
                "is_shown": number == day.month and view.request.url.path != "/calendar",
            }
            for number in range(1, 13)
        ],
        "earlier": {"href": month_href(view, earlier), "words": view.wording.year(earlier)} if earlier else None,
        "later": {"href": month_href(view, later), "words": view.wording.year(later)} if later else None,
    }


def _weekdays(view: View) -> list[Mapping[str, str]]:
    """From Monday on."""
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(7)]
    return [{"words": view.wording.weekday(each), "short": view.wording.weekday_short(each)} for each in days]


def _weeks(view: View, since: date, last: date, days: Sequence[Calendared]) -> list[list[Mapping[str, Any] | None]]:
    """The days of a month in rows from Monday to Sunday; None before the first and behind the last."""
    told = {each.since: each for each in days}
    most = max((each.outlets for each in days), default=1)
    cells: list[Mapping[str, Any] | None] = [None] * since.weekday()
    for number in range(1, last.day + 1):
        day = since.replace(day=number)
        counted = told.get(day)
        cells.append(
            {
                "number": number,
                "machine": day.isoformat(),
                "href": day_href(view, day) if counted else "",
                "outlets": view.wording.number(counted.outlets) if counted else "",
                "spoken": view.wording.count("outlets_tell", counted.outlets) if counted else "",
                "weight": -(-4 * counted.outlets // most) if counted else 0,
                "is_today": day == today(view),
            }
        )
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _listed(view: View, opened: OpenedDay) -> Mapping[str, Any]:
    """A day among others."""
    return {
        **_counted(view, opened),
        "machine": opened.since.isoformat(),
        "words": view.wording.day(opened.since),
        "weekday": view.wording.weekday(opened.since),
        "href": day_href(view, opened.since),
        "events": [_event(view, each, is_told=False) for each in opened.events],
    }


def _counted(view: View, opened: OpenedDay) -> Mapping[str, str]:
    counted = opened.counted
    return {
        "outlets": view.wording.count("outlets_tell", counted.outlets) if counted else "",
        "articles": view.wording.count("articles", counted.articles) if counted else "",
        "ahead": view.wording.count("told_ahead", counted.ahead) if counted and counted.ahead else "",
    }


def _event(view: View, event: DayEvent, *, is_told: bool) -> Mapping[str, Any]:
    """An event; `is_told`: whether its day is not ahead, so that it matters who told of it before."""
    first = event.tellings[0]
    begin = event.sentence.find(event.words) if event.words else -1
    before, words, behind_it = (
        (event.sentence[:begin], event.words, event.sentence[begin + len(event.words) :])
        if begin >= 0
        else (event.sentence, "", "")
    )
    href = f"/stories/{event.story.id}" if event.story else f"/articles/{first.article}"
    return {
        "title": event.title,
        "language": event.language,
        "href": view.href(href),
        "first": _place(view, first),
        "before": before,
        "words": words,
        "behind": behind_it,
        "sentence_language": event.sentence_language,
        "others": [_place(view, each) for each in event.tellings[1:OUTLETS]],
        "more": view.wording.count("more_outlets", len(event.tellings) - OUTLETS)
        if len(event.tellings) > OUTLETS
        else "",
        "is_gone": event.is_gone,
        "is_ahead": event.is_ahead and is_told,
    }


def _place(view: View, telling: DayTelling) -> Mapping[str, str]:
    at = Span(telling.article, telling.version, telling.start, telling.end)
    return {"outlet": view.queries.outlet_name(telling.outlet), "href": href_of(view, at)}
