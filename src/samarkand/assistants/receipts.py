"""Receipts of quotations: in which record which words stand, so that whoever doubts can look."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from samarkand.assistants.budget import QUOTE
from samarkand.errors import ArchiveDamaged
from samarkand.model.articles import Version
from samarkand.model.comparisons import Span
from samarkand.queries import Queries

READ = 40
"""Texts that are held at a time."""


class Receipts:
    """The receipts of one answer; texts and versions that it quotes are looked up once."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._version = lru_cache(maxsize=400)(self._looked_up)
        self._text = lru_cache(maxsize=READ)(self._read)

    def of_version(self, version: Version) -> dict[str, Any]:
        """Where a version as a whole can be looked up."""
        return {
            "article": version.article,
            "version": version.number,
            "record": version.record,
            "sha256": version.sha256,
        }

    def quotation(self, span: Span) -> dict[str, Any]:
        """The words of a span with their receipt; of many words the first, and it is said so."""
        version = self._version(span.article, span.version)
        text = self._text(span.article, span.version)
        end = min(span.end, span.start + QUOTE, len(text))
        told: dict[str, Any] = {
            "words": text[span.start : end],
            "receipt": self.of_version(version) | {"start": span.start, "end": end},
        }
        return told | ({"cut_from": span.end - span.start} if end < span.end else {})

    def line_around(self, span: Span) -> dict[str, Any]:
        """The words of a span with those around them on their line, as far as a quotation goes."""
        text = self._text(span.article, span.version)
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - QUOTE // 3)
        end = text.find("\n", span.end)
        end = min(len(text) if end < 0 else end, start + QUOTE)
        return self.quotation(Span(span.article, span.version, start, max(end, span.end)))

    def outlet(self, identity: str) -> Mapping[str, str]:
        """Id and name of an outlet."""
        return {"outlet": identity, "outlet_name": self._queries.outlet_name(identity)}

    def _looked_up(self, article: str, number: int) -> Version:
        return self._queries.version(article, number)[1]

    def _read(self, article: str, number: int) -> str:
        try:
            return self._queries.read(self._version(article, number))[1].text
        except ArchiveDamaged:  # told by `verify`; the words are then missing, and the receipt says which
            return ""
