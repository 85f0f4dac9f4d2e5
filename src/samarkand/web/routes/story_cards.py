"""Stories as lists show them: what a card says, and cards gathered by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from samarkand.model.answers import Listed, StoryGlance, StoryMember
from samarkand.web.images import is_shown
from samarkand.web.moments import compared_moment, day_of
from samarkand.web.routes.standing import standing
from samarkand.web.timelines import joinings, timeline, zone_of
from samarkand.web.views import View

NAMED = 4
"""Outlets that a card names; of the others it tells how many they are."""
_LOOKED_AT = 8
"""Articles of a story in which a card looks for a picture, the one that stands for it first."""


def story_days(view: View, glances: Sequence[StoryGlance]) -> list[Mapping[str, Any]]:
    """Cards by the UTC day of the latest report, in the order of the list."""
    cards = zip(glances, story_cards(view, glances), strict=True)
    grouped = groupby(cards, key=lambda each: day_of(each[0].story.last_at, view.wording))
    return [
        {"machine": day, "words": words, "weekday": weekday, "cards": [card for _, card in group]}
        for (day, words, weekday), group in grouped
    ]


def story_cards(view: View, glances: Sequence[StoryGlance]) -> list[Mapping[str, Any]]:
    """What a list shows of stories."""
    steps = view.desk.stories.steps(glances)
    return [_card(view, each, steps.get(each.story.id, (None, None))) for each in glances]


def step(view: View, glance: StoryGlance, place: str) -> Mapping[str, Any]:
    """Another story of the same affair, as a link; its time is told in a place."""
    return {
        "href": view.href(f"/stories/{glance.story.id}"),
        "title": glance.title,
        "language": heading(glance).article.latest.language,
        "moment": compared_moment(glance.members[0].article, view.wording, place),
    }


def _card(view: View, glance: StoryGlance, around: tuple[StoryGlance | None, StoryGlance | None]) -> Mapping[str, Any]:
    story, joined, place = glance.story, joinings(glance), zone_of(view, glance)
    listed = _listed(view, glance)
    leads = (each.lead_path for each in listed if each.lead is not None and is_shown(each.lead_path))
    picture = next(leads, "")
    last = max(glance.members, key=lambda each: each.article.published_at)
    return {
        "href": view.href(f"/stories/{story.id}"),
        "title": glance.title,
        "language": listed[0].article.latest.language,
        "beginning": listed[0].glance.beginning,
        "problem": listed[0].glance.problem,
        "picture": view.file(f"/{picture}") if picture else "",
        "outlets": [outlet(view, each.outlet) for each in joined[:NAMED]],
        "more": view.wording.count("more_outlets", len(joined) - NAMED) if len(joined) > NAMED else "",
        "timeline": timeline(view, glance),
        "moment": compared_moment(last.article, view.wording, place),
        "counts": counts(view, glance),
        "standing": standing(view, glance),
        "before": step(view, around[0], place) if around[0] else None,
        "after": step(view, around[1], place) if around[1] else None,
    }


def heading(glance: StoryGlance) -> StoryMember:
    """The article that stands for a story."""
    return next((each for each in glance.members if each.article.id == glance.story.headline), glance.members[0])


def outlet(view: View, identity: str) -> Mapping[str, str]:
    """An outlet as a link."""
    return {"name": view.queries.outlet_name(identity), "href": view.href(f"/outlets/{identity}")}


def counts(view: View, glance: StoryGlance) -> list[str]:
    """How many report, how many of them independently, and with how many articles; nothing of what is one."""
    story, told = glance.story, []
    if len(story.outlets) > 1:
        told.append(view.wording.count("outlets_report", len(story.outlets)))
        if story.voices < len(story.outlets):
            told.append(view.wording.count("voices", story.voices))
    if len(story.articles) > len(story.outlets):
        told.append(view.wording.count("articles", len(story.articles)))
    return told


def _listed(view: View, glance: StoryGlance) -> Sequence[Listed]:
    """Some of the articles, the one that stands for the story first."""
    members = sorted(glance.members, key=lambda each: each.article.id != glance.story.headline)
    return view.queries.shown([each.article for each in members[:_LOOKED_AT]])
