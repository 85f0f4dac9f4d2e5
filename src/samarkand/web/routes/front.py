"""The front page: stories by their weight, and all of them by time behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import StoryGlance
from samarkand.model.stories import StoryListing
from samarkand.times import to_ms
from samarkand.web.desk import Desk
from samarkand.web.routes import paging
from samarkand.web.routes.standing import uncompared
from samarkand.web.routes.story_cards import story_cards, story_days
from samarkand.web.views import View

PAGE = 30
"""Stories on a page."""
SETTLED = 600
"""Seconds for which times that lie ahead may stay what they were: only they change an order while nothing comes."""
FIRST_ID = f"s{0:016}"


def routes(desk: Desk) -> list[Route]:
    """`/`"""

    def front(request: Request) -> Response:
        view = View(desk, request)
        before = paging.behind(view, paging.STORY)
        minutes = int(desk.clock().timestamp()) // SETTLED
        unknown: list[StoryGlance] = []

        def made() -> dict[str, object]:
            glances, context = _by_weight(view) if before is None else _by_time(view, before)
            unknown.extend(uncompared(view, glances))
            return context

        context = view.remembered(made, minutes, desk.comparisons.counts)
        feeds = {view.say("feed_stories"): view.href("/stories.atom")}
        answer = view.page("front.html", {**context, "behind": lag(view)}, feeds=feeds)
        answer.background = BackgroundTask(desk.comparisons.count_disagreements, unknown) if unknown else None
        return answer

    return [Route("/", front)]


def place_of(glance: StoryGlance) -> str:
    """What `before` holds on the page that follows a story."""
    return f"{to_ms(glance.story.last_at)}.{glance.story.id}"


def lag(view: View) -> str:
    """How many lines of the ledger wait for their articles to be placed; "" for none."""
    lag = view.desk.stories.lag()
    return f"{lag:,}" if lag else ""


def _by_weight(view: View) -> tuple[Sequence[StoryGlance], dict[str, object]]:
    """The stories that weigh most now; behind them all stories by time, those shown here included."""
    glances = view.desk.stories.front(view.desk.clock(), PAGE)
    latest = view.desk.stories.listed(StoryListing(limit=1))
    cards = story_cards(view, glances)
    older = f"{to_ms(latest[0].story.last_at)}.{FIRST_ID}" if latest else ""
    return glances, {
        "is_first": True,
        "days": [{"machine": "", "words": view.say("stories_now"), "weekday": "", "cards": cards}] if cards else [],
        "newer": "",
        "older": view.href("/", before=older) if older else "",
    }


def _by_time(view: View, before: tuple[datetime, str]) -> tuple[Sequence[StoryGlance], dict[str, object]]:
    glances = view.desk.stories.listed(StoryListing(limit=PAGE + 1, before=before))
    shown = glances[:PAGE]
    return shown, {
        "is_first": False,
        "days": story_days(view, shown),
        "newer": view.href("/"),
        "older": view.href("/", before=place_of(shown[-1])) if len(glances) > PAGE else "",
    }
