"""From a query to its pieces: words, phrases, fields, signs; it knows how they are written and not what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from samarkand.errors import BadQuery, QueryFault

LONGEST = 4_000
"""Characters of a query."""
FIELDS = ("outlet", "title", "speaker", "lang", "is", "before", "after", "on", "sort")

Kind = Literal["words", "open", "close", "or", "not"]

# All double quotes close one another: a keyboard sets them as it likes.
_DOUBLE = '"“”„‟＂'
_CLOSERS = {**dict.fromkeys(_DOUBLE, _DOUBLE), "«": "»", "「": "」", "『": "』", "﹁": "﹂", "﹃": "﹄", "｢": "｣"}
_STRAY = frozenset("»」』﹂﹄｣")
_SIGNS: dict[str, Kind] = {"(": "open", "（": "open", ")": "close", "）": "close", "|": "or", "｜": "or"}
_NAMED: dict[str, Kind | Literal["and"]] = {"OR": "or", "NOT": "not", "AND": "and"}
_RUN = re.compile(f"[^\\s{re.escape(''.join((*_SIGNS, *_CLOSERS, *sorted(_STRAY))))}]+")
_FIELD = re.compile("([A-Za-zＡ-Ｚａ-ｚ]+)([:：])")
_EXCLUSION = re.compile(r"[-－](?=[^\s\-－)）|｜])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sign, or words with the field they were given."""

    kind: Kind
    start: int
    """Where it begins in the query, field and quote included."""
    text: str = ""
    """Of words, as they were typed, without quotes."""
    text_start: int = 0
    """Where the text begins in the query."""
    field: str = ""
    is_quoted: bool = False

    @property
    def text_end(self) -> int:
        """Where the text ends in the query."""
        return self.text_start + len(self.text)


def scan(query: str) -> Iterator[Piece]:
    """The pieces in their order. Raises BadQuery for a quote left open, an unknown field, or too long a query."""
    if len(query) > LONGEST:
        raise BadQuery(QueryFault.TOO_LONG, query, LONGEST, length=f"{len(query):,}", most=f"{LONGEST:,}")
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
        elif query[at] in _SIGNS:
            yield Piece(_SIGNS[query[at]], at)
            at += 1
        elif _EXCLUSION.match(query, at):
            yield Piece("not", at)
            at += 1
        elif field := _field(query, at):
            piece, at = _value(query, at, field)
            yield piece
        elif query[at] in _CLOSERS or query[at] in _STRAY:
            piece, at = _quoted(query, at, at)
            yield piece
        else:
            text = _run(query, at)
            name = _NAMED.get(normalize("NFKC", text), "words") if len(text) <= 3 else "words"
            if name != "and":  # a blank says the same
                yield Piece(name, at, text, at)
            at += len(text)


def _run(query: str, at: int) -> str:
    """What stands there up to a blank, a quote or a sign; "" for nothing."""
    found = _RUN.match(query, at)
    return found[0] if found else ""


def _quoted(query: str, start: int, at: int, field: str = "") -> tuple[Piece, int]:
    """The phrase whose quote opens at a place, and where the query goes on."""
    closers = _CLOSERS.get(query[at])
    if closers is None:
        raise BadQuery(QueryFault.STRAY_QUOTE, query, at, quote=query[at])
    end = next((place for place in range(at + 1, len(query)) if query[place] in closers), None)
    if end is None:
        raise BadQuery(QueryFault.OPEN_QUOTE, query, at, quote=query[at])
    return Piece("words", start, query[at + 1 : end], at + 1, field, is_quoted=True), end + 1


def _field(query: str, at: int) -> re.Match[str] | None:
    """The name and colon of a field that begins there; None for words with a colon, as in `http://` or `快讯：`."""
    found = _FIELD.match(query, at)
    if not found or normalize("NFKC", found[1]).lower() in FIELDS:
        return found
    behind = query[found.end() : found.end() + 2]
    is_word = found[2] == "：" or behind == "//" or not behind[:1].strip()
    if is_word:
        return None
    known = ", ".join(f"{name}:" for name in FIELDS)
    raise BadQuery(QueryFault.UNKNOWN_FIELD, query, at, field=found[1][:40], known=known)


def _value(query: str, start: int, field: re.Match[str]) -> tuple[Piece, int]:
    """A field with its value, and where the query goes on."""
    name, at = normalize("NFKC", field[1]).lower(), field.end()
    if query[at : at + 1] in _CLOSERS:
        return _quoted(query, start, at, name)
    text = _run(query, at)
    if not text:
        raise BadQuery(QueryFault.NO_VALUE, query, at, field=name)
    return Piece("words", start, text, at, name), at + len(text)
