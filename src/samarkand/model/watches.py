"""Saved searches, and what is remembered of those who are told. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from samarkand.ids import canonical_json, sha256
from samarkand.model.events import Place

Way = Literal["webhook", "mail", "command"]
"""How somebody is told; the name of the watch's field that says who."""
WAYS: tuple[Way, ...] = ("webhook", "mail", "command")


@dataclass(frozen=True, slots=True)
class Watch:
    """A search that is asked of every new version; who is told, if anybody, besides those who read its feed."""

    query: str
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

    def name(self) -> str:
        """What it is called: its title, else its query."""
        return self.title or self.query

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
    told = {"query": watch.query, "webhook": watch.webhook, "command": watch.command}
    return sha256(canonical_json(told | ({"mail": watch.mail} if watch.mail else {})))[:8]


def feed_path(watch: Watch) -> str:
    """Where the reader has its feed."""
    return f"/watches/{watch.id}/feed.atom"


def page_path(watch: Watch) -> str:
    """Where the reader shows all that it finds, newest first."""
    return f"/search?{urlencode({'q': watch.query, 'sort': 'date'})}"
