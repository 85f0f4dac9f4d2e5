"""The JSON Schemas of what the HTTP API answers, by name (2020-12, as OpenAPI 3.1 has them); `as_json` makes what they tell of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, get_args

from samarkand.model.answers import HealthState
from samarkand.model.changes import EditKind
from samarkand.web.api.parameters import DEEDS, LONGEST
from samarkand.web.api.problems import KINDS, URN

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "integer"}
YES: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time"}
ARTICLE: Schema = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
STORY: Schema = {"type": "string", "pattern": "^s[0-9a-f]{16}$"}
STORY_OR_NONE: Schema = {"type": "string", "pattern": "^(?:s[0-9a-f]{16})?$"}
ENDS: Schema = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
"""[start, end]."""


def ref(name: str) -> Schema:
    """The schema of a name."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(of: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": of}


def by_name(of: Schema) -> Schema:
    """An object of values of one kind."""
    return {"type": "object", "additionalProperties": of}


def maybe(schema: Schema) -> Schema:
    """That, or null."""
    if "type" in schema and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def among(*values: str) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(values)}


def made(words: str, properties: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """An object; fields may be added to it."""
    told = {"type": "object", "description": words, "required": list(properties)}
    return {**told, "properties": {**properties, **(optional or {})}}


_PUBLISHED = {"published_at": maybe(TIME)}
_PUBLISHED_MORE = {
    "published_zone": TEXT,
    "published_precision": among("second", "minute", "day"),
    "published_told": TEXT,
    "published_on": {"type": "string", "format": "date"},
}
_PLACED = {"text": TEXT, "start": COUNT, "end": COUNT}
_ARTICLE = {
    "id": ARTICLE,
    "outlet": TEXT,
    "outlet_name": TEXT,
    "title": TEXT,
    "url": TEXT,
    "canonical_url": TEXT,
    **_PUBLISHED,
    "seen_at": TIME,
    "header_ms": maybe(NUMBER),
    "versions": COUNT,
    "language": TEXT,
    "authors": many(TEXT),
    "record": TEXT,
    "imported_from": many(TEXT),
    "gone_at": maybe(TIME),
    "gone_last_at": maybe(TIME),
    "gone_before_at": maybe(TIME),
    "gone_reason": maybe(TEXT),
}
_LIFE = {"absences": many(ref("absence")), "moves": many(ref("move"))}
_VERSION = {
    "id": ARTICLE,
    "version": COUNT,
    "title": TEXT,
    "url": TEXT,
    **_PUBLISHED,
    "seen_at": TIME,
    "header_ms": maybe(NUMBER),
    "record": TEXT,
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "made_from": TEXT,
    "imported_from": TEXT,
    "capture": TEXT,
    "kinds": many(among(*get_args(EditKind))),
    "is_silent": YES,
    "returns_to": maybe(COUNT),
    "problem": TEXT,
    "edits": many(ref("edit")),
    "changes": many(ref("block")),
    "before_at": maybe(TIME),
    **_LIFE,
}
_STORY = {
    "id": STORY,
    "title": TEXT,
    "headline": ARTICLE,
    "first_at": TIME,
    "last_at": TIME,
    "outlets": many(TEXT),
    "voices": COUNT,
    "thread": TEXT,
    "articles": many(ref("member")),
}
_SPEAKER = {"name": TEXT, "statements": COUNT, "outlets": many(TEXT)}
_WHEN = {"on": TEXT, "outlets": COUNT, "articles": COUNT, "ahead": COUNT}

OBJECTS: Mapping[str, Schema] = {
    "article": made("An article, as `list --json` prints it.", _ARTICLE, _PUBLISHED_MORE),
    "opened_article": made(
        "A version of an article with its text, as `show --json` prints it.",
        {
            **_ARTICLE,
            "version": COUNT,
            "version_seen_at": TIME,
            "sha256": _VERSION["sha256"],
            "feed": TEXT,
            "capture": TEXT,
            "pictures": many(ref("picture")),
            "text": TEXT,
            **_LIFE,
            "issues": many(ARTICLE),
        },
        _PUBLISHED_MORE,
    ),
    "picture": made(
        "A picture of a version.", {"url": TEXT, "caption": TEXT, "alt": TEXT, "image": TEXT, "problem": TEXT}
    ),
    "absence": made(
        "A time in which an article was not there.",
        {
            "reason": TEXT,
            "status": maybe(NUMBER),
            "target": maybe(TEXT),
            "before_at": maybe(TIME),
            "first_at": TIME,
            "last_at": TIME,
            "back_at": maybe(TIME),
        },
    ),
    "move": made("An address that was found to lead to another one.", {"at": TIME, "url": TEXT, "target": TEXT}),
    "text": made("The plain text of a version.", {"id": ARTICLE, "version": COUNT, "title": TEXT, "text": TEXT}),
    "version": made("A version, and what was changed in it.", _VERSION, _PUBLISHED_MORE),
    "change": made("A later version, and what was changed in it.", {"outlet": TEXT, **_VERSION}, _PUBLISHED_MORE),
    "edit": made(
        "One thing that was done.",
        {
            "kind": among(*get_args(EditKind)),
            "where": among("title", "text", "picture"),
            "before": maybe(ref("stretch")),
            "after": maybe(ref("stretch")),
            "old": TEXT,
            "new": TEXT,
        },
    ),
    "stretch": made("A place in a version.", {"version": COUNT, "start": COUNT, "end": COUNT}),
    "block": made(
        "Neighbouring sentences in which two versions differ.",
        {"where": TEXT, "before": ENDS, "after": ENDS, "is_folded": YES, "pieces": many(ref("piece"))},
    ),
    "piece": made("A stretch of text.", {"kind": among("same", "removed", "added"), "text": TEXT}, {"is_style": YES}),
    "found": made(
        "A version that a query finds, as `search --json` prints it.",
        {
            "id": ARTICLE,
            "version": COUNT,
            "versions": COUNT,
            "outlet": TEXT,
            "outlet_name": TEXT,
            "title": TEXT,
            "title_marks": many(ENDS),
            "url": TEXT,
            "language": TEXT,
            "published_at": maybe(TIME),
            "score": {"type": "number"},
            "snippet": TEXT,
            "passages": many(ref("passage")),
            "alternatives": {"type": "object", "additionalProperties": many(TEXT)},
            "total": COUNT,
            "is_relaxed": YES,
        },
    ),
    "passage": made("A stretch of text and what was found in it.", {"text": TEXT, "start": COUNT, "marks": many(ENDS)}),
    "story": made("A story, as `stories --json` prints it.", _STORY),
    "member": made(
        "An article of a story.",
        {
            "id": ARTICLE,
            "outlet": TEXT,
            "outlet_name": TEXT,
            "title": TEXT,
            "url": TEXT,
            "language": TEXT,
            "published_at": maybe(TIME),
            "seen_at": TIME,
            "imported_from": many(TEXT),
            "copy_of": TEXT,
            "agency": TEXT,
        },
        {"ties": many(ref("tie")), "clashes": many(ref("tie"))},
    ),
    "tie": made("What speaks for or against.", {"kind": TEXT, "text": TEXT, "weight": {"type": "number"}}),
    "opened_story": made(
        "A story with what stands around it, as `story --json` prints it.",
        {
            **_STORY,
            "first": ref("first"),
            "first_seen": ref("first"),
            "before": many(ref("step")),
            "after": many(ref("step")),
            "corrections": many(ref("correction")),
        },
    ),
    "first": made(
        "Who was first.", {"id": ARTICLE, "published_at": TIME, "seen_at": TIME, "unsure_minutes": maybe(NUMBER)}
    ),
    "step": made("A story of the same affair.", {"id": STORY, "title": TEXT, "first_at": TIME, "last_at": TIME}),
    "correction": made(
        "What a person decided.",
        {
            "deed": TEXT,
            "articles": many(ARTICLE),
            "others": many(ARTICLE),
            "left": many(ARTICLE),
            "at": maybe(TIME),
            "by": TEXT,
        },
    ),
    "marked": made(
        "What is marked in a version, as `statements --json` prints it.",
        {
            "id": ARTICLE,
            "version": COUNT,
            "outlet": TEXT,
            "language": TEXT,
            "path": TEXT,
            "story": STORY_OR_NONE,
            "published": maybe(TEXT),
            "method": COUNT,
            "statements": many(ref("statement")),
            "dates": many(ref("date")),
            "numbers": many(ref("number")),
            "names": many(ref("name")),
        },
    ),
    "statement": made(
        "What somebody is reported to have said.",
        {
            **_PLACED,
            "kind": among("direct", "indirect"),
            "speaker": TEXT,
            "speaker_at": maybe(ENDS),
            "role": TEXT,
            "cue": TEXT,
            "cue_at": maybe(ENDS),
            "via": many(TEXT),
            "claim": maybe(TEXT),
        },
    ),
    "date": made("A date in a text.", {**_PLACED, "value": TEXT, "grain": TEXT, "time": TEXT, "side": TEXT}),
    "number": made(
        "A quantity in a text.",
        {
            **_PLACED,
            "low": TEXT,
            "high": TEXT,
            "unit": TEXT,
            "counts": TEXT,
            "of": TEXT,
            "approximate": YES,
            "bound": TEXT,
        },
    ),
    "name": made(
        "A name with its Latin spelling.", {"name": TEXT, "gloss": TEXT, "type": TEXT, "start": COUNT, "end": COUNT}
    ),
    "outlet": made(
        "An outlet, as `outlets --json` prints it.",
        {
            "id": TEXT,
            "name": TEXT,
            "aliases": many(TEXT),
            "languages": many(TEXT),
            "zone": TEXT,
            "home": TEXT,
            "feeds": many(TEXT),
            "followed": YES,
        },
    ),
    "health": made(
        "How an outlet is doing, as `status --json` prints it.",
        {
            "outlet": TEXT,
            "name": TEXT,
            "state": among(*get_args(HealthState)),
            "articles": COUNT,
            "versions": COUNT,
            "polled_at": maybe(TIME),
            "last_new_at": maybe(TIME),
            "usual_gap_seconds": maybe({"type": "number"}),
            "silent_for_seconds": maybe({"type": "number"}),
            "failures": COUNT,
            "trouble": TEXT,
            "restless": COUNT,
        },
    ),
    "status": made(
        "How outlets are doing, and the archive as a whole.",
        {"items": many(ref("health")), "next": maybe(TEXT), "archive": ref("vitals")},
    ),
    "vitals": made(
        "An archive as a whole, as the last line of `status --json`; lags in lines of the ledger, durations in seconds.",
        {
            "lines": COUNT,
            "waiting": made("What is due or wanted.", {"feeds": COUNT, "pages": COUNT, "pictures": COUNT}),
            "behind": by_name(COUNT),
            "holders": by_name(TEXT),
            "rounds": COUNT,
            "last_round_at": maybe(TIME),
            "last_round_seconds": {"type": "number"},
            "outcomes": by_name(COUNT),
            "step_seconds": by_name({"type": "number"}),
            "requests": by_name(COUNT),
            "sizes": by_name(made("How much lies in a folder.", {"files": COUNT, "bytes": COUNT})),
            "measured_at": maybe(TIME),
        },
    ),
    "somebody": made("One who is quoted.", {**_SPEAKER, "spellings": many(ref("speaker"))}),
    "speaker": made("One who is quoted, under one spelling.", {**_SPEAKER, "language": TEXT, "articles": COUNT}),
    "opened_somebody": made(
        "One who is quoted, and a page of what they are quoted with.",
        {
            **_SPEAKER,
            "spellings": many(ref("speaker")),
            "items": many(ref("appearance")),
            "others": many(ref("speaker")),
            "next": maybe(TEXT),
        },
    ),
    "appearance": made(
        "What somebody is quoted with in the latest version of an article; `claim` is null, since nothing is compared for it.",
        {
            "id": ARTICLE,
            "version": COUNT,
            "outlet": TEXT,
            "outlet_name": TEXT,
            "title": TEXT,
            "url": TEXT,
            "published_at": TIME,
            "story": STORY_OR_NONE,
            "statements": many(ref("statement")),
        },
    ),
    "day": made("A day or a month, and how many articles and outlets tell of it; `ahead`: articles before it.", _WHEN),
    "opened_day": made(
        "A day or a month, and what is told of it.", {**_WHEN, "items": many(ref("event")), "next": maybe(TEXT)}
    ),
    "event": made(
        "What the articles of one story tell of a day, or one article.",
        {
            "title": TEXT,
            "language": TEXT,
            "story": STORY_OR_NONE,
            "articles": COUNT,
            "sentence": TEXT,
            "words": TEXT,
            "is_gone": YES,
            "is_ahead": YES,
            "told": many(ref("telling")),
        },
    ),
    "telling": made(
        "Where an article tells of a day first.",
        {
            "id": ARTICLE,
            "version": COUNT,
            "outlet": TEXT,
            "outlet_name": TEXT,
            "published_at": TIME,
            "start": COUNT,
            "end": COUNT,
        },
    ),
    "done": made("What was done.", {"story": STORY, "done": TEXT}),
    "wish": {
        "type": "object",
        "description": "What a person decides about a story; `named` as with `samarkand story`.",
        "required": ["deed", "named"],
        "properties": {
            "deed": among(*DEEDS),
            "named": {
                "type": "array",
                "items": {"type": "string", "pattern": "^s?[0-9a-f]{1,16}$"},
                "minItems": 1,
                "maxItems": LONGEST,
            },
        },
        "additionalProperties": False,
    },
    "index": made(
        "What is here.",
        {"archive": TEXT, "title": TEXT, "version": TEXT, "openapi": TEXT, "lists": many(TEXT)},
    ),
    "problem": made(
        "What went wrong (RFC 9457).",
        {
            "type": among(*(URN + kind for kind in KINDS)),
            "title": TEXT,
            "status": NUMBER,
            "detail": TEXT,
        },
    ),
}


def page_of(name: str) -> Schema:
    """A page of a list."""
    told = {"items": many(ref(name)), "next": {**maybe(TEXT), "description": "What `cursor` takes; null at the end."}}
    return made("A page of a list.", told)


@lru_cache(maxsize=1)
def components() -> Mapping[str, Schema]:
    """All of them, those of comparisons included, which stand in a file of their own."""
    told = (files("samarkand.as_json") / "comparison.schema.json").read_text("utf-8")
    compared = json.loads(told.replace('"#/$defs/', '"#/components/schemas/compared.'))["$defs"]
    return {**OBJECTS, **{f"compared.{name}": schema for name, schema in compared.items()}}
