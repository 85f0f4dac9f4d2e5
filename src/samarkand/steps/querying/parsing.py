"""From the pieces of a query to what it means; the only place that knows the fields and the order of OR, NOT and blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Never

from samarkand.errors import BadQuery, QueryFault
from samarkand.model.search import (
    All,
    Any,
    Changed,
    Field,
    Language,
    Node,
    Not,
    Old,
    Outlets,
    Published,
    Query,
    Sort,
    Words,
)
from samarkand.steps.querying.days import EXAMPLES, days_of
from samarkand.steps.querying.scanning import Piece, scan
from samarkand.text.folding import fold

DEEPEST = 20
"""Parentheses and exclusions within one another."""
MOST = 200
"""Words, phrases and fields of a query."""

FindOutlet = Callable[[str], str | None]
"""The id of the outlet that goes by a name, or None."""

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}")
_CHINESE = {
    **dict.fromkeys(("zh-cn", "zh-sg", "zh-my", "zh-hans"), "zh-Hans"),
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo", "zh-hant"), "zh-Hant"),
}
_TEXTS: dict[str, Field] = {"": "text", "title": "title", "speaker": "speaker"}
_STATES: dict[str, Changed | Old] = {"changed": Changed(), "old": Old()}
_SORTS: dict[str, Sort] = {"date": "date", "relevance": "relevance"}


def parse(text: str, now: datetime, find_outlet: FindOutlet) -> Query:
    """What a query means; days are days of UTC, seen from `now`. Raises BadQuery, which shows the place.

    Blanks join what must all hold; OR joins its two neighbours first: `a b OR c` is a, and one of b and c.
    """
    parser = _Parser(text, now.astimezone(UTC).date(), find_outlet)
    root = parser.whole()
    return Query(root, parser.sort or "relevance", text)


class _Parser:
    """Reads pieces from left to right. None in the place of a node: punctuation, which neither finds nor excludes."""

    def __init__(self, query: str, today: date, find_outlet: FindOutlet) -> None:
        self.query, self.today, self.find_outlet = query, today, find_outlet
        self.sort: Sort | None = None
        self._pieces = list(scan(query))
        self._at = 0
        if sum(piece.kind == "words" for piece in self._pieces) > MOST:
            raise self._bad(QueryFault.TOO_MANY, len(query), most=str(MOST))

    def whole(self) -> Node:
        root = self._all(0)
        if piece := self._next():
            raise self._bad(QueryFault.STRAY_PARENTHESIS, piece.start)
        if root is None:
            raise self._bad(QueryFault.NOTHING, 0)
        return root

    def _all(self, depth: int) -> Node | None:
        parts = []
        while (piece := self._next()) and piece.kind != "close":
            part = self._any(depth)
            if part is not None:
                parts.append(part)
        return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None

    def _any(self, depth: int) -> Node | None:
        parts = [self._one(depth)]
        while (piece := self._next()) and piece.kind == "or":
            self._at += 1
            parts.append(self._one(depth))
            if parts[-1] is None or parts[-2] is None:
                raise self._bad(QueryFault.LONELY_OR, piece.start)
        found = tuple(part for part in parts if part is not None)
        return Any(found) if len(found) > 1 else parts[0]

    def _one(self, depth: int) -> Node | None:
        piece = self._next()
        if piece is None or piece.kind == "close":
            return None
        if piece.kind == "or":
            raise self._bad(QueryFault.LONELY_OR, piece.start)
        if depth == DEEPEST and piece.kind != "words":
            raise self._bad(QueryFault.TOO_DEEP, piece.start, most=str(DEEPEST))
        self._at += 1
        if piece.kind == "not":
            return self._excluded(piece, depth)
        if piece.kind == "open":
            return self._group(piece, depth)
        return self._leaf(piece)

    def _excluded(self, sign: Piece, depth: int) -> Node | None:
        piece = self._next()
        if piece is None or piece.kind in {"close", "or"}:
            raise self._bad(QueryFault.NOTHING_EXCLUDED, sign.start)
        if piece.field == "sort":
            raise self._bad(QueryFault.EXCLUDED_SORT, sign.start)
        part = self._one(depth + 1)
        if isinstance(part, Not):
            return part.part
        return None if part is None else Not(part)

    def _group(self, sign: Piece, depth: int) -> Node | None:
        group = self._all(depth + 1)
        if self._next() is None:
            raise self._bad(QueryFault.OPEN_PARENTHESIS, sign.start)
        self._at += 1
        return group

    def _leaf(self, piece: Piece) -> Node | None:
        if piece.field in _TEXTS:
            return self._words(piece)
        if piece.field in {"before", "after", "on"}:
            return self._published(piece)
        if piece.field == "outlet":
            outlet = self.find_outlet(piece.text.strip())
            if outlet is None:
                raise self._bad(QueryFault.UNKNOWN_OUTLET, piece.text_start, text=piece.text[:40])
            return Outlets(outlet)
        value = " ".join(fold(piece.text).split())
        if piece.field == "lang":
            return self._language(piece, value.replace(" ", "-"))
        if piece.field == "is":
            return _STATES.get(value) or self._unknown(piece, _STATES)
        sort = _SORTS.get(value) or self._unknown(piece, _SORTS)
        if self.sort not in {None, sort}:
            raise self._bad(QueryFault.SECOND_SORT, piece.start)
        self.sort = sort
        return None

    def _words(self, piece: Piece) -> Words | None:
        if not fold(piece.text).strip():
            if not piece.field:
                return None
            raise self._bad(QueryFault.EMPTY_FIELD, piece.text_start, field=piece.field)
        return Words(piece.text, _TEXTS[piece.field], piece.is_quoted, piece.text_start, piece.text_end)

    def _published(self, piece: Piece) -> Published:
        span = days_of(piece.text, self.today)
        if span is None:
            raise self._bad(QueryFault.NO_DATE, piece.text_start, text=piece.text[:40], known=EXAMPLES)
        if piece.field == "on":
            return Published(*span)
        return Published(None, span[0]) if piece.field == "before" else Published(span[0], None)

    def _language(self, piece: Piece, value: str) -> Language:
        if not _TAG.fullmatch(value):
            raise self._bad(QueryFault.NO_LANGUAGE, piece.text_start, text=piece.text[:40])
        first, *others = value.split("-")
        return Language(_CHINESE.get(value) or "-".join([first, *map(_cased, others)]))

    def _unknown(self, piece: Piece, known: Iterable[str]) -> Never:
        values = {"field": piece.field, "text": piece.text[:40], "known": ", ".join(known)}
        raise self._bad(QueryFault.UNKNOWN_VALUE, piece.text_start, **values)

    def _next(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _bad(self, fault: QueryFault, place: int, **values: str) -> BadQuery:
        return BadQuery(fault, self.query, place, **values)


def _cased(subtag: str) -> str:
    """As BCP 47 writes it: `US`, `Latn`."""
    return {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag)
