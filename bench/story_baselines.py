"""What stories are measured against: two simple ways to bring articles of one event together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from math import log, sqrt

from bench.clusterings import of_pairs
from bench.story_data import Labelled
from samarkand.model.stories import Features
from samarkand.steps.relating.features import READ
from samarkand.text.folding import fold
from samarkand.text.vocabulary import vocabulary_of

Seen = Sequence[tuple[Labelled, Features]]
Vector = Mapping[str, float]
WEEK = timedelta(days=7)
WINDOW = timedelta(days=3)
LEAD = 400
"""Characters of a text that the single pass reads."""
GRID = [step / 25 for step in range(8, 24)]
"""Thresholds of the cosine that are tried."""


def best_of_pairs(articles: Seen, truths: Mapping[str, str]) -> tuple[float, Mapping[str, int]]:
    """Articles of a week whose pairs of characters have a cosine of so much, and all that hangs together by that.

    Returned is the threshold at which the F1 of pairs is best, which the labels had to tell, and the groups.
    """
    vectors = {shown.article: _unit(_characters(each)) for each, shown in articles}
    alike = []
    for number, (_, shown) in enumerate(articles):
        for _, other in articles[number + 1 :]:
            if other.published_at - shown.published_at > WEEK:
                break
            cosine = _dot(vectors[shown.article], vectors[other.article])
            if cosine >= GRID[0]:
                alike.append((cosine, shown.article, other.article))
    tried = [(threshold, _joined(vectors, alike, threshold)) for threshold in GRID]
    return max(tried, key=lambda each: of_pairs(list(truths.values()), [each[1][article] for article in truths]).f1)


def _characters(labelled: Labelled) -> Counter[str]:
    text = fold(f"{labelled.document.title}\n{labelled.document.text[:READ]}")
    return Counter(one + two for one, two in pairwise(text) if one + two == (one + two).strip())


def _joined(articles: Mapping[str, object], alike: Sequence[tuple[float, str, str]], least: float) -> Mapping[str, int]:
    groups = {article: {article} for article in articles}
    for cosine, one, two in alike:
        if cosine >= least and groups[one] is not groups[two]:
            groups[one] |= groups[two]
            for article in groups[two]:
                groups[article] = groups[one]
    numbers = {id(some): number for number, some in enumerate(groups.values())}
    return {article: numbers[id(some)] for article, some in groups.items()}


@dataclass
class _Story:
    total: dict[str, float] = field(default_factory=dict)
    squares: float = 0.0
    last_at: float = 0.0


def single_pass(articles: Seen, least: float) -> Mapping[str, int]:
    """In the order of time each article joins the most alike story of the last days, if the cosine to its mean is enough.

    TF-IDF of words, the title three times and the beginning of the text: the reference of the stream's own README.
    """
    counts = {}
    for each, shown in articles:
        title, text = vocabulary_of(each.document.title), vocabulary_of(each.document.text[:LEAD])
        counts[shown.article] = Counter({word: 3 * title[word] + text[word] for word in {*title, *text}})
    standing = Counter(word for words in counts.values() for word in words)
    rarity = {word: log(len(counts) / times) for word, times in standing.items()}
    stories: list[_Story] = []
    found: dict[str, int] = {}
    first = 0
    for _, shown in articles:
        vector = _unit({word: times * rarity[word] for word, times in counts[shown.article].items()})
        at = shown.published_at.timestamp()
        oldest = at - WINDOW.total_seconds()
        near = [number for number in range(first, len(stories)) if stories[number].last_at >= oldest]
        first = near[0] if near else len(stories)
        likeness = {number: _dot(vector, stories[number].total) / sqrt(stories[number].squares) for number in near}
        best = max(near, key=likeness.__getitem__, default=-1)
        if best < 0 or likeness[best] < least:
            best = len(stories)
            stories.append(_Story())
        _join(stories[best], vector, at)
        found[shown.article] = best
    return found


def _join(story: _Story, vector: Vector, at: float) -> None:
    for word, weight in vector.items():
        before = story.total.get(word, 0.0)
        story.squares += weight * (2 * before + weight)
        story.total[word] = before + weight
    story.last_at = at


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _dot(one: Vector, two: Vector) -> float:
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[word] for word, weight in one.items() if word in two)
