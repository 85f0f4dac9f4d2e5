"""What a static site is made of: jobs, what they made, and what a site is made for. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

JobKind = Literal["page", "article", "story", "texts", "cards", "terms"]
NOWHERE: Mapping[str, str] = {}
"""Where the links of a page lead that is none of a list."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """For whom a site is made."""

    language: str
    """Of the interface."""
    base: str = ""
    """The address at which it will stand, without a slash at its end; "" where that is not known."""


class Job(NamedTuple):
    """Some files of a site that are made together, and of what. A tuple, because there is one for each article."""

    name: str
    key: str
    """A hash of all that they are made of: as long as it is the same, so are they. "" for what is always made."""
    kind: JobKind
    about: tuple[str, ...]
    """page, cards: its address, with its parameters. article, story: its id. texts, terms: ids of articles, by their numbers."""
    turns: Mapping[str, str] = NOWHERE
    """page, cards: where the links to its neighbours in a list lead, `before` and `after`; a file each."""
    first: int = 0
    """texts, terms: the number of the first article."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job."""

    name: str
    key: str
    files: tuple[str, ...]
    """From the site's folder on."""
    pictures: tuple[str, ...] = ()
    """Addresses of pictures that it would show if they were kept."""
    pages: int = 0
    written: int = 0
    """Files that were not there with these bytes."""
    disputed: int = 0
    """Of a story: about how much its outlets disagree."""
    learned: Mapping[str, str] = field(default_factory=dict)
    """What was learned of versions on the way, by keys that begin with the program that learned it."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What became of a site."""

    files: int
    """That it has."""
    made: int
    """Jobs that were done; the others' files were as they should be."""
    written: int
    """Files that were not there with these bytes."""
    removed: int
