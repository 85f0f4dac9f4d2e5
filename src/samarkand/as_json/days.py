"""Days and months that articles tell of, as JSON objects; places count characters of the plain text, ends excluded."""

from __future__ import annotations

from typing import Any

from samarkand.model.tellings import Calendared, DayEvent, DayTelling, OpenedDay, Unit
from samarkand.queries import Queries
from samarkand.times import iso


def when_json(unit: Unit, day: Calendared) -> dict[str, Any]:
    """How many tell of a day or a month."""
    told = day.since.isoformat() if unit == "day" else f"{day.since:%Y-%m}"
    return {"on": told, "outlets": day.outlets, "articles": day.articles, "ahead": day.ahead}


def opened_json(queries: Queries, unit: Unit, opened: OpenedDay) -> dict[str, Any]:
    """A day or a month, and what is told of it: what most outlets tell first, or a page of single articles."""
    counted = opened.counted or Calendared(opened.since, 0, 0, 0)
    return when_json(unit, counted) | {"items": [event_json(queries, each) for each in opened.events]}


def event_json(queries: Queries, event: DayEvent) -> dict[str, Any]:
    """What the articles of one story tell of a day, or one article."""
    return {
        "title": event.title,
        "language": event.language,
        "story": event.story.id if event.story else "",
        "articles": event.articles,
        "sentence": event.sentence,
        "words": event.words,
        "is_gone": event.is_gone,
        "is_ahead": event.is_ahead,
        "told": [telling_json(queries, each) for each in event.tellings],
    }


def telling_json(queries: Queries, telling: DayTelling) -> dict[str, Any]:
    """Where an article tells of a day first."""
    return {
        "id": telling.article,
        "version": telling.version,
        "outlet": telling.outlet,
        "outlet_name": queries.outlet_name(telling.outlet),
        "published_at": iso(telling.published_at),
        "start": telling.start,
        "end": telling.end,
    }
