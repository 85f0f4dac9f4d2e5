"""Operations on stories: lists, one of them, its comparison, and two articles side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samarkand.as_json.comparisons import agreement_json, comparison_json, sides_json
from samarkand.as_json.stories import opened_json, story_json
from samarkand.model.stories import StoryListing
from samarkand.web.api.cursors import Place
from samarkand.web.api.operations import Operation, Page, at_place, one, pages, place_of
from samarkand.web.api.parameters import ARTICLE, OUTLET, PAGED, STORY_ID, Asked, flag, in_path, number
from samarkand.web.desk import Desk


def listed(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of stories."""
    outlet = desk.queries.outlet(asked["outlet"]).id if asked.get("outlet") else ""
    limit = asked["limit"]
    found = desk.stories.listed(StoryListing(limit + 1, at_place(place), outlet, None, asked["least"]))
    last = found[limit - 1].story if len(found) > limit else None
    items = [story_json(desk.queries, each) for each in found[:limit]]
    return Page(items, place_of((last.last_at, last.id)) if last else None)


def opened(desk: Desk, asked: Asked, _place: Place | None) -> Mapping[str, Any]:
    """A story."""
    found = desk.stories.open(asked["id"])
    story = found.glance.story.id
    reasons = {each.member.article.id: each for each in desk.stories.why(story)} if asked["why"] else None
    return opened_json(desk.queries, found, reasons)


def compared(desk: Desk, asked: Asked, _place: Place | None) -> Mapping[str, Any]:
    """A story, its articles side by side."""
    found = desk.comparisons.open(asked["id"])
    agreements = desk.changes.agreements([member.article for member in found.glance.members])
    return comparison_json(desk.queries, found) | {"agreements": [agreement_json(each) for each in agreements]}


def beside(desk: Desk, asked: Asked, _place: Place | None) -> Mapping[str, Any]:
    """Two articles side by side."""
    return sides_json(desk.queries, desk.comparisons.side_by_side(asked["one"], asked["two"]))


OPERATIONS = (
    Operation(
        "stories",
        "/stories",
        "Stories, those that grew last first",
        listed,
        pages("story"),
        (OUTLET, number("least", "Only those of so many articles or more", 1, 1_000_000, default=1), *PAGED),
        {"story": ("id", "/items/0/id"), "comparison": ("id", "/items/0/id")},
    ),
    Operation(
        "story",
        "/stories/{id}",
        "A story: its articles by time, who was first, the steps before and after",
        opened,
        one("opened_story"),
        (STORY_ID, flag("why", "What ties each article to the others, and what speaks against", usual=False)),
    ),
    Operation(
        "comparison",
        "/stories/{id}/comparison",
        "A story laid side by side: who claims what, where outlets disagree, what one alone tells or lacks",
        compared,
        one("compared.comparison"),
        (STORY_ID,),
    ),
    Operation(
        "sides",
        "/compare/{one}/{two}",
        "Two articles side by side, and which of their passages say the same",
        beside,
        one("compared.sides"),
        (in_path("one", "Id of an article", ARTICLE), in_path("two", "Id of another one", ARTICLE)),
    ),
)
