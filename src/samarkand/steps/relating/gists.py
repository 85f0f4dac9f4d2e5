"""What stories show as wholes, each taken as one article that its members wrote together; made of their sketches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from samarkand.model.stories import Gist, Story
from samarkand.steps.relating.features import TERMS
from samarkand.steps.relating.sketches import EXACT, NAMES, TELLING, Part, Sketches, put_together
from samarkand.stretches import Places, distinct, runs, within
from samarkand.times import to_ms

Keyed = NDArray[np.uint64]
"""Numbers, each with the place of its story in the upper half."""
_UP = np.uint64(32)


def gists_of(stories: Sequence[Story], sketches: Mapping[str, bytes]) -> list[Gist]:
    """What some stories show, and what finds them; `sketches`: those of all of their articles.

    A word weighs what it weighs in all articles together; titles and their characters are those of all. A story is found
    by its most telling words and names, and by its titles. Costs some 20 µs for each article, and as much for each story.
    """
    if not stories:
        return []
    some = Sketches([sketches[article] for story in stories for article in story.articles])
    homes = np.repeat(np.arange(len(stories)), [len(story.articles) for story in stories])
    words, sums = _summed(some, homes)
    in_titles = _keyed(some, Part.TITLE, homes)
    order, begins = runs(in_titles)
    titles, first = in_titles[order[begins]], order[begins]
    ranks = _ranks(words, sums)
    weights = np.where(ranks < TERMS, _weights(words, sums), 0)
    is_title = np.zeros(len(words), np.bool_)
    is_title[np.searchsorted(words, titles)] = True
    is_kept, finds = (weights > 0) | is_title, is_title | (ranks < TELLING) | _names(some, homes, words, ranks)
    columns = {
        Part.WORDS: (words[is_kept], words[is_kept]),
        Part.WEIGHTS: (words[is_kept], weights[is_kept]),
        Part.TITLE: (titles, titles),
        Part.TITLE_WEIGHTS: (titles, some.parts(Part.TITLE_WEIGHTS, np.arange(len(some)))[0][first]),
        Part.PAIRS: (pairs := distinct(_keyed(some, Part.PAIRS, homes)), pairs),
        Part.KEYS: (words[finds], words[finds]),
    }
    ends = np.arange(len(stories) + 1).astype(np.uint64) << _UP
    bounds = {part: np.searchsorted(keyed, ends).tolist() for part, (keyed, _) in columns.items()}
    numbers = {part: values.astype(np.uint32) for part, (_, values) in columns.items()}
    firsts = np.searchsorted(homes, np.arange(len(stories)))
    made = []
    for place, story in enumerate(stories):
        parts = {part: numbers[part][bounds[part][place] : bounds[part][place + 1]] for part in columns}
        language, is_report = int(some.language[firsts[place]]), int(some.is_report[firsts[place]])
        sketch = put_together(to_ms(story.first_at), language, is_report, parts)
        made.append(Gist(story.id, story.first_at, sketch, frozenset(parts[Part.KEYS].tolist())))
    return made


def _keyed(some: Sketches, part: Part, homes: Places) -> Keyed:
    numbers, owners = some.parts(part, np.arange(len(some)))
    return homes[owners].astype(np.uint64) << _UP | numbers


def _summed(some: Sketches, homes: Places) -> tuple[Keyed, NDArray[np.float64]]:
    """The words of each story, in order, and what each weighs in all of its articles."""
    keyed, weights = _keyed(some, Part.WORDS, homes), some.parts(Part.WEIGHTS, np.arange(len(some)))[0]
    order, begins = runs(keyed)
    sums = np.add.reduceat(weights[order].astype(np.float64), begins) if len(begins) else np.empty(0)
    return keyed[order[begins]], sums


def _weights(words: Keyed, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same, so that the vector of a story has the length 1, times `EXACT`."""
    homes = (words >> _UP).astype(np.int64)
    lengths = np.sqrt(np.bincount(homes, sums * sums))
    return np.rint(EXACT * sums / np.maximum(lengths, 1)[homes])


def _ranks(words: Keyed, sums: NDArray[np.float64]) -> Places:
    """Of each word, how many of its story weigh more; of those that weigh nothing, more than any story has."""
    homes = words >> _UP
    order = np.lexsort((-sums, homes))
    ranks = np.empty(len(words), np.int64)
    ranks[order] = within(homes[order].astype(np.int64))
    ranks[sums == 0] = len(words) + TERMS
    return ranks


def _names(some: Sketches, homes: Places, words: Keyed, ranks: Places) -> NDArray[np.bool_]:
    """Which words are the most telling names of their stories: articles in other languages find theirs by names and numbers."""
    names = np.setdiff1d(_keyed(some, Part.ABROAD, homes), _keyed(some, Part.NUMBERS, homes))
    places = np.minimum(np.searchsorted(words, names), len(words) - 1)
    places = places[words[places] == names] if len(words) else places[:0]
    places = places[np.lexsort((ranks[places], words[places] >> _UP))]
    found = np.zeros(len(words), np.bool_)
    found[places[within((words[places] >> _UP).astype(np.int64)) < NAMES]] = True
    return found & (ranks < len(words) + TERMS)
