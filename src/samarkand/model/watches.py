"""Watches: saved searches and happenings that are waited for, and what is remembered of those who are told. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from samarkand.ids import canonical_json, sha256
from samarkand.model.changes import EditKind
from samarkand.model.events import Place

Way = Literal["webhook", "mail", "command"]
"""How somebody is told; the name of the watch's field that says who."""
WAYS: tuple[Way, ...] = ("webhook", "mail", "command")
WatchKind = Literal["search", "story", "change", "silence"]
"""search: versions that a query finds. story: a story that comes to a size. change: a later version in which something of a
kind was done. silence: an outlet that brings nothing new, and that brings news again."""
EVERY = "all"
"""In the place of an outlet: each that is followed."""
SMALLEST = 2
"""Independent outlets of the smallest story that is waited for: each article is a story of one."""
MOST = 100
"""What a message holds, the newest; it says how many there are, and where the others can be seen."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is waited for; who is told, if anybody, besides those who read its feed."""

    query: str = ""
    """What versions must answer; of a story one of its articles. "" for any, which a search alone cannot have."""
    id: str = ""
    title: str = ""
    webhook: str = ""
    """Address that gets a POST of JSON."""
    secret_env: str = ""
    """Name of the environment variable that holds the secret which the POST is signed with."""
    command: str = ""
    """Program with its arguments, as a shell would part them; it gets the JSON on its standard input."""
    mail: str = ""
    """Address that gets a mail."""
    story_size: int = 0
    """How many independent outlets a story must have; 0 for a watch of something else."""
    changes: tuple[EditKind, ...] = ()
    """Kinds of changes that are waited for; none for a watch of something else."""
    silence: str = ""
    """Id of the outlet whose silence is waited for, or `EVERY`; "" for a watch of something else."""

    @property
    def kind(self) -> WatchKind:
        """What it waits for."""
        return "story" if self.story_size else "change" if self.changes else "silence" if self.silence else "search"

    def looked_for(self) -> Mapping[str, Any]:
        """What it waits for besides its query, by the names of its fields; empty for a search."""
        told = {"story_size": self.story_size, "changes": list(self.changes), "silence": self.silence}
        return {key: value for key, value in told.items() if value}

    def name(self) -> str:
        """What it is called: its title, else what it waits for."""
        told = [
            f"{key}:{','.join(value) if isinstance(value, list) else value}" for key, value in self.looked_for().items()
        ]
        return self.title or " ".join(filter(None, [*told, self.query]))

    def subject(self) -> str:
        """What reports of it are about."""
        return f"watch {self.id} ({self.name()})"

    def ways(self) -> tuple[Way, ...]:
        """The ways by which it tells somebody."""
        return tuple(way for way in WAYS if getattr(self, way))


@dataclass(frozen=True, slots=True)
class Behind:
    """A way that was not told yet, and why."""

    place: Place
    """Up to where in the ledger it was told."""
    failures: int = 0
    """How often in a row it could not be told."""
    again_at: datetime | None = None
    """Before this it is not tried again (UTC); None for the next round."""
    problem: str = ""
    """What went wrong the last time."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far a watch was told."""

    place: Place
    """Up to where in the ledger, by all ways but those behind."""
    behind: Mapping[Way, Behind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was noticed for a watch of happenings. Of such a watch, `Told` counts these, and no lines of the ledger."""

    place: Place
    """Up to where in the ledger it was looked."""
    since: datetime
    """When it began (UTC): what was there before is no news."""
    known: tuple[str, ...] = ()
    """What is not news any more: ids of articles in stories that were noticed, or of outlets that are silent."""
    total: int = 0
    """How many were noticed."""
    newest: tuple[Mapping[str, Any], ...] = ()
    """The last `MOST` of them as JSON, in their order."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was given up: nobody could be told of it in so many tries."""

    id: str
    """Of the watch, the way, and where in the ledger its news begin: the same message has the same."""
    watch: str
    """Id of the watch."""
    way: Way
    message: Mapping[str, Any]
    """What would have been told, as JSON."""
    failures: int
    problem: str
    """What went wrong the last time."""
    at: datetime
    """When it was given up (UTC)."""


def watch_id(watch: Watch) -> str:
    """Eight hexadecimal digits made from what is looked for and who is told."""
    told = {"query": watch.query, "webhook": watch.webhook, "command": watch.command, **watch.looked_for()}
    return sha256(canonical_json(told | ({"mail": watch.mail} if watch.mail else {})))[:8]


def fault_of(watch: Watch) -> str:
    """Why nothing can be waited for so; "" where it can. Whether there is such an outlet is not looked at."""
    if sum(map(bool, (watch.story_size, watch.changes, watch.silence))) > 1:
        return "a watch is of the size of stories, of kinds of changes, or of silence: of one of them alone"
    if watch.kind == "search" and not watch.query.strip():
        return "a query is missing"
    if watch.story_size and watch.story_size < SMALLEST:
        return f"a story that is waited for has {SMALLEST} outlets at least, and not {watch.story_size}"
    if unknown := [each for each in watch.changes if each not in get_args(EditKind)]:
        return f"{unknown[0]!r} is no kind of change; such are {', '.join(get_args(EditKind))}"
    if watch.silence and watch.query:
        return "silence is an outlet's, and has no query"
    return ""


def feed_path(watch: Watch) -> str:
    """Where the reader has its feed."""
    return f"/watches/{watch.id}/feed.atom"


def page_path(watch: Watch) -> str:
    """Where the reader shows all that it finds, newest first."""
    if watch.kind != "search":
        return f"/watches#watch-{watch.id}"
    return f"/search?{urlencode({'q': watch.query, 'sort': 'date'})}"
