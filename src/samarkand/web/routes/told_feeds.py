"""Feeds of what is told in all articles: who is quoted lately, what one of them is quoted with, what is told of a day, the days around today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from html import escape

from starlette.routing import Route

from samarkand.model.comparisons import Span
from samarkand.model.tellings import Appearance, DayEvent, OpenedDay, Somebody, Speaker
from samarkand.web.desk import Desk
from samarkand.web.pointing import href_of
from samarkand.web.routes.calendar import COMING, FEW, PAST, asked_day, day_href, today
from samarkand.web.routes.feed_replies import ENTRIES, Told, absolute, feed_route, is_full, place_after
from samarkand.web.routes.paging import behind
from samarkand.web.routes.people import SPELLINGS, named, person_href
from samarkand.web.syndication.nouns import FeedEntry
from samarkand.web.views import View


def routes(desk: Desk) -> list[Route]:
    """Feeds of people and of days; they stand before the pages, whose names may hold anything."""
    feeds = {
        "/people": _people,
        "/people/{name:path}/feed": _person,
        "/calendar": _around,
        "/calendar/{when}/feed": _day,
    }
    return [feed_route(desk, path, told) for path, told in feeds.items()]


def _people(view: View) -> Told:
    people = view.desk.people
    since = people.lately(view.desk.clock())
    found = people.leading(since, "outlets", ENTRIES) if since else ()
    title = f"{view.queries.title}: {view.say('people_quoted')}"
    entries = [_somebody(view, each, _begin(since)) for each in found] if since else []
    return Told("people", title, view.href("/people"), entries, is_dated=False)


def _somebody(view: View, somebody: Somebody, at: datetime) -> FeedEntry:
    """One who is quoted: the spellings, and how many quote them. It is another entry in every stretch of time."""
    names = [view.queries.outlet_name(each) for each in somebody.outlets]
    words = [
        view.wording.count("statements_told", somebody.statements),
        view.wording.count("quoted_in", len(somebody.outlets)),
    ]
    others = [_name(view, each) for each in somebody.spellings[1:SPELLINGS]]
    told = " · ".join([*words, *others])
    return FeedEntry(
        name=f"somebody {somebody.spellings[0].key} {at.date()}",
        title=_name(view, somebody.spellings[0]),
        link=view.origin + person_href(view, somebody.name),
        via="",
        content=f"<p>{escape(told)}</p>" if is_full(view) else "",
        language=view.wording.language,
        authors=names or (view.queries.title,),
        updated_at=at,
        summary="" if is_full(view) else told,
    )


def _person(view: View) -> Told:
    opened = view.desk.people.open(view.request.path_params["name"], behind(view))
    somebody = opened.somebody
    title = f"{view.queries.title}: {_name(view, somebody.spellings[0])}"
    entries = [_appearance(view, each) for each in opened.appearances]
    older = place_after(*opened.next_at) if opened.next_at else {}
    name = f"somebody {somebody.spellings[0].key}"
    return Told(name, title, person_href(view, somebody.name), entries, older, is_dated=False)


def _appearance(view: View, appearance: Appearance) -> FeedEntry:
    """An article, by the exact words that it quotes, each with a link to where they stand."""
    article = appearance.article
    said = [
        f'<li><a href="{escape(_place(view, article.id, appearance.version, each.start, each.end))}">{escape(each.text)}</a></li>'
        for each in appearance.statements
    ]
    full = is_full(view)
    return FeedEntry(
        name=f"statements {article.id}",
        title=appearance.title or article.url,
        link=absolute(view, f"/articles/{article.id}"),
        via="",
        content=f"<ul>{''.join(said)}</ul>" if full else "",
        language=article.latest.language,
        authors=(view.queries.outlet_name(article.outlet),),
        updated_at=article.latest.seen_at,
        published_at=article.published_at,
        summary="" if full else " … ".join(each.text for each in appearance.statements),
    )


def _day(view: View) -> Told:
    since, is_day = asked_day(view.request.path_params["when"])
    calendar, before = view.desk.calendar, behind(view)
    unit = "day" if is_day else "month"
    opened = (
        calendar.all("day" if is_day else "month", since, before)
        if before
        else calendar.day("day" if is_day else "month", since)
    )
    words = view.wording.day(since) if is_day else view.wording.month(since)
    page = f"/calendar/{since.isoformat() if is_day else since.isoformat()[:7]}"
    entries = [_event(view, each, f"{unit} {since}") for each in opened.events]
    older = place_after(*opened.next_at) if opened.next_at else {}
    title = f"{view.queries.title}: {words}"
    return Told(f"{unit} {since}", title, view.href(page), entries, older, is_dated=False)


def _event(view: View, event: DayEvent, when: str) -> FeedEntry:
    """What is told of a day: the sentence, with links to where each outlet tells it."""
    first = event.tellings[0]
    places = [
        f'<li><a href="{escape(_place(view, each.article, each.version, each.start, each.end))}">'
        f"{escape(view.queries.outlet_name(each.outlet))}</a></li>"
        for each in event.tellings
    ]
    identity = f"/stories/{event.story.id}" if event.story else f"/articles/{first.article}"
    full = is_full(view)
    return FeedEntry(
        name=f"told {when} {identity}",
        title=event.title or event.sentence,
        link=absolute(view, identity),
        via="",
        content=f"<p>{escape(event.sentence)}</p><ul>{''.join(places)}</ul>" if full else "",
        language=event.language,
        authors=tuple(view.queries.outlet_name(each.outlet) for each in event.tellings),
        updated_at=max(each.published_at for each in event.tellings),
        published_at=first.published_at,
        summary="" if full else event.sentence or event.title,
    )


def _around(view: View) -> Told:
    now = today(view)
    days = view.desk.calendar.near(now, PAST, COMING, FEW)
    entries = [_listed(view, each) for each in sorted(days, key=lambda each: each.since, reverse=True)]
    title = f"{view.queries.title}: {view.say('calendar')}"
    return Told("calendar", title, view.href("/calendar"), entries, is_dated=False)


def _listed(view: View, opened: OpenedDay) -> FeedEntry:
    """A day around today, by what most outlets tell of it."""
    counted = opened.counted
    told = view.wording.count("outlets_tell", counted.outlets) if counted else ""
    lines = "".join(f"<li>{escape(each.sentence)}</li>" for each in opened.events)
    latest = [each.published_at for event in opened.events for each in event.tellings]
    full = is_full(view)
    return FeedEntry(
        name=f"day {opened.since}",
        title=" · ".join(filter(None, (view.wording.day(opened.since), told))),
        link=view.origin + day_href(view, opened.since),
        via="",
        content=f"<ul>{lines}</ul>" if full else "",
        language=view.wording.language,
        authors=(view.queries.title,),
        updated_at=max(latest, default=_begin(opened.since)),
        summary="" if full else " … ".join(each.sentence for each in opened.events) or told or str(opened.since),
    )


def _place(view: View, article: str, version: int, start: int, end: int) -> str:
    return view.origin + href_of(view, Span(article, version, start, end))


def _name(view: View, speaker: Speaker) -> str:
    return named(view, speaker)["name"]


def _begin(since: date) -> datetime:
    return datetime.combine(since, time(), UTC)
