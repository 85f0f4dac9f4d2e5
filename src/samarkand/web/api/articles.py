"""Operations on articles: lists, one of them, its text and its history, and what was changed lately."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from samarkand.as_json.articles import article_json, opened_json, text_json
from samarkand.as_json.changes import history_json, latest_json
from samarkand.as_json.lives import life_json
from samarkand.model.catalog import Listing
from samarkand.times import to_ms
from samarkand.web.api.cursors import Place
from samarkand.web.api.operations import Operation, Page, at_place, one, pages, place_of
from samarkand.web.api.parameters import ARTICLE_ID, KIND, OUTLET, PAGED, VERSION, Asked
from samarkand.web.desk import Desk


def listed(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of articles."""
    outlet = desk.queries.outlet(asked["outlet"]).id if asked.get("outlet") else ""
    limit, before = asked["limit"], (place[0], place[1]) if place else None
    found = desk.queries.articles(Listing(outlet, limit + 1, before))
    last = found[limit - 1] if len(found) > limit else None
    items = [article_json(desk.queries, each) for each in found[:limit]]
    return Page(items, [to_ms(last.published_at), last.id] if last else None)


def opened(desk: Desk, asked: Asked, _place: Place | None) -> Mapping[str, Any]:
    """A version of an article."""
    found = desk.queries.open(asked["id"], asked.get("version"))
    return opened_json(desk.queries, found) | life_json(desk.lives.life(found.article.id))


def text(desk: Desk, asked: Asked, _place: Place | None) -> Mapping[str, Any]:
    """The plain text of a version."""
    _, version = desk.queries.version(asked["id"], asked.get("version"))
    _, read = desk.queries.read(version)
    return text_json(version, read.text)


def history(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of the versions of an article, and of those that are one history with it."""
    start, limit = place[0] if place else 0, asked["limit"]
    articles = desk.lives.history(asked["id"])
    steps = ((article, step) for article in articles for step in desk.changes.history(article.id))
    shown = list(islice(steps, start, start + limit + 1))
    lives = {article.id: desk.lives.of_versions(article.id) for article, _ in shown}
    items = [
        history_json(step.version, step.changed, lives[article.id][step.version.number])
        for article, step in shown[:limit]
    ]
    return Page(items, [start + limit] if len(shown) > limit else None)


def changes(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of what was changed lately."""
    outlet = desk.queries.outlet(asked["outlet"]).id if asked.get("outlet") else ""
    at = at_place(place)
    behind = (*at, place[2]) if at and place else None
    found = desk.changes.page(asked["limit"], outlet, asked.get("kind"), behind)
    items = [latest_json(each, desk.lives.of_versions(each.article.id)[each.after.number]) for each in found.changed]
    following = found.next_at
    return Page(items, [*(place_of(following[:2]) or ()), following[2]] if following else None)


OPERATIONS = (
    Operation(
        "articles",
        "/articles",
        "Articles, the newest first",
        listed,
        pages("article"),
        (OUTLET, *PAGED),
        {"article": ("id", "/items/0/id"), "text": ("id", "/items/0/id"), "history": ("id", "/items/0/id")},
    ),
    Operation(
        "article",
        "/articles/{id}",
        "A version of an article with its text, its pictures and what became of it",
        opened,
        one("opened_article"),
        (ARTICLE_ID, VERSION),
    ),
    Operation(
        "text",
        "/articles/{id}/text",
        "The plain text of a version: one line a block; all places count its characters",
        text,
        one("text"),
        (ARTICLE_ID, VERSION),
    ),
    Operation(
        "history",
        "/articles/{id}/history",
        "The versions of an article, the first one first, and what was changed in each",
        history,
        pages("version"),
        (ARTICLE_ID, *PAGED),
    ),
    Operation(
        "changes",
        "/changes",
        "Later versions, the newest first, and what was changed; without `kind`, typography and furniture are left out. "
        "A page looks at 300 later versions at most, so that it may hold few and still have a `next`",
        changes,
        pages("change"),
        (OUTLET, KIND, *PAGED),
    ),
)
