"""How well articles of one event are brought together, beside simple baselines.

    python -m bench.stories

`records`: the labelled records alone; `crowd`: hidden among the corpus, and scored on the labelled ones. `subevents`: the
stream of affairs with the further reports of its events. `left out` is cross-validation in five folds over labelled
stories and affairs: a pair is scored by weights that were learned without the folds of its two ends; `shipped` are the
weights of the program, which have seen the labels. Everything else is the program's own. Folds are drawn three times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from bench import story_baselines
from bench.clusterings import Score, alone, of_articles, of_pairs
from bench.story_data import Labelled, of_records, of_stream
from bench.story_weights import IMPORTANCE, NEAR, STORY, Example, examples, learn, seen
from samarkand.adapters.weights import built_in
from samarkand.model.stories import Features, Link, Weights
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import links
from samarkand.steps.relating.grouping import components, group
from samarkand.steps.relating.sketches import common_words, sketch_of

FOLDS = 5
SEEDS = (1, 2, 3)
"""Of the lots by which stories come to folds: what differs between them is chance."""
Seen = Sequence[tuple[Labelled, Features]]
"""Articles with their labels, by time."""
WeightsOf = Callable[[str, str], Weights]
"""The weights by which two articles are compared, by their ids."""


def records() -> Seen:
    """The labelled records."""
    return seen(of_records("records"))


def crowd(labelled: Seen) -> Seen:
    """The labelled records among the corpus, which holds some of them once more."""
    own = {shown.article.partition("/")[2] for _, shown in labelled}
    others = (each for each in of_records("corpus") if each.document.article.partition("/")[2] not in own)
    return sorted((*labelled, *seen(others)), key=lambda pair: pair[1].published_at)


def stream() -> Seen:
    """The stream of affairs, with the further reports of its events."""
    return seen(of_stream())


def learned_from(some: Seen, stream_: Seen) -> list[Example]:
    """All pairs that the weights are learned from."""
    return examples(some, NEAR["records"], IMPORTANCE) + examples(stream_, NEAR["stream"], 1.0)


def folds_of(stories: Iterable[str], seed: int) -> Mapping[str, int]:
    """Label of a story or affair -> its fold."""
    shuffled = sorted(set(stories))
    Random(seed).shuffle(shuffled)
    return {story: number % FOLDS for number, story in enumerate(shuffled)}


def left_out(all_: Seen, learned: Sequence[Example], seed: int) -> WeightsOf:
    """Weights for each pair, learned without the folds of its two ends; an article without a label is in no fold."""
    folds = folds_of((each.story for each, _ in all_ if each.story), seed)
    of_article = {shown.article: frozenset({folds[each.story]} if each.story else ()) for each, shown in all_}
    known: dict[frozenset[int], Weights] = {}

    def weights_of(one: str, two: str) -> Weights:
        without = of_article[one] | of_article[two]
        if without not in known:
            some = [each for each in learned if without.isdisjoint(map(folds.__getitem__, each.stories))]
            known[without] = replace(built_in(), pair=learn(some))
        return known[without]

    return weights_of


def shipped(_one: str, _two: str) -> Weights:
    """The weights that come with the program."""
    return built_in()


def linked(articles: Sequence[Features], weights_of: WeightsOf) -> Iterator[Link]:
    """The links of all pairs that are worth comparing; each way of weighing has its own pairs."""
    common = common_words(built_in())
    nearby = Nearby([(shown.article, sketch_of(shown, common)) for shown in articles])
    pairs: dict[int, tuple[Weights, list[tuple[int, int]]]] = {}
    for one, other in np.column_stack(nearby.near(np.arange(len(articles)))).tolist():
        weights = weights_of(nearby.articles[one], nearby.articles[other])
        pairs.setdefault(id(weights), (weights, []))[1].append((one, other))
    for weights, some in pairs.values():
        ones, others = np.array(some).T
        yield from links(nearby.sketches, nearby.articles, ones, others, weights)


def grouped(articles: Sequence[Features], weights_of: WeightsOf, enough: float) -> Mapping[str, int]:
    """Id of an article -> number of its story."""
    found = list(linked(articles, weights_of))
    parts = components([shown.article for shown in articles], found, enough)
    homes = {article: number for number, part in enumerate(parts) for article in part}
    inside: list[list[Link]] = [[] for _ in parts]
    for each in found:
        if homes[each.one] == homes[each.two]:
            inside[homes[each.one]].append(each)
    stories = (story for part, its in zip(parts, inside, strict=True) for story in group(part, its, enough))
    return {article: number for number, story in enumerate(stories) for article in story}


def labels(articles: Seen) -> dict[str, str]:
    """Id of an article -> label of its event, of those that have one."""
    return {shown.article: each.event or each.story for each, shown in articles if each.event or each.story}


def scored(truths: Mapping[str, str], found: Mapping[str, int]) -> tuple[Score, Score]:
    """Of pairs and of articles; an article that was not found is alone."""
    made = [found.get(article, article) for article in truths]
    return of_pairs(list(truths.values()), made), of_articles(list(truths.values()), made)


def line(name: str, truths: Mapping[str, str], found: Mapping[str, int]) -> str:
    """A row of the table."""
    pairs, articles = scored(truths, found)
    single, kept = alone(list(truths.values()), [found.get(article, article) for article in truths])
    cells = "".join(f"{value:>8.3f}" for score in (pairs, articles) for value in (*score, score.f1))
    return f"{name:34}{cells}{f'{kept}/{single}':>10}"


def main() -> None:
    print(f"{'':34}{'pairs P':>8}{'R':>8}{'F1':>8}{'B3 P':>8}{'R':>8}{'F1':>8}{'alone':>10}")
    few, flow = records(), stream()
    many, learned = crowd(few), learned_from(few, flow)
    without = [left_out((*few, *flow, *many), learned, seed) for seed in SEEDS]
    for name, articles in (("records", few), ("crowd", many), ("subevents", flow)):
        shown, truths = [each for _, each in articles], labels(articles)
        for seed, weights_of in zip(SEEDS, without, strict=True):
            print(line(f"{name}, left out, {seed}", truths, grouped(shown, weights_of, STORY)), flush=True)
        print(line(f"{name}, shipped", truths, grouped(shown, shipped, built_in().story)), flush=True)
        if name != "subevents":
            threshold, found = story_baselines.best_of_pairs(articles, truths)
            print(line(f"{name}, pairs of characters at {threshold:.2f}", truths, found), flush=True)
    for threshold in (0.4, 0.5, 0.6):
        found = story_baselines.single_pass(flow, threshold)
        print(line(f"subevents, single pass at {threshold:.2f}", labels(flow), found), flush=True)


if __name__ == "__main__":
    main()
