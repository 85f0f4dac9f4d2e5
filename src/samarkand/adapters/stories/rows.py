"""Rows of the story store as values of the model, and back. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from samarkand.model.stories import Correction, Member, Story
from samarkand.times import from_ms, iso, parse_iso, to_ms

_SIGN = "\n"
"""Between ids: it stands in none of them, and is read in a tenth of the time of JSON."""
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(at: datetime) -> int:
    """Days from 1970-01-01 to the UTC day of an instant."""
    return day_number(at.astimezone(UTC).date())


def begin_of(day: int) -> int:
    """Before which no sketch of a day is put."""
    return day << 32


def member_row(member: Member) -> tuple[Any, ...]:
    """A row of `features` without where its sketch is and what is packed."""
    return member.article, member.outlet, to_ms(member.published_at), member.agency, member.order


def member_of(article: str, outlet: str, published_at: int, agency: str, line: int) -> Member:
    """The same, read."""
    return Member(article, outlet, _instant(published_at), agency, line)


def story_row(story: Story) -> tuple[Any, ...]:
    """A row of `stories`."""
    return (
        story.id,
        joined(story.articles),
        len(story.articles),
        story.headline,
        to_ms(story.first_at),
        to_ms(story.last_at),
        joined(story.outlets),
        story.voices,
        story.thread,
    )


def story_of(row: tuple[Any, ...]) -> Story:
    """A row of `stories`, read."""
    identity, articles, _, headline, first_at, last_at, outlets, voices, thread = row
    return Story(
        identity,
        listed(articles),
        headline,
        _instant(first_at),
        _instant(last_at),
        listed(outlets),
        voices,
        thread,
    )


def joined(ids: Iterable[str]) -> str:
    """Ids as a row has them."""
    return _SIGN.join(ids)


def listed(told: str) -> tuple[str, ...]:
    """The same, read."""
    return tuple(told.split(_SIGN)) if told else ()


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
