"""What one may ask of the search, and what it answers. Values only; texts of words are as the user typed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Field = Literal["text", "title", "speaker"]
"""Where words may stand: title or body, the title alone, the name of somebody who is quoted."""
Sort = Literal["relevance", "date"]


@dataclass(frozen=True, slots=True)
class Words:
    """Characters or words that must stand side by side."""

    text: str
    field: Field = "text"
    is_exact: bool = False
    """True where it was quoted: no variants of names are tried."""
    start: int = 0
    """Where it stands in the query, in characters."""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Outlets:
    """Articles of an outlet."""

    outlet: str
    """Its id."""


@dataclass(frozen=True, slots=True)
class Language:
    """Articles in a language: `zh` for both scripts, `zh-Hant`, `en`."""

    tag: str


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published in a span of days (UTC), the last day excluded; None: open."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Articles that have more than one version."""


@dataclass(frozen=True, slots=True)
class Old:
    """Versions that another one followed. Without it a query looks at latest versions alone."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Some versions. What words of the field `speaker` are made into before an index is asked, since it knows no speakers."""

    versions: frozenset[tuple[str, int]]
    """Article and number."""


@dataclass(frozen=True, slots=True)
class All:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """None of this."""

    part: Node


Node = Words | Outlets | Language | Published | Changed | Old | Versions | All | Any | Not


def nodes_of(node: Node) -> Iterator[Node]:
    """A node and all within it, what is excluded too."""
    yield node
    match node:
        case All(parts) | Any(parts):
            for part in parts:
                yield from nodes_of(part)
        case Not(part):
            yield from nodes_of(part)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood."""

    root: Node
    sort: Sort = "relevance"
    text: str = ""
    """As it was typed."""

    @property
    def is_of_old(self) -> bool:
        """Whether it looks at versions that another one followed."""
        return any(isinstance(node, Old) for node in nodes_of(self.root))

    @property
    def is_of_speakers(self) -> bool:
        """Whether it asks who is quoted."""
        return any(isinstance(node, Words) and node.field == "speaker" for node in nodes_of(self.root))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another spelling that a search also looked for."""

    typed: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A version as the index takes it in."""

    article: str
    version: int
    outlet: str
    language: str
    published_at: datetime
    title: str
    text: str
    versions: int
    """How many the article has; this is the latest if `version` equals it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a search is to be carried out."""

    limit: int = 20
    offset: int = 0
    with_variants: bool = True
    """Whether other spellings of names are looked for too."""
    with_recency: bool = True
    """Whether newer articles stand a little higher."""
    with_facets: bool = False
    is_relaxed: bool = False
    """Whether some of the words, or parts of a long one, are enough: for a headline typed whole, which no other article
    holds. Quoted words, fields, dates and exclusions stay as strict as ever."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A version that was found."""

    article: str
    version: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]] | None = None
    """`outlet`, `language`, `month` (`2022-09`) -> (value, how many), if they were wanted."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text as the outlet wrote it, with the places that were found."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """(start, end) in characters of this text."""
    start: int
    """Where it begins in the plain text of the version, in characters."""
