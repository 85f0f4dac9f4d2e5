"""What differs between two neighbouring versions of an article: word by word, and as edits of a kind. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from samarkand.model.articles import Picture
from samarkand.model.comparisons import Span
from samarkand.model.statements import Annotations, Stretch

EditKind = Literal[
    "headline",
    "number",
    "date",
    "name",
    "quotation",
    "weakened",
    "strengthened",
    "statement-added",
    "statement-removed",
    "passage-added",
    "passage-removed",
    "notice",
    "picture",
    "wording",
    "typography",
    "furniture",
]
"""number, date, name: another one is told. quotation: other words in quotation marks. weakened, strengthened: how far the
outlet stands behind what it reports (证实 -> 称). notice: words that say that something was corrected or updated. wording:
other words, and none of the others. typography: script, width, quotation marks' style, blanks. furniture: what belongs to the page."""
FOLDED: frozenset[EditKind] = frozenset({"typography", "furniture"})
"""Kinds that change nothing of what is told."""
Where = Literal["title", "text", "picture"]


@dataclass(frozen=True, slots=True)
class State:
    """A version as it goes into the comparison with its neighbour."""

    article: str
    version: int
    title: str
    """Plain text on one line."""
    text: str
    """Plain text; all spans count its characters."""
    annotations: Annotations
    pictures: tuple[Picture, ...] = ()

    def span(self, at: Stretch) -> Span:
        """A stretch of its title or text as a place."""
        return Span(self.article, self.version, *at)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both of two versions, or in one of them only."""

    kind: Literal["same", "removed", "added"]
    text: str
    is_style: bool = False
    """Of one that was removed or added: whether the other version has the same in another script or typography."""


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring sentences, or a title, in which two versions differ."""

    where: Literal["title", "text"]
    pieces: tuple[Piece, ...]
    """What is the same or removed makes up the old words, what is the same or added the new ones."""
    before: Stretch
    """Where it stands in the old version: in characters of its title or text."""
    after: Stretch
    is_folded: bool = False
    """Whether it differs in typography or furniture alone."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that was done to a text."""

    kind: EditKind
    where: Where
    before: Span | None
    """What was there: in characters of the plain text, or of the title; None for nothing, and for a picture."""
    after: Span | None
    """What is there now."""
    old: str
    """The words that stood there; of a picture its caption, or its address where it has none."""
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions."""

    blocks: tuple[Block, ...] = ()
    """In reading order, the title first."""
    edits: tuple[Edit, ...] = ()
    """By kind, in the order of `EditKind`, then in reading order."""

    @property
    def kinds(self) -> tuple[EditKind, ...]:
        """The kinds of its edits, each once, in the order of `EditKind`."""
        return tuple(dict.fromkeys(edit.kind for edit in self.edits))

    @property
    def is_folded(self) -> bool:
        """Whether nothing of what is told was changed: typography and furniture alone, or nothing at all."""
        return FOLDED.issuperset(self.kinds)

    @property
    def is_silent(self) -> bool:
        """Whether something was changed, and no notice says so."""
        return not self.is_folded and "notice" not in self.kinds


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """How often an outlet changes what it has published."""

    outlet: str
    articles: int
    """All that are kept."""
    changed: int
    """Those of them of which something that is told was changed."""
    silent: int
    """Those of them that were changed without a notice at least once."""
    headlines: int
    """Those of them whose headline was changed."""
    edits: Mapping[EditKind, int]
    """In how many changes each kind is found."""
    unread: int = 0
    """Later versions that could not be read, or that were too many to be looked at."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A version of an article of a story, for finding whose telling an edit agrees with."""

    state: State
    outlet: str
    seen_at: datetime
    """When it was first met (UTC)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """An edit after which an article tells what another outlet had told before. It does not say that one took it from the other."""

    edit: Edit
    outlet: str
    """Id of the outlet that changed its article."""
    at: datetime
    """When the changed version was first met (UTC)."""
    other: str
    """Id of the outlet that told it before."""
    told: Span
    """Where that outlet told it."""
    words: str
    """What stands there."""
    told_at: datetime
    """When that version was first met (UTC)."""
