"""What the flow works with: the parts that `app` wires together, seen through their ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Protocol, TypeVar

from samarkand.model.captures import Broken, Captured
from samarkand.model.collecting import Answer
from samarkand.model.comparisons import ClaimWeights, TermGroup
from samarkand.model.mails import Mail
from samarkand.model.outlets import Follow, Outlet
from samarkand.model.search import Query, Words
from samarkand.model.settings import Settings
from samarkand.model.stories import Weights
from samarkand.model.tallies import Size
from samarkand.pipeline.plugged import Extractors
from samarkand.ports import (
    AnnotationStore,
    Archive,
    Catalog,
    Fetcher,
    MarkBox,
    NameStore,
    SearchIndex,
    StoryStore,
    TallyStore,
    Watches,
)

Given = TypeVar("Given")
Made = TypeVar("Made")

ToWarc = Callable[[Sequence[Answer]], tuple[bytes, tuple[int, ...]]]
"""Answers -> the content of a WARC file, and the offset in bytes of each."""
ReadCaptures = Callable[[BinaryIO], Iterator[Captured | Broken]]
"""The bytes of a WARC, ARC or WACZ file -> the answers in it, and what is wrong with it."""

Spellings = Callable[[Query], Mapping[Words, tuple[str, ...]]]
"""Other spellings of names that a query holds, by its words."""


def no_other_spellings(query: Query) -> Mapping[Words, tuple[str, ...]]:  # noqa: ARG001  (what nobody knows is none)
    """No name is known to be spelled otherwise."""
    return {}


Called = Callable[[str], tuple[str, ...]]
"""A name -> itself, and its other spellings."""


def only_itself(name: str) -> tuple[str, ...]:
    """No other spelling of a name is known."""
    return (name,)


class Spread(Protocol):
    """Does one work on many pieces, wherever there is room for it; a seam for processes, or other machines."""

    def __call__(
        self, work: Callable[[Given], Made], /, *turns: Iterable[Given], is_beside: bool = False
    ) -> Iterator[Made]:
        """What a function of a module makes of each piece, in the order of the pieces; what it raises is raised.

        Of several turns, each is drawn once all answers to the one before were taken.
        `is_beside`: who takes the answers is busy with them, so that a core has to be left.
        """
        ...


def in_this_process(
    work: Callable[[Given], Made],
    *turns: Iterable[Given],
    is_beside: bool = False,  # noqa: ARG001  (there is but one)
) -> Iterator[Made]:
    """One piece after the other."""
    return map(work, chain.from_iterable(turns))


class Beside(Protocol):
    """Does one work that remembers on many pieces, beside who asks for it; a seam for another process."""

    def __call__(self, made: Callable[[], Callable[[Given], Made]], pieces: Iterable[Given], /) -> Iterator[Made]:
        """What the work makes of each piece, in their order, in one place; what it raises is raised.

        A piece or two may be drawn, and worked on, before the answers to those before were taken.
        """
        ...


def one_by_one(made: Callable[[], Callable[[Given], Made]], pieces: Iterable[Given]) -> Iterator[Made]:
    """In this process, each when it is asked for."""
    return map(made(), pieces)


@dataclass(frozen=True, slots=True)
class Parts:
    """One archive with all that works on it."""

    archive: Archive
    catalog: Catalog
    settings: Settings
    outlets: tuple[Outlet, ...]
    """All that are known: built in, and the archive's own."""
    follows: tuple[Follow, ...]
    """Who is followed, as it was when the archive was opened: a round holds to it."""
    index: SearchIndex | None = None
    """None where nothing is to be searched."""
    spellings: Spellings = no_other_spellings
    watches: Watches | None = None
    """None where there are no saved searches."""
    names: NameStore | None = None
    """None where no names are learned from the articles."""
    stories: StoryStore | None = None
    """None where articles are not brought together."""
    weights: Callable[[], Weights] | None = None
    """What was learned of articles that report one event; asked for where stories are made."""
    annotations: AnnotationStore | None = None
    """None where nothing is marked in texts."""
    spread: Spread = in_this_process
    beside: Beside = one_by_one
    claim_weights: Callable[[], ClaimWeights] | None = None
    """What was learned of statements that are one claim; asked for where articles are compared. None where none are."""
    terms: Callable[[], tuple[TermGroup, ...]] = tuple
    """Words that take sides."""
    followed_now: Callable[[], tuple[Follow, ...]] | None = None
    """Who is followed by now, for what is open for long; None: as it was. Raises BadOutlet."""
    called: Called = only_itself
    marks: MarkBox | None = None
    """Marks that wait while another process writes; None where nothing is marked."""
    tally: TallyStore | None = None
    """None where nobody counts."""
    measure: Callable[[], Mapping[str, Size]] = dict
    """How much lies in each of the archive's folders: a look at every file."""
    holders: Callable[[], Mapping[str, str]] = dict
    """Who collects for the archive and who writes to it just now, by role, for people."""
    extractors: Extractors = field(default_factory=Extractors)
    """Those of plugins."""

    def outlet(self, identity: str) -> Outlet | None:
        """The outlet of an id."""
        return next((outlet for outlet in self.outlets if outlet.id == identity), None)


@dataclass(frozen=True, slots=True)
class Network:
    """What collecting needs besides the archive."""

    fetcher: Fetcher
    to_warc: ToWarc
    jitter: Callable[[], float]
    """A number from 0 to 1, another one each time: keeps polls of many archives from falling together."""


class SideBySide(Protocol):
    """Does what waits for others side by side: who is slow holds nobody up; a seam for threads."""

    def __call__(self, jobs: Sequence[Callable[[], str]], /) -> Iterator[tuple[int, str | None]]:
        """The number of each job, with what it gives, as they end; None for one that there was no time for.

        One that has not ended when the time for all is over gives that; what a job raises is raised.
        """
        ...


def in_turn(jobs: Sequence[Callable[[], str]]) -> Iterator[tuple[int, str | None]]:
    """One after the other."""
    for number, job in enumerate(jobs):
        yield number, job()


@dataclass(frozen=True, slots=True)
class Messengers:
    """What telling of new matches needs besides the archive."""

    post: Callable[[str, bytes, Mapping[str, str]], str]
    """Address, body and headers of a POST -> what went wrong, or ""."""
    run: Callable[[str, bytes], str]
    """A command and what it gets to read -> what went wrong, or ""."""
    secret: Callable[[str], str | None]
    """The value of an environment variable, if it is set."""
    mail: Callable[[Mail], str]
    """A mail -> what went wrong, or ""."""
    side_by_side: SideBySide = in_turn


@dataclass(frozen=True, slots=True)
class CaptureFiles:
    """What importing files of captures needs besides the archive."""

    read: ReadCaptures
    to_warc: ToWarc
