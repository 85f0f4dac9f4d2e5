"""New stories joined to the threads of what they are steps of, as they come; what is kept comes from the store."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from samarkand.ids import article_of
from samarkand.model.stories import Gist, Link, Story, Weights
from samarkand.ports import StoryStore
from samarkand.steps.relating import threads
from samarkand.steps.relating.gists import gists_of
from samarkand.steps.relating.threads import met, nearby, nearest, strongest, ties, united

REMEMBERED = 4_000
"""Sketches of stories that are held ready to be compared with: those that were last asked for."""
GROWN = 1.5
"""Times so many articles, a story is compared with others anew."""
SketchesOf = Callable[[Sequence[str]], Mapping[str, bytes]]
"""Ids of articles -> their sketches."""


@dataclass(frozen=True, slots=True)
class Threaded:
    """Stories with their threads, and what finds them later."""

    stories: tuple[Story, ...]
    gists: tuple[Gist, ...]
    rethreaded: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Round:
    """What is not in the store yet."""

    gists: dict[str, Gist] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    """Stories whose links are those of `ties`, and no longer those that the store has."""
    ties: dict[str, list[Link]] = field(default_factory=dict)
    """Story -> its links to those with greater ids."""
    homes: dict[str, str] = field(default_factory=dict)
    """Story -> thread, where it is another one than the store knows."""
    threads: dict[str, list[Story]] = field(default_factory=dict)
    """Thread -> its stories; of a story that is alone, its own id."""
    gone: set[str] = field(default_factory=set)
    known: dict[str, Story] = field(default_factory=dict)
    """Stories as the store has them: those that something is tied to."""
    told: dict[str, list[Link]] = field(default_factory=dict)
    """The same of what the store has between stories of one thread, or of threads that something is tied to."""


class Threader:
    """Joins the stories of one archive to threads."""

    def __init__(self, store: StoryStore, weights: Weights) -> None:
        self._store = store
        self._weights = weights
        self._gists: OrderedDict[str, bytes] = OrderedDict()

    def thread(self, stories: Sequence[Story], before: Sequence[Story], sketches_of: SketchesOf) -> Threaded:
        """The stories with their threads; `before` stood in their place, `sketches_of` tells those of their articles.

        A story that stood before stays in its thread, and may bring another one to it. They are taken by time, so that
        the same stories in one go give the same threads; stories that come later see those that came before.
        """
        old = {story.id: story for story in before}
        state = _Round(gone=set(old) - {story.id for story in stories})
        in_order = sorted(stories, key=lambda each: (each.first_at, each.id))
        self._load(state, sorted({story.thread for story in before if story.thread}))
        told = [each for each in in_order if each.id not in old or _shows_more(old[each.id], each)]
        sketches = sketches_of([article for story in told for article in story.articles])
        ties = self._ties(state, gists_of(told, sketches))
        for story in in_order:
            known = old.get(story.id)
            self._put(state, replace(story, thread=known.thread if known else ""))
            if story.id in ties:
                self._join(state, story, ties[story.id])
        placed = {story.id: story for steps in state.threads.values() for story in steps}
        fresh = {story.id for story in stories}
        threaded = {
            story.id: thread for steps in state.threads.values() for thread in [_id_of(steps)] for story in steps
        }
        return Threaded(
            tuple(replace(story, thread=threaded[story.id]) for story in stories),
            tuple(replace(gist, ties=tuple(ties[gist.story])) for gist in state.gists.values()),
            tuple(
                (each, thread)
                for each, thread in sorted(threaded.items())
                if each not in fresh and placed[each].thread != thread
            ),
        )

    def _put(self, state: _Round, story: Story) -> None:
        """Put a story where it stands: in the thread that it was in, else alone."""
        self._load(state, [story.thread] if story.thread else [])
        home = state.homes.get(story.id) or story.thread or story.id
        steps = state.threads.setdefault(home, [])
        steps[:] = [*(each for each in steps if each.id != story.id), story]
        state.homes[story.id] = home

    def _join(self, state: _Round, story: Story, ties: Sequence[Link]) -> None:
        state.joined.add(story.id)
        home = state.homes[story.id]
        near = {self._home(state, each.one if each.two == story.id else each.two) for each in ties} - {home}
        sizes = {key: len(state.threads[key]) for key in near}
        if chosen := nearest(state.homes, sizes, story.id, ties, self._weights.thread_enough):
            considered = {key: len(state.threads[key]) for key in (*chosen, home)}
            among = (*self._ties_among(state, considered), *ties)
            self._unite(state, united(state.homes, considered, home, among, self._weights.thread_enough))
        for each in ties:
            state.ties.setdefault(each.one, []).append(each)

    def _ties_among(self, state: _Round, considered: Collection[str]) -> Iterator[Link]:
        """The links among the stories of some threads, each once, but for those of the story that joins."""
        for key in considered:
            for story in state.threads[key]:
                yield from state.ties.get(story.id, ())
                if story.id in state.told and story.id not in state.joined:
                    yield from (tie for tie in state.told[story.id] if tie.two not in state.joined)

    def _ties(self, state: _Round, gists: Sequence[Gist]) -> Mapping[str, Sequence[Link]]:
        """Of each of some stories, which come one after the other, its strongest links to those that were before it."""
        state.gists.update({gist.story: gist for gist in gists})
        asked = [(gist.keys, gist.first_at.date()) for gist in gists]
        alike = self._store.alike(asked, threads.SOUGHT, {*state.gists, *state.gone})
        near = {
            gist.story: nearby({**found, **{gists[place].story: count for place, count in meeting.items()}})
            for gist, found, meeting in zip(gists, alike, met([gist.keys for gist in gists]), strict=True)
        }
        sketches = self._known(state, {*near, *(each for some in near.values() for each in some)})
        kept = {story: strongest(found) for story, found in ties(sketches, near, self._weights).items()}
        self._have(state, {end for some in kept.values() for each in some for end in (each.one, each.two)})
        return kept

    def _have(self, state: _Round, ends: Collection[str]) -> None:
        """Have at hand what the store knows of stories that something is tied to: their threads, and the links in these."""
        found = self._store.stories_of(sorted(map(article_of, ends - state.gists.keys())))
        state.known.update({story.id: story for story in found.values()})
        self._load(state, sorted({story.thread for story in state.known.values() if story.thread}))
        alone = {story.id for story in state.known.values() if not story.thread}
        for each in self._store.ties(sorted(alone | state.homes.keys())):
            state.told.setdefault(each.one, []).append(each)

    def _known(self, state: _Round, stories: Collection[str]) -> Mapping[str, bytes]:
        """The sketches of some stories, as the store has them or as they have become since."""
        missing = sorted(each for each in stories if each not in state.gists and each not in self._gists)
        self._gists.update(self._store.gists_of(missing))
        found = {}
        for each in sorted(stories):
            if each in state.gists:
                self._gists[each] = state.gists[each].sketch
            if each in self._gists:
                self._gists.move_to_end(each)
                found[each] = self._gists[each]
        while len(self._gists) > REMEMBERED:
            self._gists.popitem(last=False)
        return found

    def _home(self, state: _Round, story: str) -> str:
        """The thread of a story, with all of its stories at hand."""
        if story not in state.homes:
            known = state.known[story]
            self._load(state, [known.thread] if known.thread else [])
            if story not in state.homes:
                state.homes[story] = story
                state.threads[story] = [known]
        return state.homes[story]

    def _load(self, state: _Round, wanted: Iterable[str]) -> None:
        """Have threads at hand as the store knows them, but for what has changed since."""
        missing = [thread for thread in wanted if thread not in state.threads]
        found = self._store.threads(missing) if missing else {}
        for thread in missing:
            steps = [each for each in found.get(thread, ()) if each.id not in state.gone]
            steps = [each for each in steps if state.homes.setdefault(each.id, thread) == thread]
            state.threads[thread] = steps

    def _unite(self, state: _Round, keys: Sequence[str]) -> None:
        """Make threads one, under the id of that which begins first."""
        if len(keys) < 2:
            return
        steps = [story for key in keys for story in state.threads.pop(key)]
        first = min(steps, key=lambda story: (story.first_at, story.id)).id
        state.threads[first] = steps
        state.homes.update({story.id: first for story in steps})


def _shows_more(before: Story, story: Story) -> bool:
    """Whether articles have left a story, or it has grown by some half: one more among many tells little that is new."""
    has_grown = _size(before) != _size(story)
    return has_grown or not set(before.articles) <= set(story.articles)


def _size(story: Story) -> int:
    return int(log(len(story.articles), GROWN))


def _id_of(steps: Sequence[Story]) -> str:
    """The id of a thread: that of the first of its stories; "" for a story that is alone."""
    return min(steps, key=lambda story: (story.first_at, story.id)).id if len(steps) > 1 else ""
