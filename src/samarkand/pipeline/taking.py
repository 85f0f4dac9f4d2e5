"""Versions taken out of an archive, one after the other, for whatever form they go out in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.model.articles import Article, Version
from samarkand.model.exports import Taken
from samarkand.pipeline.opening import open_version, outlet_for
from samarkand.pipeline.parts import Parts

AT_ONCE = 200
"""Articles whose stories are looked up together."""

Chosen = Callable[[Article], Sequence[Version]]
"""Which versions of an article are wanted."""


def take(
    parts: Parts, articles: Iterable[Article], chosen: Chosen, lacking: Callable[[str, str], None]
) -> Iterator[Taken]:
    """The versions of articles, in their order; memory holds one text at a time.

    One whose record is missing or damaged is left out, and told to `lacking`: its record, and what is wrong with it.
    Costs the reading of each record, about a millisecond.
    """
    waiting = iter(articles)
    while lot := list(islice(waiting, AT_ONCE)):
        placed = parts.stories.stories_of([article.id for article in lot]) if parts.stories else {}
        for article in lot:
            story = placed.get(article.id)
            for version in chosen(article):
                try:
                    record, reading = open_version(parts, version)
                except (NotFound, ArchiveDamaged) as error:
                    lacking(version.record, str(error))
                    continue
                known = parts.catalog.images([each.url for each in reading.pictures if each.url])
                outlet = outlet_for(parts, version)
                yield Taken(article, version, record, reading, known, outlet, story.id if story else "")
