"""Marks as lines of the ledger, and back; what a line may hold that somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from samarkand.model.events import Event, Line
from samarkand.model.marks import MOST_ARTICLES, Marking, MarkKind
from samarkand.times import iso, parse_iso


def events_of(markings: Iterable[Marking]) -> Iterator[Event]:
    """The events of markings: one each, and several for one of very many articles."""
    for each in markings:
        for part in _parted(each):
            yield Event("mark", part.at, _told(part))


def _parted(marking: Marking) -> Iterator[Marking]:
    if len(marking.articles) <= MOST_ARTICLES:
        yield marking
        return
    for start in range(0, len(marking.articles), MOST_ARTICLES):
        yield replace(marking, articles=marking.articles[start : start + MOST_ARTICLES])


def marking_of(line: Line) -> Marking | None:
    """What a line of the kind `mark` tells; None for one of another kind, or that cannot be understood."""
    return _read(line.data, iso(line.at)) if line.kind == "mark" else None


def to_json(marking: Marking) -> Mapping[str, Any]:
    """A marking that waits, as JSON."""
    return {"at": iso(marking.at), **_told(marking)}


def from_json(told: object) -> Marking | None:
    """A marking that waited; None for what is none."""
    return _read(told, str(told.get("at", ""))) if isinstance(told, dict) else None


def _told(marking: Marking) -> dict[str, Any]:
    told: dict[str, Any] = {"mark": marking.kind, "is": marking.is_set}
    more = {
        "label": marking.label,
        "articles": list(marking.articles),
        "outlets": list(marking.outlets),
        "by": marking.by,
    }
    return told | {key: value for key, value in more.items() if value}


def _read(told: Mapping[str, Any], at: str) -> Marking | None:
    kind: MarkKind | None = next((each for each in get_args(MarkKind) if each == told.get("mark")), None)
    instant, is_set = parse_iso(at), told.get("is")
    articles, outlets = (told.get(name, []) for name in ("articles", "outlets"))
    label, by = told.get("label", ""), told.get("by", "")
    if (
        kind is None
        or instant is None
        or not isinstance(is_set, bool)
        or not (_are_texts(articles) and _are_texts(outlets))
    ):
        return None
    if not isinstance(label, str) or not isinstance(by, str) or bool(label) != (kind == "label"):
        return None
    return Marking(kind, is_set, instant, tuple(articles), tuple(outlets), label, by)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
