"""Stories that come to the size that a watch waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from samarkand.model.stories import Story
from samarkand.model.watches import Heard, Watch
from samarkand.pipeline.happenings.looking import Look, News
from samarkand.ports import StoryStore
from samarkand.storytelling import copies
from samarkand.times import iso

_KNOWN = 5_000
"""Articles of stories that are remembered, the latest: a story that none joined for as long is news again."""
_IS_KNOWN = 2
"""Articles of a story that were noticed in one make it the same: one alone may have been moved here."""


def stories(look: Look, watch: Watch, heard: Heard) -> News:
    """Those that came to the size since it was looked last, each once, as far as articles are placed. Raises BadQuery.

    Cost: the stories of the articles that the ledger's new lines tell of, asked for together.
    """
    store = look.parts.stories
    placed = store.place() if store else None
    if store is None or placed is None or placed.count < heard.place.count:
        return News((), heard.known, heard.place)  # they are made anew, and told of then
    end = placed if placed.count < look.end.count else look.end
    rows = look.new(heard.place)
    named = dict.fromkeys(article for row in rows if row.line <= end.count for article in row.articles)
    has_come = _coming(look, store, watch, heard)
    known, hits = dict.fromkeys(heard.known), []
    for story in {each.id: each for each in store.stories_of(list(named)).values()}.values():
        is_known = sum(each in known for each in story.articles) >= _IS_KNOWN
        if not is_known and not has_come(story):
            continue
        known |= dict.fromkeys(story.articles)
        if not is_known:
            hits.append(_told(look, story))
    return News(hits, tuple(known)[-_KNOWN:], end)


def _coming(look: Look, store: StoryStore, watch: Watch, heard: Heard) -> Callable[[Story], bool]:
    """Whether a story is of the size, was not when the watch began, and has an article that answers."""
    ask = look.asking(watch)

    def has_come(story: Story) -> bool:
        if story.voices < watch.story_size:
            return False
        found = [look.parts.catalog.article(each) for each in story.articles]
        articles = [each for each in found if each]
        old = [each.id for each in articles if each.first_seen_at < heard.since]
        if len(old) >= watch.story_size and _voices(store, old) >= watch.story_size:
            return False
        return any(ask(each.latest, each.versions) for each in articles)

    return has_come


def _voices(store: StoryStore, articles: Sequence[str]) -> int:
    """How many outlets report independently in some articles of a story."""
    texts, members = copies(store.links(articles)), store.members_of(articles)
    first: dict[frozenset[str], str] = {}
    by_themselves = [each for each in articles if each not in texts or first.setdefault(texts[each], each) == each]
    return len({members[each].outlet for each in by_themselves if each in members})


def _told(look: Look, story: Story) -> Mapping[str, Any]:
    article = next(filter(None, map(look.parts.catalog.article, (story.headline, *story.articles))))  # one answered
    names = [look.queries.outlet_name(each) for each in story.outlets]
    return look.hit(article.latest, "") | {
        "outlet_name": "、".join(names),
        "outlets": list(story.outlets),
        "story": story.id,
        "voices": story.voices,
        "seen_at": iso(look.now),
    }
