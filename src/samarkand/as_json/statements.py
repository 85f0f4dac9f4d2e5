"""What is marked in a version, as JSON objects; places count characters of the plain text, ends excluded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samarkand.model.answers import AnnotatedVersion
from samarkand.model.articles import Published
from samarkand.model.comparisons import Span
from samarkand.model.mentions import DateMention, NumberMention
from samarkand.model.names import Gloss
from samarkand.model.statements import Statement
from samarkand.times import iso


def annotations_json(each: AnnotatedVersion, claims: Mapping[Span, str] | None) -> dict[str, Any]:
    """What is marked in a version, by the names of the annotators' guidelines and some more; `claims`: those of its story.

    None where nobody asked for claims, which costs a comparison.
    """
    article, version, annotations = each.article, each.version, each.annotations
    places = (Span(article.id, version.number, said.start, said.end) for said in annotations.statements)
    return {
        "id": article.id,
        "version": version.number,
        "outlet": version.outlet,
        "language": version.language,
        "path": version.imported_from,
        "story": each.story,
        "published": told_time(version.published),
        "method": annotations.method,
        "statements": [
            statement_json(statement, None if claims is None else claims.get(place, ""))
            for statement, place in zip(annotations.statements, places, strict=True)
        ],
        "dates": [date_json(mention) for mention in annotations.dates],
        "numbers": [number_json(mention) for mention in annotations.numbers],
        "names": [name_json(name) for name in annotations.names],
    }


def told_time(published: Published | None) -> str | None:
    """An instant (UTC), or a date in the outlet's place where only a day is told."""
    if published is None:
        return None
    return published.on.isoformat() if published.precision == "day" and published.on else iso(published.at)


def statement_json(statement: Statement, claim: str | None) -> dict[str, Any]:
    """A statement and the id of its claim, "" for none, None where nobody asked."""
    return {
        "text": statement.text,
        "start": statement.start,
        "end": statement.end,
        "kind": statement.kind,
        "speaker": statement.speaker,
        "speaker_at": list(statement.speaker_at) if statement.speaker_at else None,
        "role": statement.role,
        "cue": statement.cue,
        "cue_at": list(statement.cue_at) if statement.cue_at else None,
        "via": list(statement.via),
        "claim": claim,
    }


def date_json(mention: DateMention) -> dict[str, Any]:
    """A date."""
    told = {"text": mention.text, "start": mention.start, "end": mention.end}
    return told | {"value": mention.value, "grain": mention.grain, "time": mention.time, "side": mention.side}


def number_json(mention: NumberMention) -> dict[str, Any]:
    """A quantity; its ends as text, since no number of JSON holds all of them."""
    told = {"text": mention.text, "start": mention.start, "end": mention.end}
    ends = {"low": f"{mention.low:f}", "high": f"{mention.high:f}"}
    what = {"unit": mention.unit, "counts": mention.counts, "of": mention.of}
    return told | ends | what | {"approximate": mention.is_approximate, "bound": mention.bound}


def name_json(name: Gloss) -> dict[str, Any]:
    """A name with its Latin spelling; its place is that of both."""
    told = {"name": name.name, "gloss": name.latin, "type": name.kind}
    return told | {"start": name.start, "end": name.end}
