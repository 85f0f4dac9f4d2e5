"""Outlets that fall silent, and bring news again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from samarkand.model.answers import Health
from samarkand.model.watches import EVERY, Heard, Watch
from samarkand.pipeline.happenings.looking import Look, News
from samarkand.steps.health import has_stopped
from samarkand.times import iso


def silence(look: Look, watch: Watch, heard: Heard) -> News:
    """Who fell silent since it was looked last, and who brings news again. Raises NotFound for an outlet that nobody knows."""
    states = {each.outlet: each for each in look.health if watch.silence in {EVERY, each.outlet}}
    if watch.silence != EVERY and not states:
        look.queries.outlet(watch.silence)
    are_silent = {each.outlet: each for each in silent(look, watch)}
    back = [
        states[each]
        for each in heard.known
        if each in states and each not in are_silent and states[each].state in {"fine", "failing"}
    ]
    fallen = [each for outlet, each in are_silent.items() if outlet not in heard.known]
    hits = [_told(look, each, "silent") for each in fallen] + [_told(look, each, "again") for each in back]
    gone = {each.outlet for each in back}
    waiting = [each for each in heard.known if each in states and each not in gone and _is_asked(states[each])]
    return News(hits, tuple(dict.fromkeys([*waiting, *are_silent])), look.end)


def silent(look: Look, watch: Watch) -> list[Health]:
    """The outlets that are silent, by what `status` calls so, and those that fail and have brought nothing as long."""
    return [
        each
        for each in look.health
        if watch.silence in {EVERY, each.outlet}
        and (each.state == "silent" or (each.state == "failing" and has_stopped(each.usual_gap, each.silent_for)))
    ]


def _told(look: Look, health: Health, state: Literal["silent", "again"]) -> Mapping[str, Any]:
    known = look.parts.outlet(health.outlet)
    newest = iso(health.last_new_at) if health.last_new_at else None
    words = {"silent": f"silent since {newest}" if newest else "silent", "again": "brings news again"}
    return {
        "id": health.outlet,
        "outlet": health.outlet,
        "outlet_name": health.name,
        "title": health.name,
        "url": known.home if known else "",
        "state": state,
        "last_new_at": newest,
        "usual_gap_seconds": health.usual_gap.total_seconds() if health.usual_gap else None,
        "failures": health.failures,
        "trouble": health.trouble,
        "published_at": None,
        "seen_at": iso(look.now),
        "snippet": words[state],
    }


def _is_asked(health: Health) -> bool:
    return health.state not in {"unfollowed", "paused"}
