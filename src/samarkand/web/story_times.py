"""The times that a story tells, drawn along a line and as a list: near the news a day has room, far from it a year has little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import copysign, log1p
from typing import Any

from samarkand.model.comparisons import Hour, Moment
from samarkand.web.telling import PLACES, Teller, time_in_words
from samarkand.web.views import View

DRAWN = 40
"""Times that are drawn, those that most outlets tell; the list has all."""
LISTED = 200
HOURS = 24
"""Times of day that are listed of one day."""
LANE = 26
"""Height of a row of marks, in pixels."""
APART = 7.5
"""Hundredths of the width that marks of one lane are apart: on a phone, a mark is so wide."""
_EDGE = 5.0
_LABELLED = 17.0
"""Hundredths of the width that a label needs."""
_TICKS = (
    (0, "tick_news"),
    (-7, "tick_week_before"),
    (7, "tick_week_after"),
    (-365, "tick_year_before"),
    (365, "tick_year_after"),
    (-36525, "tick_century_before"),
    (-30, "tick_month_before"),
    (30, "tick_month_after"),
    (-3652, "tick_decade_before"),
    (3652, "tick_decade_after"),
)
"""Days from the news, those first that are labelled before others."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A line of days on which a distance from the day of the news counts by its logarithm."""

    news: date
    low: float
    high: float

    def place(self, day: date) -> float:
        """Hundredths of the width."""
        share = (_far(day, self.news) - self.low) / (self.high - self.low)
        return round(_EDGE + max(0.0, min(1.0, share)) * (100 - 2 * _EDGE), 2)


def story_times(
    view: View, teller: Teller, moments: Sequence[Moment], news: date, hours: int = HOURS
) -> Mapping[str, Any] | None:
    """Drawing and list of the times; None where none is told. `news` is the day (UTC) of the latest article.

    `hours` times of day are listed of each day.
    """
    if not moments:
        return None
    listed = moments[:LISTED]
    widest = sorted(range(len(listed)), key=lambda number: (-len(listed[number].outlets), number))[:DRAWN]
    return {
        **drawing([(number + 1, listed[number]) for number in sorted(widest)], news, view),
        "items": [_item(view, teller, number, each, hours) for number, each in enumerate(listed, 1)],
        "more": len(moments) - len(listed),
    }


def drawing(numbered: Sequence[tuple[int, Moment]], news: date, view: View) -> Mapping[str, Any]:
    """Marks with their places (hundredths of the width, pixels of the height), and the labels of the line."""
    scale = scale_of((each for _, each in numbered), news)
    marks, lanes = [], list[float]()
    for number, each in sorted(numbered, key=lambda pair: (pair[1].since, pair[1].until)):
        start, end = scale.place(each.since), scale.place(_last(each))
        middle = round((start + end) / 2, 2)
        left, right = min(start, middle - APART / 2), max(end, middle + APART / 2)
        lane = next((number for number, until in enumerate(lanes) if until <= left), len(lanes))
        lanes[lane : lane + 1] = [right]
        marks.append(
            {
                "number": number,
                "x": f"{middle:g}%",
                "start": f"{start:g}%",
                "end": f"{end:g}%",
                "lane": lane,
                "is_long": end - start > APART,
                "is_coming": each.is_coming,
            }
        )
    line = len(lanes) * LANE + 8
    placed = [{**each, "y": line - LANE * int(str(each["lane"])) - LANE // 2 - 6} for each in marks]
    return {"marks": placed, "line": line, "height": line + 26, "ticks": _ticks(scale, view), "news": _news(scale)}


def scale_of(moments: Iterable[Moment], news: date) -> Scale:
    """The line that has room for some times and for the day of the news."""
    ends = [_far(day, news) for each in moments for day in (each.since, _last(each))]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return Scale(news, low, high) if high - low > 1 else Scale(news, low - 1, high + 1)


def _far(day: date, news: date) -> float:
    days = (day - news).days
    return copysign(log1p(abs(days)), days)


def _last(moment: Moment) -> date:
    return max(moment.since, moment.until - timedelta(days=1))


def _news(scale: Scale) -> str:
    return f"{scale.place(scale.news):g}%"


def _ticks(scale: Scale, view: View) -> list[Mapping[str, str]]:
    """The labels that have room, in order."""
    found: list[tuple[float, str]] = []
    for days, key in _TICKS:
        far = copysign(log1p(abs(days)), days)
        if scale.low <= far <= scale.high:
            place = _EDGE + (far - scale.low) / (scale.high - scale.low) * (100 - 2 * _EDGE)
            if all(abs(place - other) >= _LABELLED for other, _ in found):
                found.append((place, view.say(key)))
    return [{"x": f"{place:.4g}%", "words": words, "anchor": _anchor(place)} for place, words in sorted(found)]


def _anchor(place: float) -> str:
    return "start" if place < _LABELLED / 2 else "end" if place > 100 - _LABELLED / 2 else "middle"


def _item(view: View, teller: Teller, number: int, moment: Moment, hours: int) -> Mapping[str, Any]:
    first = {each.outlet: each for each in reversed(moment.told)}
    told = sorted(first.values(), key=moment.told.index)
    return {
        "number": number,
        "machine": moment.value if moment.grain in {"day", "month", "year"} else "",
        "words": time_in_words(moment.value, view.wording),
        "is_coming": moment.is_coming,
        "outlets": view.wording.count("outlets_report", len(moment.outlets)) if len(moment.outlets) > 1 else "",
        "first": teller.place(told[0]),
        "others": [teller.place(each) for each in told[1:]],
        "hours": [_hour(teller, each) for each in moment.hours[:hours]],
        "more_hours": max(len(moment.hours) - hours, 0),
    }


def _hour(teller: Teller, hour: Hour) -> Mapping[str, Any]:
    first = {each.outlet: each for each in reversed(hour.told)}
    told = sorted(first.values(), key=hour.told.index)
    return {"words": hour.time.replace("/", "–"), "places": [teller.place(each) for each in told[:PLACES]]}
