"""What a person marks: read, starred, by a label; and rows of articles in the order in which they arrived. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MarkKind = Literal["read", "starred", "label"]
Marks = Mapping[str, Mapping[str, bool]]
"""Key of a mark -> article, or `outlet/` and an outlet's id -> whether it has it."""

LONGEST_LABEL = 100
"""Characters of a label."""
MOST_LABELS = 1_000
"""Labels of an archive: more than anybody reads by, and a bound for what one request can make."""
MOST_ARTICLES = 5_000
"""Articles in one line of the ledger; more of them go into further lines."""


@dataclass(frozen=True, slots=True)
class Marking:
    """That somebody set a mark, or took it away."""

    kind: MarkKind
    is_set: bool
    at: datetime
    articles: tuple[str, ...] = ()
    """Ids."""
    outlets: tuple[str, ...] = ()
    """Ids of outlets that bear a label with all that they bring; none for other marks."""
    label: str = ""
    """What it says; "" for other marks."""
    by: str = ""
    """By which door it came."""

    @property
    def key(self) -> str:
        """What is equal for marks that are the same."""
        return label_key(self.label) if self.kind == "label" else self.kind


def label_key(label: str) -> str:
    """The key of the mark that a label is."""
    return f"label/{label}"


def outlet_key(outlet: str) -> str:
    """What stands for an outlet where articles stand."""
    return f"outlet/{outlet}"


def marks_of(markings: tuple[Marking, ...]) -> Marks:
    """What markings leave behind, the later one deciding."""
    found: dict[str, dict[str, bool]] = {}
    for each in markings:
        things = (*each.articles, *map(outlet_key, each.outlets))
        found.setdefault(each.key, {}).update(dict.fromkeys(things, each.is_set))
    return found


@dataclass(frozen=True, slots=True)
class Stream:
    """Which articles, in the order in which they arrived."""

    outlet: str = ""
    """Id; "" for all."""
    marks: tuple[str, ...] = ()
    """Keys of marks that they bear, labels themselves or by their outlet."""
    without: str = ""
    """Key of a mark that they do not bear; "" for any."""
    since_ms: int | None = None
    """Arrived at this instant or later, epoch milliseconds."""
    until_ms: int | None = None
    """And before this one."""
    limit: int = 20
    behind: tuple[int, str] | None = None
    """Where the piece before ended: epoch milliseconds and id of its last article."""
    is_oldest_first: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """An article as it stands in a stream."""

    article: str
    outlet: str
    at_ms: int
    """When it arrived, epoch milliseconds."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An article with the small number by which some programs know it: the ledger's line that told of it first."""

    number: int
    article: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Unread:
    """How much of an outlet nobody has read."""

    outlet: str
    articles: int
    newest_ms: int
    """When the newest of the outlet's articles arrived, epoch milliseconds."""
