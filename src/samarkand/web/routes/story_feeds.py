"""Feeds of stories: all of them, those of an outlet, and the articles of one as they join."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.routing import Route

from samarkand.model.answers import StoryGlance
from samarkand.model.stories import StoryListing
from samarkand.web.desk import Desk
from samarkand.web.moments import compared_moment
from samarkand.web.routes.feed_replies import (
    ENTRIES,
    Told,
    absolute,
    article_entry,
    feed_route,
    is_full,
    paged,
    place_after,
)
from samarkand.web.routes.paging import STORY, behind
from samarkand.web.routes.stories import asked_story
from samarkand.web.routes.story_cards import heading
from samarkand.web.syndication.nouns import FeedEntry
from samarkand.web.timelines import zone_of
from samarkand.web.views import View


def routes(desk: Desk) -> list[Route]:
    """Feeds of all stories, of one, of those of an outlet"""
    feeds = {"/stories": _everything, "/stories/{id}/feed": _story, "/outlets/{id}/stories": _outlet}
    return [feed_route(desk, path, told) for path, told in feeds.items()]


def _everything(view: View) -> Told:
    title = f"{view.queries.title}: {view.say('feed_stories')}"
    entries, older = _entries(view, "")
    return Told("stories", title, view.href("/"), entries, older, is_dated=False)


def _outlet(view: View) -> Told:
    known = view.queries.outlet(view.request.path_params["id"])
    title = view.say("feed_outlet_stories", name=known.name)
    entries, older = _entries(view, known.id)
    page = view.href(f"/outlets/{known.id}")
    return Told(f"outlet {known.id} stories", title, page, entries, older, is_dated=False)


def _story(view: View) -> Told:
    glance = view.desk.stories.open(asked_story(view.request)).glance
    where, older = paged(view, len(glance.members))
    entries = [article_entry(view, each.article) for each in list(reversed(glance.members))[where]]
    title, page = view.say("feed_story", title=glance.title), view.href(f"/stories/{glance.story.id}")
    return Told(f"story {glance.story.id}", title, page, entries, older, is_dated=False, is_whole=True)


def _entries(view: View, outlet: str) -> tuple[list[FeedEntry], Mapping[str, str]]:
    found = view.desk.stories.listed(StoryListing(ENTRIES + 1, before=behind(view, STORY), outlet=outlet))
    last = found[ENTRIES - 1].story if len(found) > ENTRIES else None
    older = place_after(last.last_at, last.id) if last else {}
    return [_entry(view, each) for each in found[:ENTRIES]], older


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
        content=beginning + _reports(view, glance) if is_full(view) else "",
        language=article.latest.language,
        authors=names,
        updated_at=story.last_at,
        published_at=story.first_at,
        summary="" if is_full(view) else listed.glance.beginning or glance.title,
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
