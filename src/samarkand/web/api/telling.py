"""Operations on what articles tell: what is marked in them, who is quoted, which days they tell of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from samarkand.as_json import days, people
from samarkand.as_json.statements import annotations_json
from samarkand.errors import UsageError
from samarkand.model.answers import AnnotatedVersion
from samarkand.model.articles import Article
from samarkand.model.catalog import Listing
from samarkand.model.tellings import Unit
from samarkand.times import to_ms
from samarkand.web.api.cursors import Place
from samarkand.web.api.operations import Operation, Page, at_place, one, pages, place_of
from samarkand.web.api.parameters import (
    ARTICLE_ID,
    CURSOR,
    DAY,
    DAY_OR_MONTH,
    LIMIT,
    MOST,
    PAGED,
    STORY_ID,
    Asked,
    flag,
    in_path,
    needed,
    text,
)
from samarkand.web.desk import Desk

LONGEST_CALENDAR = 366 * 3
"""Days of which a calendar tells at once."""
CLAIMS = flag("claims", "Whether statements tell their claim, which costs a comparison of each story", usual=False)


def everywhere(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of what is marked in all versions of all articles."""
    return _page(desk, asked, _behind(desk, place))


def of_article(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of what is marked in the versions of one article."""
    return _page(desk, asked, _rest([desk.queries.article(asked["id"])], place, desk))


def of_story(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of what is marked in the versions of the articles of a story, by time."""
    members = [desk.queries.article(each) for each in desk.stories.story(asked["id"]).articles]
    return _page(desk, asked, _rest(members, place, desk))


def _behind(desk: Desk, place: Place | None) -> Iterator[AnnotatedVersion]:
    """What is marked, behind the version that a place names; memory holds a few articles."""
    if place:
        yield from _rest([desk.queries.article(place[1])], place, desk)
    before = (place[0], place[1]) if place else None
    while page := desk.queries.articles(Listing("", MOST, before)):
        yield from desk.quotes.of(page)
        before = to_ms(page[-1].published_at), page[-1].id


def _rest(articles: list[Article], place: Place | None, desk: Desk) -> Iterator[AnnotatedVersion]:
    """What is marked in some articles, behind the version that a place names."""
    ids = [each.id for each in articles]
    start = ids.index(place[1]) if place and place[1] in ids else 0
    for each in desk.quotes.of(articles[start:]):
        if not (place and each.article.id == place[1] and each.version.number <= place[2]):
            yield each


def _page(desk: Desk, asked: Asked, found: Iterator[AnnotatedVersion]) -> Page:
    claims = lru_cache(maxsize=MOST)(desk.comparisons.claims)
    limit = asked["limit"]
    shown = list(islice(found, limit + 1))
    items = [
        annotations_json(each, (claims(each.story) if each.story else {}) if asked["claims"] else None)
        for each in shown[:limit]
    ]
    last = shown[limit - 1] if len(shown) > limit else None
    return Page(items, [to_ms(last.article.published_at), last.article.id, last.version.number] if last else None)


def everybody(desk: Desk, asked: Asked, _place: Place | None) -> Page:
    """Who is quoted by most."""
    is_ever = asked["of"] == "ever"
    since = None if is_ever else desk.people.lately(desk.clock())
    found = desk.people.leading(since, asked["by"], asked["limit"]) if is_ever or since else ()
    return Page([people.somebody_json(each) for each in found])


def somebody(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """One who is quoted, and a page of what with."""
    found = desk.people.open(asked["name"], at_place(place))
    told = people.opened_json(desk.queries, found)
    return Page(told.pop("items"), place_of(found.next_at), told)


def calendar(desk: Desk, asked: Asked, _place: Place | None) -> Page:
    """The days or months of a span of which anything is told."""
    since, until = _date(asked["since"]), _date(asked["until"])
    unit: Unit = asked["unit"]
    if not since <= until or (until - since).days > LONGEST_CALENDAR:
        raise UsageError(f"`until` must not come before `since`, nor over {LONGEST_CALENDAR} days behind it")
    return Page([days.when_json(unit, each) for each in desk.calendar.days(unit, since, until)])


def day(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """What is told of a day or a month."""
    unit: Unit = "day" if len(asked["when"]) > len("2022-09") else "month"
    since = _date(asked["when"] if unit == "day" else f"{asked['when']}-01")
    at = at_place(place)
    found = desk.calendar.all(unit, since, at) if at else desk.calendar.day(unit, since)
    told = days.opened_json(desk.queries, unit, found)
    return Page(told.pop("items"), place_of(found.next_at), told)


def _date(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(f"{told} is no day of the calendar") from error


OPERATIONS = (
    Operation(
        "statements",
        "/statements",
        "What is marked in all versions, the newest article first: statements, dates, numbers, names",
        everywhere,
        pages("marked"),
        (CLAIMS, *PAGED),
    ),
    Operation(
        "statements_of_article",
        "/articles/{id}/statements",
        "What is marked in the versions of an article, the first one first",
        of_article,
        pages("marked"),
        (ARTICLE_ID, CLAIMS, *PAGED),
    ),
    Operation(
        "statements_of_story",
        "/stories/{id}/statements",
        "What is marked in the versions of the articles of a story, by time",
        of_story,
        pages("marked"),
        (STORY_ID, CLAIMS, *PAGED),
    ),
    Operation(
        "people",
        "/people",
        "Who is quoted by most outlets or in most statements",
        everybody,
        pages("somebody"),
        (
            text("by", "What ranks", enum=["outlets", "statements"], default="outlets"),
            text("of", "In the latest two weeks that have any, or ever", enum=["lately", "ever"], default="lately"),
            LIMIT,
        ),
        {"person": ("name", "/items/0/name")},
    ),
    Operation(
        "person",
        "/people/{name}",
        "What somebody is quoted with, by any spelling of the name, the newest article first, 30 articles a page",
        somebody,
        one("opened_somebody"),
        (in_path("name", "The name, in any spelling that is known", minLength=1, maxLength=200), CURSOR),
    ),
    Operation(
        "calendar",
        "/calendar",
        "The days (or months) of a span of which anything is told",
        calendar,
        pages("day"),
        (
            needed("since", "The first day", DAY),
            needed("until", "The first day that no longer belongs to it", DAY),
            text("unit", "Of what is told", enum=["day", "month"], default="day"),
        ),
    ),
    Operation(
        "day",
        "/calendar/{when}",
        "What most outlets tell of a day (`2022-09-07`) or a month (`2022-09`) first; behind that, all articles by time",
        day,
        one("opened_day"),
        (in_path("when", "The day or the month", DAY_OR_MONTH), CURSOR),
    ),
)
