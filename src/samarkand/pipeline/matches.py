"""One version asked by the queries of watches, and told of as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samarkand.model.articles import Version
from samarkand.pipeline.annotating import annotations_of
from samarkand.pipeline.indexing import document_of
from samarkand.pipeline.opening import unread
from samarkand.pipeline.parts import Parts
from samarkand.steps.matching import Read
from samarkand.steps.outlets import find
from samarkand.times import iso


def outlet_named(parts: Parts, name: str) -> str | None:
    """The id of an outlet that a query names; None where there is none."""
    known = find(name, parts.outlets)
    return known.id if known else next((row.id for row in parts.catalog.outlets() if row.id == name), None)


def read_of(parts: Parts, version: Version, versions: int, *, with_speakers: bool) -> Read:
    """A version as queries are asked of it; `versions`: how many its article has. Cost: its record is read."""
    return Read(document_of(parts, version, versions), _speakers(parts, version) if with_speakers else ())


def hit_of(parts: Parts, version: Version, title: str, snippet: str) -> Mapping[str, Any]:
    """A version as JSON; its fields are those of `search`."""
    known = parts.outlet(version.outlet)
    return {
        "id": version.article,
        "version": version.number,
        "outlet": version.outlet,
        "outlet_name": known.name if known else version.outlet,
        "title": title,
        "url": version.url,
        "language": version.language,
        "published_at": iso(version.published.at) if version.published else None,
        "seen_at": iso(version.seen_at),
        "snippet": snippet,
    }


def _speakers(parts: Parts, version: Version) -> list[str]:
    """Whom a version quotes; marked here where it was not yet."""
    key = version.article, version.number
    marked = parts.annotations.annotations([key]).get(key) if parts.annotations else None
    marked = marked or annotations_of(unread(parts, version), version.seen_at)
    return [each.speaker for each in marked.statements if each.speaker]
