"""One operation of the HTTP API: what is asked with, what is answered, and who answers; no operation stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samarkand.times import iso, parse_iso
from samarkand.web.api.cursors import Place
from samarkand.web.api.parameters import Asked, Parameter
from samarkand.web.api.schemas import Schema, page_of, ref
from samarkand.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list."""

    items: Sequence[Mapping[str, Any]]
    place: Place | None = None
    """Where the list goes on; None at its end."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What is told besides the list."""


Answer = Callable[[Desk, Asked, Place | None], "Page | Mapping[str, Any]"]
"""Answers a request, behind a place of its list where there is one. Raises what `web.api.routes` knows."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that may be asked for by GET."""

    name: str
    path: str
    words: str
    answer: Answer
    schema: Schema
    parameters: Sequence[Parameter] = ()
    leads: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Name of an operation -> its parameter, and where in this answer its value stands (JSON Pointer, RFC 6901)."""

    @property
    def is_paged(self) -> bool:
        """Whether a cursor may be given."""
        return any(each.name == "cursor" for each in self.parameters)


def pages(name: str) -> Schema:
    """Pages of a list of one kind of objects."""
    return page_of(name)


def one(name: str) -> Schema:
    """One object of a kind."""
    return ref(name)


def place_of(at: tuple[datetime, str] | None) -> Place | None:
    """A place in a list by time, as a cursor holds it."""
    return [iso(at[0]), at[1]] if at else None


def at_place(place: Place | None) -> tuple[datetime, str] | None:
    """The time and id of such a place."""
    if place is None:
        return None
    at = parse_iso(place[0])
    assert at is not None, "we wrote it"
    return at, place[1]
