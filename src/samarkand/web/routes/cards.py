"""Articles as lists show them: what a card says, and cards gathered by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from samarkand.model.answers import Listed
from samarkand.web.images import is_shown
from samarkand.web.moments import article_moment, day_of
from samarkand.web.views import View


def days(view: View, listed: Sequence[Listed]) -> list[Mapping[str, Any]]:
    """Cards by the UTC day that they are listed under, in the order of the list."""
    grouped = groupby(listed, key=lambda each: day_of(each.article.published_at, view.wording))
    return [
        {"machine": day, "words": words, "weekday": weekday, "cards": [card(view, each, day) for each in group]}
        for (day, words, weekday), group in grouped
    ]


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
