"""What a page or a command needs to know of what was marked in texts: of a version, and who was quoted. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from samarkand.errors import NotFound, UsageError
from samarkand.model.answers import AnnotatedVersion, Quotation, Quoted
from samarkand.model.articles import Article
from samarkand.model.catalog import Listing
from samarkand.model.statements import Annotations
from samarkand.pipeline.parts import Parts
from samarkand.times import to_ms

PAGE = 100
"""Articles that are in memory at once with their annotations."""


class Quotes:
    """Questions about what was marked in the texts of one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def of_version(self, article: str, version: int) -> Annotations:
        """What is marked in one version of an article, by its whole id. Raises NotFound."""
        if self._parts.annotations is None:
            raise UsageError("this archive was opened without its annotations")
        found = self._parts.annotations.annotations([(article, version)]).get((article, version))
        if found is None:
            raise NotFound(f"version {version} of {article} is not marked; `samarkand statements` marks what is new")
        return found

    def of(self, articles: Iterable[Article]) -> Iterator[AnnotatedVersion]:
        """All versions of some articles, in their order, the first version first; those not marked yet are left out."""
        if self._parts.annotations is None:
            raise UsageError("this archive was opened without its annotations")
        stream = iter(articles)
        while page := list(islice(stream, PAGE)):
            versions = [
                (article, version)
                for article in page
                for version in (self._parts.catalog.versions(article.id) if article.versions > 1 else (article.latest,))
            ]
            marked = self._parts.annotations.annotations([(each.article, each.number) for _, each in versions])
            stories = self._parts.stories.stories_of([article.id for article in page]) if self._parts.stories else {}
            for article, version in versions:
                annotations = marked.get((article.id, version.number))
                if annotations:
                    story = stories.get(article.id)
                    yield AnnotatedVersion(article, version, annotations, story.id if story else "")

    def everywhere(self) -> Iterator[AnnotatedVersion]:
        """All versions of all articles, the newest article first, its first version first."""
        return self.of(self._articles())

    def _articles(self) -> Iterator[Article]:
        before = None
        while page := self._parts.catalog.articles(Listing(limit=PAGE, before=before)):
            yield from page
            before = to_ms(page[-1].published_at), page[-1].id

    def quoted(self, articles: Iterable[Article]) -> Sequence[Quoted]:
        """Who is quoted in the latest versions of some articles: those with most quotations first, then by their names.

        A speaker goes by the name that a text gives it: two spellings are two speakers.
        """
        found: dict[str, list[Quotation]] = {}
        for each in self.of(articles):
            if each.version.number == each.article.versions:
                for statement in each.annotations.statements:
                    found.setdefault(statement.speaker, []).append(Quotation(each.article, each.version, statement))
        ordered = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        return [Quoted(speaker, tuple(quotations)) for speaker, quotations in ordered]
