"""The fields of the index, and a version as a document of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import tantivy

from samarkand.model.events import Place
from samarkand.model.search import SearchDocument
from samarkand.text.terms import indexed
from samarkand.times import month, to_ms

VERSION = 3
"""Raised with every change of the fields or of what is put into them: an index of another version is made anew."""

TITLE, BODY = "title", "body"
"""Terms with their positions, blanks between them."""
CHARS = "chars"
"""The characters of title and body that are tokens: what a query of one character looks at."""
KEY = "key"
"""Article and number, for `parted`; one document has each."""
STATE = "state"
"""`latest` or `old`; besides, `changed`; or `place` on the one document that tells how far the ledger was taken in."""
OUTLET, LANGUAGE, TAG, MONTH = "outlet", "language", "tag", "month"
"""`tag` holds the language and what it is a kind of: `zh` for `zh-hant`."""
PUBLISHED = "published"
"""Epoch milliseconds."""
ORDER = "order"
"""Epoch milliseconds, and behind them bits of the key: no two documents are equal, on any machine."""
WEIGHT = "weight"
"""What tantivy makes the recency of; see `weight_of`."""
TOLD = "told"
"""Of the one document `place`: the place, in JSON."""

YEARLY = 0.05
"""How much of a score an article gains over one that is a year older, at the time of `NEUTRAL`."""
NEUTRAL = datetime(2000, 1, 1, tzinfo=UTC)
_FASTEST, _SLOWEST = 100.0, 1.0


def schema() -> tantivy.Schema:
    """The fields."""
    fields = tantivy.SchemaBuilder()
    for name in (TITLE, BODY):
        fields.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    fields.add_text_field(CHARS, tokenizer_name="whitespace", index_option="basic")
    for name in (KEY, TOLD):
        fields.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (STATE, TAG):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (OUTLET, LANGUAGE, MONTH):
        fields.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (PUBLISHED, ORDER):
        fields.add_integer_field(name, indexed=name == PUBLISHED, fast=True)
    fields.add_float_field(WEIGHT, fast=True)
    return fields.build()


def document_of(version: SearchDocument) -> tantivy.Document:
    """A version as the index takes it in."""
    title, body = indexed((version.title, version.text))
    document = tantivy.Document()
    document.add_text(TITLE, title.terms)
    document.add_text(BODY, body.terms)
    document.add_text(CHARS, " ".join(set(title.characters + body.characters)))
    key = key_of(version.article, version.version)
    document.add_text(KEY, key)
    document.add_text(STATE, "latest" if version.version == version.versions else "old")
    if version.versions > 1:
        document.add_text(STATE, "changed")
    document.add_text(OUTLET, version.outlet)
    document.add_text(LANGUAGE, version.language)
    for tag in tags_of(version.language):
        document.add_text(TAG, tag)
    document.add_text(MONTH, month(version.published_at))
    milliseconds = to_ms(version.published_at)
    document.add_integer(PUBLISHED, milliseconds)
    document.add_integer(ORDER, order_of(milliseconds, key))
    document.add_float(WEIGHT, weight_of(version.published_at))
    return document


def key_of(article: str, version: int) -> str:
    """What tells a version from every other."""
    return f"{article} {version}"


def parted(key: str) -> tuple[str, int]:
    """Article and number of a key."""
    article, _, number = key.rpartition(" ")
    return article, int(number)


def tags_of(language: str) -> list[str]:
    """A language and what it is a kind of: `zh-hant`, `zh`."""
    parts = language.lower().split("-")
    return ["-".join(parts[:count]) for count in range(1, len(parts) + 1)]


def order_of(milliseconds: int, key: str) -> int:
    """A number of 64 bits that goes by time, and by chance, always the same, where times are equal."""
    bits = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=3).digest()) >> 4
    edge = 1 << 43
    return max(-edge, min(milliseconds, edge - 1)) << 20 | bits


def weight_of(instant: datetime) -> float:
    """What makes tantivy multiply scores by 1, and by `YEARLY` more for every year since `NEUTRAL`.

    It multiplies by the binary logarithm of two more than the weight (tantivy-py 0.27, `weight_by_field`).
    """
    years = (instant - NEUTRAL) / timedelta(days=365.25)
    factor = max(_SLOWEST, min(1 + YEARLY * years, _FASTEST))
    return float(2**factor - 2)


def place_document(place: Place) -> tantivy.Document:
    """The document that tells how far the ledger was taken in."""
    document = tantivy.Document()
    document.add_text(STATE, "place")
    document.add_text(TOLD, json.dumps({"version": VERSION, **asdict(place)}))
    return document


def place_of(told: str) -> Place | None:
    """The place that such a document tells; None where the index is of another version."""
    try:
        fields = json.loads(told)
        return Place(**fields) if fields.pop("version") == VERSION else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
