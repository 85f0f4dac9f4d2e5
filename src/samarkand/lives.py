"""What became of articles: taken down and back, moved, issued again. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from samarkand.errors import ArchiveDamaged
from samarkand.model.answers import Life, VersionLife
from samarkand.model.articles import Article
from samarkand.queries import Queries
from samarkand.steps.histories import FARTHEST, Issue, histories

_EARLIEST, _LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
MOST = 20
"""Articles that one history has at most, and that are read for it."""
COMPARED = 32
"""Texts of which it is remembered how they are compared, some 100 KB each: neighbours are compared with the same ones."""


class Lives:
    """Questions about what was witnessed of the articles of one archive."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._compared = lru_cache(maxsize=COMPARED)(Issue)

    def life(self, identity: str) -> Life:
        """What is known of an article besides its versions. Raises NotFound."""
        article = self._queries.article(identity)
        others = tuple(each for each in self.history(identity) if each.id != article.id)
        absences, moves = self._queries.absences(article.id), self._queries.moves(article.id)
        return Life(article, tuple(absences), tuple(moves), others)

    def history(self, identity: str) -> tuple[Article, ...]:
        """The articles that are one history with an article, itself among them, by publication. Raises NotFound.

        Looked for among those of its outlet that its story holds, or whose address carries the same number. Costs reading
        the latest version of each of them; nothing where there are none.
        """
        article = self._queries.article(identity)
        found, waiting = {article.id: article}, [article]
        while waiting and len(found) < MOST:
            near = [each for each in self._near(waiting.pop()) if each.id not in found]
            found |= {each.id: each for each in near[: MOST - len(found)]}
            waiting += near
        issues = [issue for each in found.values() if (issue := self._issue(each))] if len(found) > 1 else []
        joined = next((group for group in histories(issues) if article.id in group), (article.id,))
        return tuple(found[each] for each in joined)

    def of_versions(self, identity: str) -> Mapping[int, VersionLife]:
        """What is known of each version of an article, by its number. Raises NotFound."""
        article = self._queries.article(identity)
        versions = self._queries.versions(article.id)
        absences, moves = self._queries.absences(article.id), self._queries.moves(article.id)
        found: dict[int, VersionLife] = {}
        for version, later in zip(versions, [*versions[1:], None], strict=True):
            since = version.seen_at if found else _EARLIEST  # what is told before the first belongs to it all the same
            until = later.seen_at if later else _LATEST
            found[version.number] = VersionLife(
                version.before_at,
                tuple(each for each in absences if since <= each.first_at < until),
                tuple(each for each in moves if since <= each.at < until),
            )
        return found

    def _near(self, article: Article) -> list[Article]:
        """Articles of the same outlet, published about the same time, that may be one history with an article."""
        return [
            other
            for other in self._queries.beside(article)
            if other.outlet == article.outlet and abs(other.published_at - article.published_at) <= FARTHEST
        ]

    def _issue(self, article: Article) -> Issue | None:
        try:
            _, read = self._queries.read(article.latest)
        except ArchiveDamaged:
            return None
        return self._compared(article.id, article.url, read.title, read.text, article.published_at)
