"""From what expressions tell to stretches of the calendar: reckoned from publication, a dispatch's dateline, or one another."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from samarkand.steps.dates import calendar, lunar
from samarkand.steps.dates.ahead import looks_ahead
from samarkand.steps.dates.calendar import Stretch
from samarkand.steps.dates.joining import Pair
from samarkand.steps.dates.told import Kind, Told

_SENTENCE_END = re.compile(r"[。！？\n!?]|\.\s(?=[A-Z])")
_OPENED, _CLOSED = "“「『", "”」』"
_THAT_YEAR = ("当年", "當年", "那年", "该年", "該年")
_GONE_ON = re.compile(r"[后後][，,]")
_NEAR = 300
"""Characters within which an expression goes with one that was mentioned before it."""
_NAMED_DAY = frozenset("日节節")
"""What a day of its own name ends in: `国庆日当天`, `母亲节当天`."""
_COMPARED = frozenset("较較比于於与與跟和同低高")
"""What stands before `上月` where it is the month before one just told."""


@dataclass(slots=True)
class Reckoner:
    """Gives stretches to expressions in reading order, remembering what each of them fixes for those that follow."""

    text: str
    on: date
    """The day that expressions are reckoned from: of publication, then of a dispatch that is reproduced."""
    published_on: date
    day: tuple[date, int] | None = None
    """The day mentioned last, and where that ended."""
    month: tuple[date, int] | None = None
    """The month mentioned last by name, its first day, and where that ended."""
    quarter: tuple[date, int] | None = None
    year: tuple[int, int] | None = None
    """The year mentioned last by number or word, and where that ended."""
    year_month: int | None = None
    """The month that was told with it."""
    year_word: tuple[int, int] | None = None
    """The year of `去年` or `前年` alone, and where that ended; None after `今年`."""
    account: tuple[date, int] | None = None
    """How far an account of an earlier year has come in this paragraph, and where that was told."""
    weekdays: dict[int, date] = field(default_factory=dict)
    """Days of the week whose dates the text tells itself (`周二（6日）`)."""
    _looked: tuple[int, bool] = (-1, False)
    """Where an expression begins and whether it looks ahead, of the last that was asked for: it is asked for several times."""

    _readers: dict[Kind, Callable[[Told], Stretch | None]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._readers = {
            "day": self._day,
            "weekday": self._weekday,
            "week": self._week,
            "weekend": self._weekend,
            "lunar": self._lunar,
            "month": self._month,
            "quarter": self._quarter,
            "half": self._half,
            "year": self._whole_year,
            "decade": self._decade,
            "century": self._century,
            "ago": self._ago,
        }

    def reckon(self, told: Told) -> Stretch | None:
        """The stretch that an expression means here, or None where there is no such time."""
        try:
            stretch = self._readers[told.kind](told)
        except (OverflowError, ValueError):
            return None
        if stretch is not None:
            self._remember(told, stretch)
        return stretch

    def reckon_pair(self, pair: Pair) -> Stretch | None:
        """The stretch of two expressions, or None where they do not belong together after all."""
        if pair.how == "range":
            first = self.reckon(pair.first)
            last = self._end_of_range(pair.second, first) if first else None
            return calendar.between(first, last) if first and last else None
        if "lunar" in {pair.first.kind, pair.second.kind}:
            return self._told_twice(pair)
        weekday, other = (pair.first, pair.second) if pair.first.kind == "weekday" else (pair.second, pair.first)
        stretch = self.reckon(other if weekday.kind == "weekday" and other.number is not None else pair.first)
        if stretch and weekday.kind == "weekday" and weekday.number == stretch.since.weekday():
            self.weekdays[weekday.number] = stretch.since
        return stretch

    def _told_twice(self, pair: Pair) -> Stretch | None:
        """The day that is told by the sun and by the moon (`1月25日（正月初一）`); None where these are two."""
        lunar, solar = (pair.first, pair.second) if pair.first.kind == "lunar" else (pair.second, pair.first)
        stretch = self.reckon(solar)
        if stretch is None or stretch.grain != "day":
            return None
        years = (stretch.since.year, stretch.since.year - 1)
        return stretch if any(self._lunar_of(year, lunar) == stretch for year in years) else None

    def _end_of_range(self, second: Told, first: Stretch) -> Stretch | None:
        """The second end, the first such time that does not lie before the first end; what it tells itself stays."""
        if (
            second.shift is not None
            or second.year is not None
            or second.year_shift is not None
            or second.month_shift is not None
        ):
            return self.reckon(second)
        since, number = first.since, second.number or 0
        if second.kind == "weekday":
            return calendar.day(since + timedelta((number - since.weekday()) % 7))
        if second.kind == "day" and second.month is None:
            month = calendar.month(since.year, since.month + (number < since.day))
            return calendar.day_of(month.since.year, month.since.month, number) if month else None
        if second.month is not None:
            is_earlier = (second.month, number or 31) < (since.month, since.day)
            return self.reckon(replace(second, year=since.year + is_earlier))
        return self.reckon(second)

    def _remember(self, told: Told, stretch: Stretch) -> None:
        since = stretch.since
        if told.kind in {"day", "weekday"} or (told.kind == "lunar" and stretch.grain == "day"):
            self.day = (stretch.until - timedelta(1), told.end)
        elif told.kind == "month" and told.month is not None:
            self.month = (since, told.end)
        elif told.kind == "quarter" and told.shift is None:
            self.quarter = (since, told.end)
        self._remember_year(told, since)

    def _remember_year(self, told: Told, since: date) -> None:
        """Keep a year that was told for what follows, unless it only begins a stretch or is what another is compared with."""
        is_beginning = self.text[told.end : told.end + 2] in _SINCE
        is_of_year = told.year is not None or told.year_shift is not None
        if told.kind in {"day", "month"} and told.month is not None:
            goes_on = is_of_year or (self.account is not None and self.account[0].year == since.year)
            self.account = (since, told.end) if goes_on and since.year < self.on.year and not is_beginning else None
        elif told.kind != "year":
            self.account = None
        is_compared = told.start > 0 and self.text[told.start - 1] in _COMPARED
        is_named = told.year is not None or (told.year_shift is not None and told.kind != "year")
        if is_named and not is_beginning and not is_compared:
            self.year, self.year_month = (since.year, told.end), told.month
        if told.kind == "year" and told.year is None:
            self.year_word = (since.year, told.end) if (told.year_shift or 0) < 0 and not is_compared else None

    def _is_near(self, place: int, told: Told) -> bool:
        return 0 <= told.start - place <= _NEAR

    def _in_sentence(self, place: int, told: Told) -> bool:
        """Whether no sentence ends between a place and the expression."""
        return self._is_near(place, told) and _SENTENCE_END.search(self.text, place, told.start) is None

    def _ahead(self, told: Told) -> bool:
        if self._looked[0] != told.start:
            self._looked = told.start, looks_ahead(self.text, told.start, told.end)
        return self._looked[1]

    def _year(self, told: Told, number: int, on: int = 15) -> int:
        """The year of a month: told, or that of the same sentence, or the one in which the month lies nearest.

        What lies behind is told more often than what lies ahead, and this year's months more often than others'.
        """
        if told.year is not None:
            return told.year
        if told.year_shift is not None:
            base = self.year[0] if told.is_from_mention and self.year else self.on.year
            return base + told.year_shift
        if (year := self._year_of_sentence(told, number)) is not None:
            return year
        if self.account and told.kind in {"day", "month"} and self._goes_on(told, number, on):
            return self.account[0].year
        if number == self.on.month and (number, on) != (2, 29):
            return self.on.year
        past, future, leap = (1.5, 0.7, 200) if self._ahead(told) else (1.0, 1.5, 200)

        def distance(year: int) -> float:
            days = (date(year, number, min(on, 28)) - self.on).days
            if days <= 0:
                return -days * past + (0 if year == self.on.year else 60)
            return days * future + (0 if year == self.on.year else leap)

        years = list(range(max(1, self.on.year - 1), self.on.year + 2))
        if (number, on) == (2, 29):
            years = [year for year in range(max(1, self.on.year - 8), self.on.year + 9) if isleap(year)]
        return min(years, key=distance)

    def _year_of_sentence(self, told: Told, number: int) -> int | None:
        """The earlier year that the sentence named, unless it has gone on from there: `经历了2019年的地震后，6月`.

        `去年8月……，1月` is of the year after, the nearer of the two. `去年` alone gives its year where it owns what is told
        (`去年的论坛在7月`) or where the month would still have to come.
        """
        if self._ahead(told):
            return None
        if self.year and self.year[0] < self.on.year and self._in_sentence(self.year[1], told):
            is_same = self.text.endswith(_THAT_YEAR, 0, told.start)
            if not is_same and _GONE_ON.search(self.text, self.year[1], told.start):
                return None
            year = self.year[0]
            is_next = self.year_month is not None and number < self.year_month and (number - self.year_month) % 12 <= 6
            return year + 1 if is_next and (year + 1, number) <= (self.on.year, self.on.month) else year
        if self.year_word and self.year_word[0] < self.on.year and self._in_sentence(self.year_word[1], told):
            year, place = self.year_word
            if self.text.startswith("的", place) or number > self.on.month:
                return year
        return None

    def _goes_on(self, told: Told, number: int, on: int) -> bool:
        """Whether an account of an earlier year goes on: `2019年6月……。7月1日……` in one paragraph."""
        if self.account is None or not self._is_near(self.account[1], told):
            return False
        last, place = self.account
        return (
            (number, on) >= (last.month, last.day)
            and "\n" not in self.text[place : told.start]
            and not self._ahead(told)
        )

    def _year_by_word(self, month: int, shift: int) -> int:
        """The year of `last March`, the last one that is over, of `next March`, the first that is to come."""
        return self.on.year + (shift if (month - self.on.month) * shift <= 0 else 0)

    def _day(self, told: Told) -> Stretch | None:
        if told.shift is not None:
            base = self._base(told)
            return calendar.day(base + timedelta(told.shift)) if base else None
        first = self._first_day(told)
        if first is None or told.upto is None:
            return first
        since = first.since
        last = calendar.day_of(since.year, since.month, told.upto) if told.upto > since.day else None
        return calendar.between(first, last) if last else first

    def _base(self, told: Told) -> date | None:
        """The day that `昨天` or `当天` is reckoned from; in a quotation, the day of speaking where one was told before it.

        None for `国庆日当天`, if the sentence does not say on which day that is.
        """
        if told.is_from_mention and self.text[max(0, told.start - 1) : told.start] in _NAMED_DAY:
            return self.day[0] if self.day and self._in_sentence(self.day[1], told) else None
        if self.day is None or not self._is_near(self.day[1], told):
            return self.on
        if told.is_from_mention:
            return self.day[0]
        line = self.text[self.day[1] : told.start]
        is_quoted = max(map(line.rfind, _OPENED)) > max(map(line.rfind, _CLOSED)) and line.count("\n") <= 1
        return self.day[0] if is_quoted and 0 <= (self.on - self.day[0]).days <= 7 else self.on

    def _first_day(self, told: Told) -> Stretch | None:
        number = told.number or 0
        if told.month is not None:
            return calendar.day_of(self._year(told, told.month, number), told.month, number)
        if told.month_shift is not None:
            base = self._month_by_word(told)
            return calendar.day_of(base.since.year, base.since.month, number) if base else None
        return self._day_alone(told, number)

    def _day_alone(self, told: Told, number: int) -> Stretch | None:
        """`15日`: soon after the day just told, else of this month if it has come or is to come, else of the last."""
        if self.day and self._is_near(self.day[1], told) and 0 < number - self.day[0].day <= 10:
            is_later = self.day[0] > self.on or (number > self.on.day + 1 and self.day[0] >= self.on.replace(day=1))
            if is_later or self._in_sentence(self.day[1], told):
                return calendar.day_of(self.day[0].year, self.day[0].month, number)
        this = calendar.day_of(self.on.year, self.on.month, number)
        is_ahead = self._ahead(told)
        if this and (is_ahead if this.since > self.on + timedelta(1) else not is_ahead or this.since >= self.on):
            return this
        other = calendar.month(self.on.year, self.on.month + (1 if is_ahead else -1))
        day = calendar.day_of(other.since.year, other.since.month, number) if other else None
        return day or this  # `29日` in March, where February has none: that of March

    def _weekday(self, told: Told) -> Stretch | None:
        number = told.number or 0
        if told.shift is not None:
            first = self.on + timedelta(7 * told.shift + number - self.on.weekday())
        else:
            last = self.published_on if (self.published_on - self.on).days <= 1 else self.on
            first = last - timedelta((last.weekday() - number) % 7)
            if self._ahead(told):
                first = last + timedelta((number - last.weekday()) % 7)
            elif number in self.weekdays:
                first = self.weekdays[number]
        if told.upto is None:
            return calendar.day(first)
        return calendar.between(calendar.day(first), calendar.day(first + timedelta((told.upto - number) % 7)))

    def _week(self, told: Told) -> Stretch | None:
        """By word, or by number in a year or a month: the first week is the one that has its Thursday in it, as in ISO 8601."""
        if told.number is not None:
            first = date(self._year(told, told.month or self.on.month), told.month or 1, 4)
            nth = calendar.week(first + timedelta(7 * (told.number - 1)))
            thursday = nth.since + timedelta(3)
            return nth if thursday.year == first.year and told.month in {None, thursday.month} else None
        return calendar.week(self.on + timedelta(7 * (told.shift or 0)))

    def _weekend(self, told: Told) -> Stretch:
        if told.shift is not None:
            return calendar.weekend(self.on + timedelta(7 * told.shift))
        is_last = self.on.weekday() < 5 and not self._ahead(told)
        return calendar.weekend(self.on - timedelta(7) if is_last else self.on)

    def _lunar(self, told: Told) -> Stretch | None:
        """A month or a day of the moon's: of the year that is told or that the sentence named, else the nearest, the past before the future."""
        if told.year is not None or told.year_shift is not None:
            years = [self._year(told, 1)]
        elif self.year and self._in_sentence(self.year[1], told) and not self._ahead(told):
            years = [self.year[0]]
        else:
            years = list(range(self.on.year - 1, self.on.year + 2))
        past, future = (1.5, 1.0) if self._ahead(told) else (1.0, 1.5)
        found = [stretch for year in years if (stretch := self._lunar_of(year, told))]

        def distance(stretch: Stretch) -> float:
            days = (stretch.since - self.on).days
            return days * future if days > 0 else -days * past

        return min(found, key=distance, default=None)

    def _lunar_of(self, year: int, told: Told) -> Stretch | None:
        month = told.month or 0
        if told.number is None:
            return lunar.month_of(year, month, is_second=told.is_second)
        return lunar.day_of(year, month, told.number, is_second=told.is_second)

    def _month(self, told: Told) -> Stretch | None:
        if told.month is None:
            return self._month_by_word(told)
        if not 1 <= told.month <= 12:
            return None
        year = self._year(told, told.month) if told.shift is None else self._year_by_word(told.month, told.shift)
        first = calendar.month(year, told.month)
        if first is None or told.upto is None:
            return first
        last = calendar.month(year + (told.upto < told.month), told.upto) if 1 <= told.upto <= 12 else None
        return calendar.between(first, last) if last else None

    def _month_by_word(self, told: Told) -> Stretch | None:
        """`本月`, `上月`; where it is compared with a month just told, the one before that."""
        base, shift = self.on, told.month_shift or 0
        is_compared = shift < 0 and told.start > 0 and self.text[told.start - 1] in _COMPARED
        if is_compared and self.month and self._is_near(self.month[1], told):
            base = self.month[0]
        elif told.is_from_mention and (
            last := max(filter(None, (self.month, self.day)), key=lambda each: each[1], default=None)
        ):
            base = last[0]
        return calendar.month(base.year, base.month + shift)

    def _quarter(self, told: Told) -> Stretch | None:
        if told.shift is not None:
            base = self.quarter[0] if self.quarter and self._is_near(self.quarter[1], told) else self.on
            return calendar.quarter(base.year, (base.month + 2) // 3 + told.shift)
        number = told.number or 0
        if not 1 <= number <= (told.upto or number) <= 4:
            return None
        year = self._year(told, 3 * number - 1)
        if told.upto is None:
            return calendar.quarter(year, number)
        return calendar.months(year, 3 * number - 2, 3 * told.upto)

    def _half(self, told: Told) -> Stretch | None:
        number = told.number or 1
        year = self._year(told, 6 * number - 3)
        return calendar.months(year, 6 * number - 5, 6 * number)

    def _whole_year(self, told: Told) -> Stretch | None:
        year = self._year(told, self.on.month)
        return calendar.years(year, year if told.upto is None else told.upto)

    def _decade(self, told: Told) -> Stretch | None:
        return calendar.years(told.number or 0, (told.number or 0) + 9)

    def _century(self, told: Told) -> Stretch | None:
        number = told.number or 0
        return calendar.years(100 * number - 99, 100 * number) if number <= 22 else None

    def _ago(self, told: Told) -> Stretch | None:
        count = told.shift or 0
        if told.unit == "day":
            return calendar.day(self.on - timedelta(count))
        if told.unit == "week":
            return calendar.week(self.on - timedelta(7 * count))
        if told.unit == "month":
            return calendar.month(self.on.year, self.on.month - count)
        return calendar.years(self.on.year - count, self.on.year - count)


_SINCE = frozenset(("以来", "以來", "以后", "以後", "之后", "之後"))
"""What stands behind a year that only begins a stretch, and does not lend itself to what follows."""
