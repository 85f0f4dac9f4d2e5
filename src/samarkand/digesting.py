"""What a digest tells of a day in one archive. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from samarkand.changing import Changes
from samarkand.comparing import Comparisons
from samarkand.model.answers import ChangedVersion, OpenedComparison, StoryGlance
from samarkand.model.articles import Article
from samarkand.model.catalog import Listing
from samarkand.model.digests import Digest, DigestStory
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps.ranking import weight
from samarkand.steps.standing import standing
from samarkand.storytelling import Stories
from samarkand.times import to_ms

STORIES = 20
"""Stories that a digest tells of where no other number is asked for: what one reads at a stroke."""
PAGE = 500
DAY = timedelta(days=1)


class Digests:
    """Digests of one archive. Costs the comparison of each story that is told: some 10 ms an article."""

    def __init__(self, parts: Parts) -> None:
        self._queries, self._stories = Queries(parts), Stories(parts)
        self._comparisons, self._changes = Comparisons(parts), Changes(parts)

    def on(self, day: date, most: int = STORIES) -> Digest:
        """What a UTC day brought: stories of which an article was published on it, or changed."""
        start = datetime.combine(day, time(), UTC)
        articles = list(self._published(start))
        changed: dict[str, list[ChangedVersion]] = {}
        for each in self._changes.between(start, start + DAY):
            changed.setdefault(each.article.id, []).append(each)
        placed = self._stories.of([*{*(each.id for each in articles), *changed}])
        identities = dict.fromkeys(story.id for story in placed.values())
        glances = sorted(map(self._stories.glance, identities), key=lambda each: _order(each, start + DAY))
        told = tuple(self._told(glance, start, changed) for glance in glances[:most])
        outlets = {article.outlet for article in articles}
        return Digest(day, len(articles), len(outlets), told, len(glances[most:]))

    def _published(self, start: datetime) -> Iterator[Article]:
        before = (to_ms(start + DAY), "")
        while page := self._queries.articles(Listing("", PAGE, before)):
            for article in page:
                if article.published_at < start:
                    return
                yield article
            before = (to_ms(page[-1].published_at), page[-1].id)

    def _told(self, glance: StoryGlance, start: datetime, changed: dict[str, list[ChangedVersion]]) -> DigestStory:
        compared: OpenedComparison | None = None
        if len(glance.story.outlets) > 1:
            compared = self._comparisons.open(glance.story.id)
        end = start + DAY
        last = end - timedelta.resolution
        stands = standing(glance, last, len(compared.comparison.disagreements) if compared else 0, DAY)
        new = tuple(member for member in glance.members if start <= member.article.published_at < end)
        changes: Iterable[ChangedVersion] = (
            each for member in glance.members for each in changed.get(member.article.id, ())
        )
        latest = sorted(changes, key=lambda each: (each.after.seen_at, each.article.id), reverse=True)
        return DigestStory(glance, stands, new, compared, tuple(latest))


def _order(glance: StoryGlance, now: datetime) -> tuple[float, datetime, str]:
    """The place of a story in a digest, by its weight at the day's end; copies of one text are no voices."""
    joined: dict[str, datetime] = {}
    for member in glance.members:
        if not member.copy_of:
            joined.setdefault(member.article.outlet, member.article.published_at)
    return -weight(list(joined.values()), now), glance.story.first_at, glance.story.id
