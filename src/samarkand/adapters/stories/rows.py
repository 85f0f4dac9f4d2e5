"""Rows of the story store as values of the model, and back. No SQL here."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from samarkand.model.stories import Correction, Link, Member, Sketch, Story
from samarkand.times import from_ms, iso, parse_iso, to_ms

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(at: datetime) -> int:
    """Days from 1970-01-01 to the UTC day of an instant."""
    return day_number(at.astimezone(UTC).date())


def sketch_row(sketch: Sketch) -> tuple[Any, ...]:
    """A row of `sketches`."""
    return day_of(sketch.published_at), sketch.article, to_ms(sketch.published_at), sketch.data


def sketch_of(article: str, published_at: int, data: bytes) -> Sketch:
    """A row of `sketches` without its day, read."""
    return Sketch(article, _instant(published_at), data)


def member_row(member: Member) -> tuple[Any, ...]:
    """A row of `features` without what is packed."""
    at = member.published_at
    return member.article, day_of(at), member.outlet, to_ms(at), member.agency, member.order


def member_of(article: str, outlet: str, published_at: int, agency: str, line: int) -> Member:
    """A row of `features` without its day and what is packed, read."""
    return Member(article, outlet, _instant(published_at), agency, line)


def link_row(link: Link) -> tuple[Any, ...]:
    """A row of `links`."""
    return link.one, link.two, link.score, int(link.is_copy)


def link_of(one: str, two: str, score: float, is_copy: int) -> Link:
    """A row of `links`, read."""
    return Link(one, two, score, bool(is_copy))


def story_row(story: Story) -> tuple[Any, ...]:
    """A row of `stories`."""
    return (
        story.id,
        json.dumps(story.articles),
        len(story.articles),
        story.headline,
        to_ms(story.first_at),
        to_ms(story.last_at),
        json.dumps(story.outlets),
        story.voices,
        story.thread,
    )


def story_of(row: tuple[Any, ...]) -> Story:
    """A row of `stories`, read."""
    identity, articles, _, headline, first_at, last_at, outlets, voices, thread = row
    return Story(
        identity,
        tuple(json.loads(articles)),
        headline,
        _instant(first_at),
        _instant(last_at),
        tuple(json.loads(outlets)),
        voices,
        thread,
    )


def correction_row(correction: Correction) -> tuple[str]:
    """What of a row of `corrections` is not its number."""
    told = {
        "deed": correction.deed,
        "articles": correction.articles,
        "others": correction.others,
        "left": correction.left,
        "at": iso(correction.at) if correction.at else None,
        "by": correction.by,
    }
    return (json.dumps(told),)


def correction_of(told: str) -> Correction:
    """`told` of a row of `corrections`, read."""
    data = json.loads(told)
    articles, others, left = (tuple(data[name]) for name in ("articles", "others", "left"))
    return Correction(data["deed"], articles, others, left, parse_iso(data["at"]) if data["at"] else None, data["by"])


def _instant(milliseconds: int) -> datetime:
    value = from_ms(milliseconds)
    assert value is not None, "it was made of an instant"
    return value
