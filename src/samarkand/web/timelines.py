"""When each outlet joined a story, as a small drawing and as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samarkand.model.answers import StoryGlance, StoryMember
from samarkand.web.moments import compared_moment
from samarkand.web.views import View

WIDTH = 240
"""Units of the drawing, which is as wide as its room; a mark is 2 * RADIUS wide."""
RADIUS = 4
TOLD = 24
"""Outlets that the words name, each with its time; the page of the story has all."""


@dataclass(frozen=True, slots=True)
class Joining:
    """An outlet and its first report of a story."""

    outlet: str
    member: StoryMember
    is_copy: bool
    """Whether all that it has is the text of others."""

    @property
    def at(self) -> datetime:
        """When it joined (UTC)."""
        return self.member.article.published_at


def joinings(glance: StoryGlance) -> list[Joining]:
    """The outlets of a story in the order in which they joined, each with its first article."""
    first: dict[str, StoryMember] = {}
    own: set[str] = set()
    for member in glance.members:
        first.setdefault(member.article.outlet, member)
        if not member.copy_of:
            own.add(member.article.outlet)
    return [Joining(outlet, member, outlet not in own) for outlet, member in first.items()]


def timeline(view: View, glance: StoryGlance) -> Mapping[str, Any] | None:
    """Marks with their places in the drawing, and the same in words; None where only one outlet has reported."""
    joined = joinings(glance)
    if len(joined) < 2:
        return None
    place = zone_of(view, glance)
    told = [compared_moment(each.member.article, view.wording, place) for each in joined]
    words = [
        f"{view.queries.outlet_name(each.outlet)} {shown.text} {shown.zone}".rstrip()
        for each, shown in zip(joined, told, strict=True)
    ]
    if len(words) > TOLD:
        words[TOLD:] = [view.wording.count("more_outlets", len(words) - TOLD)]
    start, length = joined[0].at, joined[-1].at - joined[0].at
    return {
        "width": WIDTH,
        "radius": RADIUS,
        "marks": [{"place": _place(each.at - start, length), "is_copy": each.is_copy} for each in joined],
        "words": view.say("timeline", told=("; " if view.wording.language == "en" else "；").join(words)),
        "start": told[0],
        "end": told[-1],
        "is_one_day": told[0].day == told[-1].day and bool(told[-1].clock),
    }


def zone_of(view: View, glance: StoryGlance) -> str:
    """The place in whose time all of a story is told, so that it can be compared: that of its first article."""
    return view.queries.zone_of(glance.members[0].article.latest)


def _place(since: timedelta, length: timedelta) -> int:
    share = since / length if length else 0.5
    return round(RADIUS + share * (WIDTH - 2 * RADIUS))
