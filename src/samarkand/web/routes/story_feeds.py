"""Atom feeds of stories: all of them, those of an outlet, and the articles of one as they join."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import StoryGlance
from samarkand.model.stories import StoryListing
from samarkand.web.atom import FeedEntry
from samarkand.web.desk import Desk
from samarkand.web.moments import compared_moment
from samarkand.web.routes.feeds import ENTRIES, absolute, article_entry, feed_reply
from samarkand.web.routes.stories import asked_story
from samarkand.web.routes.story_cards import heading
from samarkand.web.timelines import zone_of
from samarkand.web.views import View


def routes(desk: Desk) -> list[Route]:
    """`/stories.atom`, `/stories/{id}/feed.atom` and `/outlets/{id}/stories.atom`"""

    def everything(request: Request) -> Response:
        view = View(desk, request)
        title = f"{desk.queries.title}: {view.say('feed_stories')}"
        return feed_reply(view, "stories", title, view.href("/"), _entries(view, StoryListing(ENTRIES)), is_dated=False)

    def outlet(request: Request) -> Response:
        view = View(desk, request)
        known = desk.queries.outlet(request.path_params["id"])
        title = view.say("feed_outlet_stories", name=known.name)
        entries = _entries(view, StoryListing(ENTRIES, outlet=known.id))
        return feed_reply(
            view, f"outlet {known.id} stories", title, view.href(f"/outlets/{known.id}"), entries, is_dated=False
        )

    def story(request: Request) -> Response:
        view = View(desk, request)
        glance = desk.stories.open(asked_story(request)).glance
        entries = [article_entry(view, each.article) for each in reversed(glance.members[-ENTRIES:])]
        title = view.say("feed_story", title=glance.title)
        return feed_reply(
            view, f"story {glance.story.id}", title, view.href(f"/stories/{glance.story.id}"), entries, is_dated=False
        )

    return [
        Route("/stories.atom", everything),
        Route("/stories/{id}/feed.atom", story),
        Route("/outlets/{id}/stories.atom", outlet),
    ]


def _entries(view: View, listing: StoryListing) -> list[FeedEntry]:
    return [_entry(view, each) for each in view.desk.stories.listed(listing)]


def _entry(view: View, glance: StoryGlance) -> FeedEntry:
    """A story: the beginning of the article that stands for it, and who reports it."""
    story, names = glance.story, [view.queries.outlet_name(each) for each in glance.story.outlets]
    article = heading(glance).article
    (listed,) = view.queries.shown([article])
    beginning = f"<p>{escape(listed.glance.beginning)}</p>" if listed.glance.beginning else ""
    return FeedEntry(
        name=f"story {story.id}",
        title=glance.title,
        link=absolute(view, f"/stories/{story.id}"),
        via="",
        content=beginning + _reports(view, glance),
        language=article.latest.language,
        authors=names,
        updated_at=story.last_at,
        published_at=story.first_at,
    )


def _reports(view: View, glance: StoryGlance) -> str:
    """The articles by time as safe HTML: outlet, title, time."""
    lines = []
    for each in glance.members:
        told = compared_moment(each.article, view.wording, zone_of(view, glance))
        name = view.queries.outlet_name(each.article.outlet)
        link = f'<a href="{escape(absolute(view, f"/articles/{each.article.id}"))}">{escape(each.title)}</a>'
        lines.append(f"<li>{escape(name)} {link} {escape(f'{told.text} {told.zone}'.rstrip())}</li>")
    return f"<ul>{''.join(lines)}</ul>"
