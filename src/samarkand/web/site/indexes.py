"""The people and days of a site: who and which days have a page of their own, and what it is made of. Reads; changes nothing.

Not all of them, or there would be more such pages than articles: those that most outlets quote and tell of. Whoever has a
page keeps it while anybody quotes them, so that no link to it goes dead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import quote

from samarkand.model.sites import Job
from samarkand.model.tellings import Order, Speaker, Unit
from samarkand.pipeline.parts import Parts
from samarkand.ports import AnnotationStore
from samarkand.speaking import People
from samarkand.web.routes.calendar import COMING, PAST
from samarkand.web.routes.people import SHOWN, person_path
from samarkand.web.site.addresses import day_file, person_file
from samarkand.web.site.contents import Contents, hashed

PEOPLE = 300
"""People with a page, those whom most outlets quote, besides those who are quoted most lately."""
DAYS = 600
"""Days with a page, those of which most outlets tell, besides those around today."""
_PERSON, _DAY = "person ", "day "
"""What names of their jobs begin with."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Who has a page, and which days."""

    people: Mapping[str, str] = field(default_factory=dict)
    """The key of each spelling -> the key that the page is called by."""
    days: frozenset[str] = frozenset()
    """Days and months, as their addresses tell them."""


@dataclass(frozen=True, slots=True)
class Index:
    """The same with the jobs that make it."""

    indexed: Indexed
    jobs: Sequence[Job]


def index(parts: Parts, held: Contents, now: datetime, program: str, known: Collection[str]) -> Index:
    """The pages of people and days; `known` are the names of the jobs that were done before."""
    store = parts.annotations
    if store is None:
        return Index(Indexed(), ())
    people, jobs = _people(parts, store, held, now, program, known)
    days, more = _days(store, held, now, program, known)
    whole = hashed((program, *held.states.values()))
    jobs += [Job(each, hashed((whole, each, now.date().isoformat())), "page", (each,)) for each in _LISTS]
    return Index(Indexed(people, days), [*jobs, *more])


_LISTS = ("/calendar", "/people", "/people?of=ever", "/people?by=statements", "/people?of=ever&by=statements")


def _people(
    parts: Parts, store: AnnotationStore, held: Contents, now: datetime, program: str, known: Collection[str]
) -> tuple[Mapping[str, str], list[Job]]:
    found = {each.key: each for each in _leading(parts, store, now)}
    found |= store.speakers({each.removeprefix(_PERSON) for each in known if each.startswith(_PERSON)}, None)
    asked, called = People(parts), dict[str, str]()
    for key, speaker in found.items():
        if key not in called:
            called |= {each: called.get(each, key) for each in asked.keys(speaker.name)}
    quoting = store.articles_quoting(called)
    spelled: dict[str, list[str]] = {}
    for each, key in called.items():
        spelled.setdefault(key, []).append(each)
    return called, [_person(found[key], keys, quoting, held, program) for key, keys in spelled.items()]


def _leading(parts: Parts, store: AnnotationStore, now: datetime) -> Iterator[Speaker]:
    yield from store.leading(None, "outlets", PEOPLE)
    since = People(parts).lately(now)
    orders: tuple[Order, ...] = ("outlets", "statements")
    for order in orders:
        yield from store.leading(None, order, SHOWN)
        if since:
            yield from store.leading(since, order, SHOWN)


def _person(
    speaker: Speaker, keys: Sequence[str], quoting: Mapping[str, Sequence[str]], held: Contents, program: str
) -> Job:
    told = (each for key in sorted(keys) for each in (key, *_states(held, quoting.get(key, ()))))
    address = quote(person_path(speaker.name))
    return Job(
        f"{_PERSON}{speaker.key}",
        hashed((program, address, *told)),
        "page",
        (address,),
        {"here": person_file(speaker.key)},
    )


def _days(
    store: AnnotationStore, held: Contents, now: datetime, program: str, known: Collection[str]
) -> tuple[frozenset[str], list[Job]]:
    telling, today = store.articles_telling(), now.astimezone(UTC).date()
    states = {told: hashed(_states(held, articles)) for told, articles in telling.items()}
    days = sorted(day for unit, day in telling if unit == "day")
    every = sorted(store.days("day", date.min, date.max), key=lambda each: (-each.outlets, -each.articles, each.since))
    shown = {each.since for each in (*every[:DAYS], *store.days_near("day", today, PAST, COMING))}
    shown |= {day for day in days if f"{_DAY}{day.isoformat()}" in known}
    months = sorted({day.replace(day=1) for day in shown} | {day for unit, day in telling if unit == "month"})
    own = _Days(states, days, months, today)
    jobs = [_job(day.isoformat(), hashed((program, *own.of_day(day)))) for day in sorted(shown)]
    jobs += [_job(month.isoformat()[:7], hashed((program, *own.of_month(month)))) for month in months]
    return frozenset(each.about[0].rpartition("/")[2] for each in jobs), jobs


def _job(day: str, key: str) -> Job:
    address = f"/calendar/{day}"
    return Job(f"{_DAY}{day}", key, "page", (address,), {"here": day_file(day)})


@dataclass(frozen=True, slots=True)
class _Days:
    """What pages of days and months show."""

    states: Mapping[tuple[Unit, date], str]
    days: Sequence[date]
    """All of which anything is told, in order."""
    months: Sequence[date]
    """The first days of those that have a page, in order."""
    today: date

    def of_day(self, day: date) -> Iterator[str]:
        """Its articles, its neighbours, and whether it is past."""
        place = bisect_left(self.days, day)
        around = (*self.days[max(0, place - 1) : place], *self.days[place + 1 : place + 2])
        yield from (day.isoformat(), self.states["day", day], *(each.isoformat() for each in around))
        yield f"{(day > self.today) - (day < self.today)}"

    def of_month(self, month: date) -> Iterator[str]:
        """Its articles and those of its days, the months of its year, the nearest before and behind, and today if it is in it."""
        first, behind = bisect_left(self.days, month), bisect_left(self.days, _next_month(month))
        yield from (month.isoformat(), self.states.get(("month", month), ""))
        yield from (f"{day}{self.states['day', day]}" for day in self.days[max(0, first - 1) : behind + 1])
        year = date(month.year, 1, 1)
        begin, end = bisect_left(self.months, year), bisect_left(self.months, date(min(year.year + 1, 9999), 1, 1))
        yield from (each.isoformat() for each in self.months[max(0, begin - 1) : end + 1])
        yield self.today.isoformat() if self.today.replace(day=1) == month else ""


def _next_month(month: date) -> date:
    return date(month.year, month.month + 1, 1) if month.month < 12 else date(min(month.year + 1, 9999), 1, 1)


def _states(held: Contents, articles: Iterable[str]) -> Iterator[str]:
    """Articles with what their pages show."""
    return (article + held.states.get(article, "") for article in articles)
