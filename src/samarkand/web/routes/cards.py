"""Articles as lists show them: what a card says, and cards gathered by day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from samarkand.model.answers import Listed
from samarkand.web.images import is_shown
from samarkand.web.moments import article_moment, day_of
from samarkand.web.views import View


def days(view: View, listed: Sequence[Listed]) -> list[Mapping[str, Any]]:
    """Cards by the UTC day that they are listed under, in the order of the list; with their marks for who may set them."""
    marks = view.desk.streams.marks([each.article.id for each in listed]) if view.marking and listed else {}
    grouped = groupby(listed, key=lambda each: day_of(each.article.published_at, view.wording))
    return [
        {
            "machine": day,
            "words": words,
            "weekday": weekday,
            "cards": [_marked(view, card(view, each, day), each, marks) for each in group],
        }
        for (day, words, weekday), group in grouped
    ]


def _marked(
    view: View, shown: Mapping[str, Any], listed: Listed, marks: Mapping[str, frozenset[str]]
) -> Mapping[str, Any]:
    """A card with what it takes to mark its article, where that may be done."""
    identity = listed.article.id
    told = marking(view, identity, shown["title"], marks.get(identity, frozenset())) if view.marking else None
    return {**shown, "id": identity, "marking": told}


def marking(
    view: View, identity: str, title: str, marks: Collection[str], *, is_whole: bool = False
) -> Mapping[str, Any]:
    """The marks of an article, and what a form sends to set them; `is_whole`: with a button for what was read."""
    places = {
        name: view.request.query_params[name] for name in ("before", "after") if name in view.request.query_params
    }
    back = f"{view.path}?{urlencode(places)}" if places else view.path
    return {
        "action": view.href(f"/articles/{identity}/marks"),
        "token": view.token,
        "back": "" if is_whole else back,
        "title": title,
        "is_starred": "starred" in marks,
        "is_read": "read" in marks,
        "is_read_told": is_whole,
    }


def card(view: View, listed: Listed, day: str) -> Mapping[str, Any]:
    """What a list shows of an article under a day: the date is told again only where the outlet's is another."""
    told = article_moment(listed.article, view.wording, view.queries.zone_of(listed.article.latest))
    article, glance = listed.article, listed.glance
    has_picture = listed.lead is not None and is_shown(listed.lead_path)
    return {
        "href": view.href(f"/articles/{article.id}"),
        "title": glance.title or article.latest.title or article.url,
        "beginning": glance.beginning,
        "language": article.latest.language,
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "moment": told,
        "is_dated": told.day != day,
        "versions": view.wording.count("versions", article.versions) if article.versions > 1 else "",
        "is_gone": article.gone_at is not None,
        "picture": view.file(f"/{listed.lead_path}") if has_picture else "",
        "problem": glance.problem,
    }


def modified(listed: Sequence[Listed]) -> datetime | None:
    """When what a list shows last changed; None for an empty one."""
    instants = [at for each in listed for at in (each.article.latest.seen_at, each.article.gone_at) if at]
    return max(instants, default=None)
