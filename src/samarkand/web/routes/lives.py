"""What the pages of an article tell of its life: taken down and back, moved, issued again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from samarkand.model.answers import Life, VersionLife
from samarkand.model.articles import Absence, Move
from samarkand.web.moments import moment
from samarkand.web.views import View


def life_notices(view: View, identity: str) -> list[Mapping[str, Any]]:
    """One notice each, in words, with a link where one leads to a page of ours; `is_gone` where the article is gone now."""
    life = view.desk.lives.life(identity)
    return [{"words": "", "href": "", "title": "", "is_gone": False, **told} for told in _notices(view, life)]


def issue_notices(view: View, identity: str) -> list[Mapping[str, Any]]:
    """Notices of the articles that are one history with an article."""
    return [told for told in life_notices(view, identity) if told["href"]]


def happenings(view: View, life: VersionLife) -> list[Mapping[str, Any]]:
    """What befell an article while a version of it was its latest, the last first."""
    told = [(each.first_at, _gone(view, each)) for each in life.absences]
    told += [(each.at, _led(view, each)) for each in life.moves]
    return [words for _, words in sorted(told, key=lambda each: each[0], reverse=True)]


def _notices(view: View, life: Life) -> Iterator[Mapping[str, Any]]:
    for absence in reversed(life.absences):
        yield _gone(view, absence)
    for move in reversed(life.moves):
        yield _led(view, move)
    for other in life.others:
        title = view.queries.title_of(other.latest)
        yield {"words": view.say("issued_again"), "href": view.href(f"/articles/{other.id}"), "title": title}


def _gone(view: View, absence: Absence) -> Mapping[str, Any]:
    return {"words": " ".join(_absence(view, absence)), "is_gone": absence.back_at is None}


def _led(view: View, move: Move) -> Mapping[str, Any]:
    return {"words": view.say("moved", when=_when(view, move.at), target=move.target), "is_gone": False}


def _absence(view: View, absence: Absence) -> Iterator[str]:
    """In order: when it was gone, when it was last seen before, when it was back, and by what that is known."""
    yield view.say("gone_between", first=_when(view, absence.first_at), last=_when(view, absence.last_at))
    if absence.before_at:
        yield view.say("gone_seen_before", when=_when(view, absence.before_at))
    yield view.say("gone_back", when=_when(view, absence.back_at)) if absence.back_at else view.say("gone_kept")
    reason = absence.reason.replace(" ", "_")
    yield view.say(f"absent_{reason}", status=absence.status, target=absence.target)


def _when(view: View, at: datetime) -> str:
    return f"{moment(at, view.wording).text} UTC"
