"""Watches as pages and feeds show them: what each waits for, what was noticed, what could not be told and to whom."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

from samarkand.errors import NotFound
from samarkand.model.answers import Watched
from samarkand.model.watches import EVERY, Watch, Way
from samarkand.times import from_ms, iso, parse_iso
from samarkand.web.edits import kind_words
from samarkand.web.moments import moment
from samarkand.web.routes.feed_replies import absolute, is_full
from samarkand.web.syndication.nouns import FeedEntry
from samarkand.web.views import View

_WAYS: Mapping[Way, str] = {"webhook": "watch_posts", "mail": "watch_mails", "command": "watch_runs"}


def waits_for(view: View, watch: Watch) -> str:
    """What a watch waits for, in words; the query of a search."""
    if watch.kind == "story":
        return view.say("watch_kind_story", size=watch.story_size)
    if watch.kind == "change":
        comma = ", " if view.wording.language == "en" else "、"
        return view.say("watch_kind_change", kinds=comma.join(kind_words(view, each) for each in watch.changes))
    if watch.kind == "silence":
        every = watch.silence == EVERY
        return view.say("watch_kind_silence_all") if every else view.say("watch_kind_silence", name=_name(view, watch))
    return watch.query


def _name(view: View, watch: Watch) -> str:
    try:
        return view.queries.outlet(watch.silence).name
    except NotFound:
        return watch.silence


def ways(watch: Watch) -> list[str]:
    """Messages for how a watch tells besides its feed. Neither address nor command is shown: they may be only for the archive's owner."""
    return [_WAYS[way] for way in watch.ways()]


def noticed(view: View, hit: Mapping[str, Any]) -> Mapping[str, Any]:
    """One thing that was noticed, as the page shows it."""
    at = parse_iso(str(hit["seen_at"]))
    return {
        "href": view.href(_path(hit)),
        "title": hit["title"],
        "language": str(hit.get("language", "")) or view.wording.language,
        "outlet": "" if "state" in hit else hit["outlet_name"],
        "moment": moment(at, view.wording) if at else None,
        "words": _words(view, hit),
    }


def entry(view: View, hit: Mapping[str, Any]) -> FeedEntry:
    """The same in a feed."""
    words = _words(view, hit)
    at = parse_iso(str(hit["seen_at"])) or from_ms(0)
    assert at is not None
    content = f"<p>{escape(words)}</p>" if words else f"<p>{escape(str(hit['outlet_name']))}</p>"
    state = str(hit.get("state", hit.get("version", "")))
    return FeedEntry(
        name=f"noticed {_path(hit)} {state} {iso(at) if 'state' in hit else ''}".rstrip(),
        title=f"{hit['title']}: {words}" if "state" in hit else str(hit["title"]),
        link=absolute(view, _path(hit)),
        via="",
        content=content if is_full(view) else "",
        language=str(hit.get("language", "")) or view.wording.language,
        authors=(str(hit["outlet_name"]),),
        updated_at=at,
        summary="" if is_full(view) else words or str(hit["title"]),
    )


def _path(hit: Mapping[str, Any]) -> str:
    if "state" in hit:
        return f"/outlets/{hit['id']}"
    return f"/stories/{hit['story']}" if "story" in hit else f"/articles/{hit['id']}/versions/{hit['version']}"


def _words(view: View, hit: Mapping[str, Any]) -> str:
    if "state" in hit:
        return view.say("watch_again" if hit["state"] == "again" else "watch_silent")
    if "edits" not in hit:
        return "" if "story" in hit else str(hit["snippet"])
    told = [f"{kind_words(view, each['kind'])}：{each['old'] or '∅'} → {each['new'] or '∅'}" for each in hit["edits"]]
    comma = "; " if view.wording.language == "en" else "；"
    return (comma.join(told)).replace("：", ": ") if view.wording.language == "en" else comma.join(told)


def troubles(view: View, watched: Watched) -> Iterator[Mapping[str, Any]]:
    """What could not be told yet, and what was given up: for the archive's owner alone."""
    for way, behind in watched.behind.items():
        yield {
            "way": view.say(_WAYS[way]),
            "target": target(watched.watch, way),
            "failures": view.say("watch_failed", failures=behind.failures) if behind.failures else "",
            "problem": behind.problem,
            "again": moment(behind.again_at, view.wording) if behind.again_at else None,
            "letter": "",
        }
    for letter in watched.letters:
        yield {
            "way": view.say(_WAYS[letter.way]),
            "target": target(watched.watch, letter.way),
            "failures": view.say("watch_given_up", failures=letter.failures),
            "problem": letter.problem,
            "at": moment(letter.at, view.wording),
            "letter": letter.id,
            "hits": view.wording.count("found", int(letter.message["total"])),
            "first": letter.message["hits"][0]["title"] if letter.message["hits"] else "",
        }


def target(watch: Watch, way: Way) -> str:
    """Who is told, without what may be a secret: the host of an address, the name of a program."""
    if way == "webhook":
        return urlsplit(watch.webhook).hostname or ""
    return watch.mail if way == "mail" else next(iter(shlex.split(watch.command)), "")
