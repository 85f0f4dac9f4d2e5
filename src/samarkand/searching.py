"""Searching an archive: from what was typed to versions with their passages. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from samarkand.errors import ArchiveDamaged, BadQuery, NotFound, UsageError
from samarkand.later import later
from samarkand.model.answers import FoundVersion, Results, Watched
from samarkand.model.search import (
    All,
    Any,
    Found,
    Hit,
    Language,
    Node,
    Not,
    Options,
    Outlets,
    Passage,
    Published,
    Query,
    Sort,
    Versions,
    Words,
)
from samarkand.model.watches import Watch
from samarkand.pipeline import annotating
from samarkand.pipeline.indexing import catch_up_index, lag
from samarkand.pipeline.opening import open_text
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps.matching import Alternatives, Wanted, told_alternatives
from samarkand.steps.passages import marks, passages

if TYPE_CHECKING:
    from samarkand.steps import loosening, querying
else:  # who searches for no words needs none of it
    loosening, querying = later("samarkand.steps.loosening"), later("samarkand.steps.querying")

AT_ONCE = 1_000
"""Hits that are asked for at one stroke where all are wanted."""
WIDTH = 140
"""Characters of a passage, about."""
_LONGEST_READ = 200_000
"""Characters of a text in which passages are looked for."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked for besides the words of a query, as links and options ask for it."""

    outlet: str = ""
    """Id of an outlet."""
    language: str = ""
    published: Published | None = None
    sort: Sort | None = None
    """None: as the query says."""


class Search:
    """Questions in words to one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._queries = Queries(parts)

    def query(self, text: str, now: datetime, narrowing: Narrowing | None = None) -> Query:
        """A query as it was typed, understood and narrowed. Raises BadQuery, which shows the place."""
        return narrowed(querying.parse(text, now, self._outlet), narrowing or Narrowing())

    def alternatives(self, query: Query) -> Alternatives:
        """Other spellings of names in a query."""
        return self._parts.spellings(query)

    def find(
        self, text: str, now: datetime, options: Options | None = None, narrowing: Narrowing | None = None
    ) -> Results:
        """What a query finds, with the passages that show it. Raises BadQuery, which shows the place.

        A text typed whole that stands nowhere finds what has some of it, and the results say so.
        """
        options = options or Options()
        query = self.query(text, now, narrowing)
        also = self.alternatives(query) if options.with_variants else {}
        found = self._found(self._with_versions(query, also), also, options)
        wanted = Wanted.of(query, also)
        loose = None if found.total else loosening.loosened(query)
        if loose:
            also = {}
            found = self._found(self._with_versions(loose, also), also, replace(options, is_relaxed=True))
            wanted = Wanted.of(loosening.pieces(loose), {})
        return Results(
            query,
            tuple(self._opened(found.hits, wanted)),
            found.total,
            told_alternatives(query, also),
            found.facets or {},
            is_relaxed=bool(loose and found.total),
        )

    def articles(self, text: str, now: datetime, narrowing: Narrowing | None = None) -> set[str]:
        """Ids of all articles that a query finds, in whichever version. Raises BadQuery, which shows the place.

        Costs a search for each thousand of them, and their ids in memory.
        """
        query = replace(self.query(text, now, narrowing), sort="date")
        also = self.alternatives(query)
        found: set[str] = set()
        asked, offset = self._with_versions(query, also), 0
        while hits := self._found(asked, also, Options(limit=AT_ONCE, offset=offset)).hits:
            found.update(hit.article for hit in hits)
            offset += AT_ONCE
        return found

    def _found(self, query: Query, also: Alternatives, options: Options) -> Found:
        """What the index finds; nothing in an archive that has nothing, of which there is no index yet."""
        if self._parts.index is None:
            raise UsageError("this archive was opened without its search index")
        if not self._parts.catalog.place().count:
            return Found((), 0, {})
        return self._parts.index.search(query, also, options)

    def _with_versions(self, query: Query, also: Alternatives) -> Query:
        """The query as an index is asked it: what is wanted of speakers is the versions that quote them."""
        return replace(query, root=self._resolved(query.root, also))

    def _resolved(self, node: Node, also: Alternatives) -> Node:
        match node:
            case Words(field="speaker"):
                if self._parts.annotations is None:
                    raise UsageError("this archive was opened without its annotations")
                return Versions(frozenset(self._parts.annotations.quoting((node.text, *also.get(node, ())))))
            case All(parts):
                return All(tuple(self._resolved(part, also) for part in parts))
            case Any(parts):
                return Any(tuple(self._resolved(part, also) for part in parts))
            case Not(part):
                return Not(self._resolved(part, also))
            case _:
                return node

    def watched(self, now: datetime) -> Iterator[Watched]:
        """The watches in their order, with what each finds now or has noticed. Raises UsageError where they cannot be read."""
        for watch in self._watches():
            assert self._parts.watches is not None
            told = self._parts.watches.told(watch.id)
            found = self._finds(watch, now) if watch.kind == "search" else self._noticed(watch, now)
            letters = self._parts.watches.letters(watch.id)
            yield replace(found, behind=told.behind if told else {}, letters=letters)

    def _finds(self, watch: Watch, now: datetime) -> Watched:
        try:
            results = self.find(watch.query, now, Options(limit=1), Narrowing(sort="date"))
        except BadQuery as error:
            return Watched(watch, fault=error)
        if results.is_relaxed:  # what has only some of it is nothing to be told of
            return Watched(watch)
        return Watched(watch, results.total, next(iter(results.found), None))

    def _noticed(self, watch: Watch, now: datetime) -> Watched:
        try:
            if watch.query:
                self.query(watch.query, now)
        except BadQuery as error:
            return Watched(watch, fault=error)
        heard = self._parts.watches.heard(watch.id) if self._parts.watches else None
        return Watched(watch, heard.total, heard=heard.newest[::-1]) if heard else Watched(watch)

    def noticed(self, watch: Watch) -> Sequence[Mapping[str, object]]:
        """The last that was noticed for a watch that is no search, as JSON, the newest first."""
        heard = self._parts.watches.heard(watch.id) if self._parts.watches else None
        return heard.newest[::-1] if heard else ()

    def watch(self, identity: str) -> Watch:
        """The saved search of an id. Raises NotFound, and UsageError where they cannot be read."""
        found = next((watch for watch in self._watches() if watch.id == identity), None)
        if found is None:
            raise NotFound(f"no watch has the id {identity!r}; `samarkand watch --list` shows them")
        return found

    def _watches(self) -> tuple[Watch, ...]:
        return self._parts.watches.load() if self._parts.watches else ()

    def lag(self, query: Query | None = None) -> int:
        """How many lines of the ledger are not searched yet; all of them where there is no index yet.

        For a query that asks who is quoted, those too of which that is not known yet.
        """
        behind = lag(self._parts)
        return max(behind, annotating.lag(self._parts)) if query and query.is_of_speakers else behind

    def catch_up(self) -> Iterator[int]:
        """Make searchable what is not yet; how many lines of the ledger were taken in each step.

        Raises ArchiveBusy where another process is at it, CatalogUnusable where the index cannot be written.
        """
        yield from catch_up_index(self._parts)

    def _opened(self, hits: tuple[Hit, ...], wanted: Wanted) -> Iterator[FoundVersion]:
        for hit in hits:
            try:
                article, version = self._queries.version(hit.article, hit.version)
            except NotFound:  # the index belongs to an archive that has it, and this catalog has yet to hear of it
                continue
            title, text, problem = version.title, "", ""
            try:
                read, text = open_text(self._parts, version)
                title = read or title
            except NotFound as error:
                problem = f"the record of a version is missing: {error}"
            except ArchiveDamaged as error:
                problem = str(error)
            title = " ".join(title.split()) or version.url
            shown = Passage(title, marks(title, wanted.title), 0)
            best = passages(text[:_LONGEST_READ], wanted.text, WIDTH)
            yield FoundVersion(article, version, shown, best, hit.score, problem)

    def _outlet(self, name: str) -> str | None:
        try:
            return self._queries.outlet(name).id
        except NotFound:
            return None


def narrowed(query: Query, narrowing: Narrowing) -> Query:
    """A query that also asks for what was chosen beside it."""
    more: list[Node] = []
    if narrowing.outlet:
        more.append(Outlets(narrowing.outlet))
    if narrowing.language:
        more.append(Language(narrowing.language))
    if narrowing.published:
        more.append(narrowing.published)
    root = All((query.root, *more)) if more else query.root
    return replace(query, root=root, sort=narrowing.sort or query.sort)
