"""The seams to what is made from the archive and may be deleted: the search index, names, annotations, stories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from samarkand.model.events import Place
from samarkand.model.names import Glosses, NameGroup
from samarkand.model.search import Found, Options, Query, SearchDocument, Words
from samarkand.model.statements import Annotations
from samarkand.model.stories import Correction, Features, Link, Member, Placement, Sought, Story, StoryListing
from samarkand.model.tallies import Tally
from samarkand.model.tellings import Calendared, DayTelling, Order, Saying, Speaker, Unit


class TallyStore(Protocol):
    """What was counted of a collector's rounds: kept as well as the disk takes it, and never in the way of a round."""

    def load(self) -> Tally:
        """What was counted so far; an empty tally where that is not known."""
        ...

    def keep(self, tally: Tally) -> None:
        """Keep it in the place of what was kept."""
        ...


class SearchIndex(Protocol):
    """An index of versions, derived from the archive; it may be deleted at any time.

    Duties: `take` is atomic with its place, so that a stop leaves the index as it was before or after; readers, in any
    number of threads and processes, see a whole state and never wait for the writer. What it finds for words and
    phrases is what a reader of the same folded texts would find. One writer.
    """

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where the index is damaged or of another version."""
        ...

    def take(self, documents: Iterable[SearchDocument], place: Place) -> None:
        """Take in versions, each in the place of what was told of it before, and remember the place."""
        ...

    def take_all(self, batches: Iterable[tuple[Iterable[SearchDocument], Place]]) -> Iterator[Place]:
        """Take in batch after batch, each as `take` does; the place of each once it stands."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def search(self, query: Query, alternatives: Mapping[Words, tuple[str, ...]], options: Options) -> Found:
        """What is found; `alternatives` are the other spellings of words to be looked for, by the words of the query."""
        ...


class NameStore(Protocol):
    """What the articles of an archive tell of names; derived from it, and may be deleted at any time.

    Duties: a file that is missing, damaged or of another version is as good as an empty one; a stop leaves the old or
    the new state. One writer, the one of the search index.
    """

    def known(self) -> Sequence[NameGroup]:
        """The groups that came with the program or that the archive's owner wrote. Raises BadOutlet."""
        ...

    def glosses(self) -> tuple[Place, Glosses]:
        """What was learned, and how far in the ledger."""
        ...

    def keep_glosses(self, place: Place, glosses: Glosses) -> None:
        """Keep what was learned up to a place. Raises CatalogUnusable."""
        ...

    def keep_grown(self, groups: Sequence[NameGroup]) -> None:
        """Keep the groups that were made of it. Raises CatalogUnusable."""
        ...


class AnnotationStore(Protocol):
    """What is marked in the text of each version; derived from the archive, and may be deleted at any time.

    Duties: all of it is of one method, the one that the store was opened for: to a program that marks otherwise there is
    no store. `take` is atomic with its place; readers, in any number of threads and processes, see a whole state and never
    wait for the writer. One writer.
    """

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where there is nothing of this method, or it is damaged."""
        ...

    def take(self, annotations: Iterable[Annotations], place: Place) -> None:
        """Take in annotations, each in the place of older ones of its version, and remember the place, all or none.

        Raises ArchiveBusy, CatalogUnusable, ValueError for annotations of another method.
        """
        ...

    def clear(self) -> None:
        """Forget everything. Raises ArchiveBusy, CatalogUnusable."""
        ...

    def annotations(self, versions: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Annotations]:
        """Those of some versions, by article and number; those not taken in are left out."""
        ...

    def quoting(self, names: Collection[str]) -> Collection[tuple[str, int]]:
        """Article and number of all versions, old ones too, that quote somebody in whose name one of some names stands.

        Token by token: 欧德 stands in 市长欧德, and `Ode` not in `Odell`.
        """
        ...

    # What follows is told of the latest version of each article alone, that with the greatest number.

    def leading(self, since: date | None, order: Order, limit: int) -> Sequence[Speaker]:
        """Those who are quoted by most outlets, or in most statements, in the weeks (UTC, from Monday) from that of a day on.

        Each with all that is told of them in these weeks; of all times where the day is None. Of each week its first are
        looked at: who is never among these is left out.
        """
        ...

    def speakers(self, keys: Collection[str], since: date | None) -> Mapping[str, Speaker]:
        """Those of some keys, in the same weeks; those who are not quoted then are left out."""
        ...

    def last_quoted(self, until: date) -> date | None:
        """The first day of the latest week, up to that of a day, in which anybody is quoted."""
        ...

    def sayings(
        self, keys: Collection[str], limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[Saying]:
        """Articles that quote one of some, the newest first, those of one instant by id; behind an instant and an id."""
        ...

    def named(self, key: str, limit: int) -> Sequence[Speaker]:
        """Others whose last name has this key, or whose own keys begin with it; those quoted by most outlets first.

        Of very many that begin alike, some are looked at.
        """
        ...

    def days(self, unit: Unit, since: date, until: date) -> Sequence[Calendared]:
        """The days (or months) from one to another, that one excluded, of which anything is told, in their order."""
        ...

    def days_near(self, unit: Unit, day: date, before: int, after: int) -> Sequence[Calendared]:
        """The nearest so many before a day and after it of which anything is told, and the day itself if it is, in order."""
        ...

    def tellings(
        self, unit: Unit, since: date, limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[DayTelling]:
        """Articles that tell of a day, the newest first, those of one instant by id; behind an instant and an id."""
        ...

    def tellings_after(self, unit: Unit, since: date, limit: int, after: datetime) -> Sequence[DayTelling]:
        """Articles of an instant or later that tell of a day, the oldest first."""
        ...

    def articles_quoting(self, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The articles that quote each of some keys, by time and id; those that nobody quotes are left out."""
        ...

    def articles_telling(self) -> Mapping[tuple[Unit, date], Sequence[str]]:
        """The articles that tell of each day and month of which anything is told, by time and id; days in their order."""
        ...


class StoryStore(Protocol):
    """Stories and what they were made of; derived from the archive, and may be deleted at any time.

    Duties: `take` is atomic with its place; readers, in any number of threads and processes, see a whole state and never
    wait for the writer. One writer. Costs of asking do not grow with the archive, but with what is answered.
    """

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where the store is damaged or of another version."""
        ...

    def take(self, placement: Placement, place: Place) -> None:
        """Take in what placing brought, and remember the place, all or none. Raises ArchiveBusy, CatalogUnusable."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def sketches(self, since: date, until: date) -> Iterator[Sequence[tuple[str, bytes]]]:
        """Those of the articles published in a span of days (UTC), the last day excluded, by day; with ids, some at a time."""
        ...

    def features_of(self, articles: Sequence[str]) -> Mapping[str, Features]:
        """Those of some articles; unknown ones are left out."""
        ...

    def members_of(self, articles: Sequence[str]) -> Mapping[str, Member]:
        """What stories have to know of some articles; unknown ones are left out."""
        ...

    def sketches_of(self, articles: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of some articles; unknown ones are left out."""
        ...

    def links(self, articles: Sequence[str]) -> Sequence[Link]:
        """All links that have an end among the articles, each once."""
        ...

    def stories_of(self, articles: Sequence[str]) -> Mapping[str, Story]:
        """The story of each article; unknown ones are left out."""
        ...

    def story(self, identity: str) -> Story | None:
        """The story of an id, also of one that it had before, or of the beginning of one where that is enough."""
        ...

    def stories(self, listing: StoryListing) -> Sequence[Story]:
        """The stories of a listing."""
        ...

    def thread(self, identity: str) -> Sequence[Story]:
        """The stories of a thread, by `first_at`."""
        ...

    def threads(self, identities: Sequence[str]) -> Mapping[str, Sequence[Story]]:
        """The stories of some threads, by `first_at`; unknown ones are left out."""
        ...

    def corrections(self) -> Sequence[Correction]:
        """What persons decided, in the ledger's order."""
        ...

    def gists_of(self, stories: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of what some stories show, each taken as one article; unknown ones are left out."""
        ...

    def ties(self, stories: Sequence[str]) -> Sequence[Link]:
        """All links of these stories to each other, each once: of two the one that was told with the later gist."""
        ...

    def alike(
        self, asked: Sequence[tuple[Collection[int], date]], sought: Sought, without: Collection[str] = ()
    ) -> Sequence[Mapping[str, int]]:
        """For each of some questions the stories whose gists are found by its terms, and by how many of these.

        A question is terms, as checksums, and a day (UTC). A term finds the gists of a day that were told first last; of
        very many of one day, only the latest. Of stories that as many terms find, the smaller ids are found. Stories that are
        left out take up room among those that a term finds.
        """
        ...
