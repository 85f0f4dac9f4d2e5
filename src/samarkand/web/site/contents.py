"""What an archive holds, in one line an article and a story, with a hash of all that their pages show. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from samarkand.model.outlines import Outline
from samarkand.model.stories import Story, StoryListing
from samarkand.pipeline.parts import Parts

_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds."""

    articles: Sequence[Outline]
    """In the order in which the archive came to know them."""
    stories: Sequence[Story]
    """The latest `last_at` first."""
    states: Mapping[str, str]
    """Of each article and story, by id: another one whenever its page shows something else."""
    threads: Mapping[str, str]
    """The same of each thread of stories."""

    def story_state(self, story: Story) -> str:
        """What the page of a story shows: its articles, and the other steps of its thread."""
        return self.states[story.id] + self.threads.get(story.thread, "")


def contents(parts: Parts) -> Contents:
    """What an archive holds now."""
    articles = list(parts.catalog.outlines())
    stories = parts.stories.stories(StoryListing(_ALL)) if parts.stories else ()
    own = {each.id: each.state for each in articles}
    decided = _decided(parts)
    states: dict[str, str] = dict(own)
    threads: dict[str, list[str]] = {}
    for story in stories:
        told = [story.id, story.headline, story.thread, f"{story.voices}"]
        told += [f"{each}{own.get(each, '')}{decided.get(each, '')}" for each in story.articles]
        states[story.id] = state = hashed(told)
        if story.thread:
            threads.setdefault(story.thread, []).append(state)
        for each in story.articles:
            states[each] = hashed((own.get(each, ""), state))
    return Contents(articles, stories, states, {thread: hashed(told) for thread, told in threads.items()})


def hashed(words: Iterable[str]) -> str:
    """A hash of some words; none of ours holds a line feed."""
    return blake2b("\n".join(words).encode(), digest_size=12).hexdigest()


def _decided(parts: Parts) -> Mapping[str, int]:
    """Article -> the number of the last correction that tells of it."""
    decided: dict[str, int] = {}
    for number, correction in enumerate(parts.stories.corrections() if parts.stories else ()):
        decided |= dict.fromkeys((*correction.articles, *correction.others, *correction.left), number)
    return decided
