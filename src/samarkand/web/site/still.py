"""An archive that stands still while pages are made of it: what is asked for again and again is asked for once. Reads only."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from samarkand.changing import Changes
from samarkand.comparing import Comparisons
from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.model.answers import Glance, StoryGlance
from samarkand.model.articles import Picture, Reading, Record, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.changes import EditKind
from samarkand.model.stories import Link, Story
from samarkand.pipeline.opening import open_parsed
from samarkand.pipeline.parts import Parts
from samarkand.ports import AnnotationStore, Catalog, NameStore, StoryStore
from samarkand.queries import Queries
from samarkand.steps.reading import Arranged, Parsed
from samarkand.web.site.memory import Memory, glance_as_text, glance_of_text

_REMEMBERED = 8_192
"""Articles and stories that are remembered in one line each: some 2 KB, and several pages show each of them."""
_READ = 128
"""Texts that are remembered, and what is marked in them: all pages of one article or story ask for the same ones."""

_AT_ONCE = 8
"""Stories of which the links are remembered: all pages of one ask for them."""
_PARSED = 8
"""Bodies that are kept as trees."""

_Key = TypeVar("_Key", bound=Hashable)
_Told = TypeVar("_Told")


class Many(Generic[_Key, _Told]):
    """A question about several things at once, which is asked of those alone that are not remembered."""

    def __init__(self, ask: Callable[[Sequence[_Key]], Mapping[_Key, _Told]], most: int) -> None:
        """`most` answers are remembered, those that were asked for last."""
        self._ask = ask
        self._most = most
        self._known: OrderedDict[_Key, _Told] = OrderedDict()

    def __call__(self, keys: Sequence[_Key]) -> Mapping[_Key, _Told]:
        """The answers in the order of the keys; what has none is left out, and asked for again."""
        missing = [each for each in keys if each not in self._known]
        found = {**(self._ask(missing) if missing else {})}
        for key in keys:
            if key in self._known:
                found[key] = self._known[key]
                self._known.move_to_end(key)
        for key in missing:
            if key in found:
                self._known[key] = found[key]
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return {key: found[key] for key in keys if key in found}


class _Still:
    """What stands before a store; what it does not remember is asked of the store."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        """All else as it is."""
        return getattr(self._store, name)


class _StillCatalog(_Still):
    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog)
        self.article = lru_cache(maxsize=_REMEMBERED)(catalog.article)
        self.versions = lru_cache(maxsize=_REMEMBERED)(catalog.versions)
        self.outlets = lru_cache(maxsize=1)(catalog.outlets)
        self.pages_restless = lru_cache(maxsize=1)(catalog.pages_restless)
        self.arrivals = lru_cache(maxsize=_REMEMBERED)(catalog.arrivals)


class _StillStories(_Still):
    def __init__(self, stories: StoryStore) -> None:
        super().__init__(stories)
        self.place = lru_cache(maxsize=1)(stories.place)
        self._story = lru_cache(maxsize=_REMEMBERED)(stories.story)
        self._stories_of = Many(stories.stories_of, _REMEMBERED)
        self._known: dict[str, Story] = {}
        """By their ids, those of which articles were asked for: so many as articles are remembered."""
        self.corrections = lru_cache(maxsize=1)(stories.corrections)
        self._links = lru_cache(maxsize=_AT_ONCE)(stories.links)
        self.threads = Many(stories.threads, _REMEMBERED)
        self.members_of = Many(stories.members_of, _REMEMBERED)

    def stories_of(self, articles: Sequence[str]) -> Mapping[str, Story]:
        """As the store tells them."""
        found = self._stories_of(articles)
        self._known |= {story.id: story for story in found.values()}
        return found

    def story(self, identity: str) -> Story | None:
        """As the store tells it: nearly all that pages lead to were asked for by their articles."""
        return self._known.get(identity) or self._story(identity)

    def links(self, articles: Sequence[str]) -> Sequence[Link]:
        """As the store tells them: all pages of a story ask for those of its articles."""
        return self._links(tuple(articles))

    def thread(self, identity: str) -> Sequence[Any]:
        """As the store tells it."""
        return self.threads([identity]).get(identity, [])


class _StillNames(_Still):
    def __init__(self, names: NameStore) -> None:
        super().__init__(names)
        self.known = lru_cache(maxsize=1)(names.known)


class _StillAnnotations(_Still):
    def __init__(self, annotations: AnnotationStore) -> None:
        super().__init__(annotations)
        self.place = lru_cache(maxsize=1)(annotations.place)
        self.annotations = Many(annotations.annotations, _READ)


def still(parts: Parts) -> Parts:
    """The parts of an archive that does not change any more."""
    return replace(
        parts,
        catalog=cast(Catalog, _StillCatalog(parts.catalog)),
        names=cast(NameStore, _StillNames(parts.names)) if parts.names else None,
        stories=cast(StoryStore, _StillStories(parts.stories)) if parts.stories else None,
        annotations=cast(AnnotationStore, _StillAnnotations(parts.annotations)) if parts.annotations else None,
    )


class SiteChanges(Changes):
    """Changes for a site: of which kinds they are is remembered from one build to the next."""

    def __init__(self, parts: Parts, memory: Memory) -> None:
        super().__init__(parts)
        self._memory = memory

    def _kinds_of(self, after: Version) -> tuple[EditKind, ...]:
        """As `Changes._kinds_of`."""
        if (told := self._memory.recall("kinds", after)) is None:
            told = json.dumps(super()._kinds_of(after))
            self._memory.learn("kinds", after, told)
        return tuple(json.loads(told))


class SiteComparisons(Comparisons):
    """Comparisons of stories for a site: lists tell what was found when the pages of their stories were made."""

    def __init__(self, parts: Parts, queries: SiteQueries) -> None:
        super().__init__(parts)
        self._texts = queries
        self.disputed: Mapping[str, int] = {}
        """Stories about which outlets disagree -> about how much."""
        self.found: tuple[str, int] = "", 0
        """The story that was compared last, and about how much its outlets disagree."""

    def _count(self, glance: StoryGlance, found: int) -> None:
        """As `Comparisons._count`."""
        self.found = glance.story.id, found

    def _words(self, version: Version) -> tuple[str, str]:
        """As `Comparisons._words`, of what the page reads besides."""
        _, read = self._texts.read(version)
        return read.title, read.text

    def disagreements(self, glance: StoryGlance) -> int:
        """As `Comparisons.disagreements`; nothing is unknown."""
        return self.disputed.get(glance.story.id, 0)


class SiteQueries(Queries):
    """What pages ask of an archive that stands still while they are made."""

    def __init__(self, parts: Parts, memory: Memory) -> None:
        super().__init__(parts)
        self._memory = memory
        self.lacking: set[str] = set()
        """Pictures that were asked for and are not kept."""
        self._readings = lru_cache(maxsize=_READ)(self._parse)
        self._parsed: OrderedDict[Version, Parsed] = OrderedDict()
        """What was read last: most bodies are shown right after they were read."""
        self._glance = lru_cache(maxsize=_REMEMBERED)(self._look)
        self.outlet = lru_cache(maxsize=_REMEMBERED)(super().outlet)  # type: ignore[method-assign]

    def read(self, version: Version) -> tuple[Record, Reading]:
        """As `Queries.read`."""
        return self._readings(version)

    def _parse(self, version: Version) -> tuple[Record, Reading]:
        try:
            record, parsed = open_parsed(self._parts, version)
        except NotFound as error:
            raise ArchiveDamaged(f"the record of a version is missing: {error}") from error
        self._parsed[version] = parsed
        if len(self._parsed) > _PARSED:
            self._parsed.popitem(last=False)
        return record, parsed.reading()

    def body(self, version: Version) -> Arranged:
        """As `Queries.body`, from what was parsed when it was read, if that was just now."""
        parsed = self._parsed.pop(version, None)
        return parsed.arranged() if parsed else super().body(version)

    def _look(self, version: Version) -> Glance:
        """As `Queries._look`; what was seen before is remembered, but for what could not be read."""
        if told := self._memory.recall("glance", version):
            return glance_of_text(told)
        found = super()._look(version)
        if not found.problem:
            self._memory.learn("glance", version, glance_as_text(found))
        return found

    def images(self, pictures: Sequence[Picture]) -> Mapping[str, StoredImage]:
        """As `Queries.images`; those that are not kept are noted."""
        found = super().images(pictures)
        for each in pictures:
            if each.url and (each.url not in found or not found[each.url].path):
                self.lacking.add(each.url)
        return found
