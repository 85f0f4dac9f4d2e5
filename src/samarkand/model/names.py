"""Names of people, places, bodies and things, and the spellings that stand for one. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

NameKind = Literal["people", "places", "bodies", "words", "own", "grown"]
"""The file that tells it; `own`: the archive's; `grown`: told by the articles of the archive."""


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Spellings of one name."""

    key: str
    kind: NameKind
    names: tuple[str, ...]
    """Each stands for all the others."""
    whole: tuple[str, ...] = ()
    """Spellings that are also common words, or parts of other words: understood where they are typed as a whole word,
    never looked for in the place of another."""
    shared: tuple[str, ...] = ()
    """As `whole`, and known to stand in other groups too."""
    note: str = ""


GlossKind = Literal["person", "org", "place", "other"]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A name that an article explains by its spelling in Latin letters: `杰尼索夫（Andrei Denisov）`."""

    name: str
    """As it is written, without titles."""
    latin: str
    """As it is written, without titles."""
    start: int
    """Where the two stand together, in characters of the text."""
    end: int
    kind: GlossKind = "other"
    """A guess from the spelling alone: right for about nine in ten."""


@dataclass(frozen=True, slots=True)
class GlossedName:
    """A name with a Latin spelling, and in how many articles of an archive the two were seen together."""

    name: str
    latin: str
    articles: int
    """Counted to a few: more is no more certain."""


Glosses = Mapping[tuple[str, str], tuple[str, ...]]
"""(name, Latin spelling), as they are written -> ids of a few of the articles that have the two together."""
