"""A person corrects stories: the wish is checked against what stands, and kept as a line of the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from samarkand.errors import NotFound, UsageError
from samarkand.ids import story_id
from samarkand.model.reports import Report
from samarkand.model.stories import Correction, Deed, Story
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import catch_up
from samarkand.ports import StoryStore
from samarkand.steps import correcting


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for. Ids may be old ones, an article's in the place of its story's, or beginnings of any."""

    deed: Deed
    story: str
    """Id of the story that is corrected."""
    named: tuple[str, ...]
    """merge: ids of the stories that it becomes one with. split, pin: of its articles. move: of articles of other stories
    that go over into it."""
    by: str = ""
    """Who or where it was: what the ledger keeps with it."""


DONE = {
    "merge": "is one with {named}",
    "split": "is without {named} from now on",
    "move": "has {named} from now on",
    "pin": "keeps {named}, whatever the program says",
}


def correct(parts: Parts, wish: Wish, now: datetime) -> Report:
    """Keep what a person decided; the stories show it once the ledger is taken in by `relating`.

    Raises NotFound and UsageError for what cannot be, ArchiveBusy where another process is writing.
    """
    if parts.stories is None:
        raise UsageError("this archive was opened without its stories")
    story = _story(parts.stories, wish.story)
    corrections = _corrections(parts, parts.stories, story, wish, now)
    parts.archive.lock()
    catch_up(parts.archive, parts.catalog)
    parts.catalog.apply(parts.archive.commit([correcting.event_of(each) for each in corrections]))
    return Report("changed", story.id, DONE[wish.deed].format(named=", ".join(wish.named)))


def _corrections(parts: Parts, store: StoryStore, story: Story, wish: Wish, now: datetime) -> Sequence[Correction]:
    if wish.deed == "merge":
        return [correcting.merge([story, *(_story(store, each) for each in wish.named)], now, wish.by)]
    articles = list(dict.fromkeys(_article(parts, each) for each in wish.named))
    if wish.deed == "move":
        return list(_moves(store, story, articles, now, wish.by))
    made = correcting.split if wish.deed == "split" else correcting.pin
    return [made(story, articles, now, wish.by)]


def _moves(store: StoryStore, target: Story, articles: Sequence[str], now: datetime, by: str) -> Iterator[Correction]:
    """One move for each story that some of the articles come from."""
    origins = store.stories_of(articles)
    if strangers := [article for article in articles if article not in origins]:
        raise UsageError(f"{', '.join(strangers)} is in no story yet; `samarkand stories` places what is new")
    for origin in dict.fromkeys(origins[article] for article in articles):
        moving = [article for article in articles if origins[article] == origin]
        yield correcting.move(target, origin, moving, now, by)


def _story(store: StoryStore, identity: str) -> Story:
    found = store.story(identity if identity.startswith("s") else story_id(identity))
    if found is None:
        raise NotFound(f"no story has the id {identity!r}, or several begin with it; `samarkand stories` shows ids")
    return found


def _article(parts: Parts, identity: str) -> str:
    article = parts.catalog.article(identity)
    if article is None:
        raise NotFound(f"no article has the id {identity!r}, or several begin with it; `samarkand list` shows ids")
    return article.id
