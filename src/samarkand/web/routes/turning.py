"""Turning pages: places in a list that stay where they are when something new arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from samarkand.model.answers import Listed
from samarkand.model.catalog import Listing
from samarkand.times import to_ms
from samarkand.web.routes.paging import ARTICLE, place
from samarkand.web.views import View

PAGE = 30
"""Articles on a page."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One page of a list, and the addresses of its neighbours; "" where there is none."""

    articles: Sequence[Listed]
    newer: str
    older: str


def turned(view: View, outlet: str = "") -> Turned | RedirectResponse:
    """The page of the list that a request asks for; the first page has one address only. Raises HTTPException (400)."""
    path = view.path
    listing = Listing(outlet, PAGE + 1)
    before, after = place(view, "before", ARTICLE), place(view, "after", ARTICLE)
    if before and after:
        raise HTTPException(400)
    found = view.queries.listed(replace(listing, before=before, after=after))
    if after:
        if len(found) <= PAGE:
            return RedirectResponse(view.href(path), 302)
        articles = found[1:]
        return Turned(articles, _to(view, path, after=articles[0]), _to(view, path, before=articles[-1]))
    articles = found[:PAGE]
    newer = _to(view, path, after=articles[0]) if before and articles else (view.href(path) if before else "")
    return Turned(articles, newer, _to(view, path, before=articles[-1]) if len(found) > PAGE else "")


def _to(view: View, path: str, **places: Listed) -> str:
    query: Mapping[str, str] = {
        name: f"{to_ms(each.article.published_at)}.{each.article.id}" for name, each in places.items()
    }
    return view.href(path, **query)
