"""An invented press of any size for `bench.story_speed`: recombined sentences of the corpus, by lot from a fixed seed.

An event has four articles of the corpus for its parents: its reports take three of four pieces of its titles, one of each parent's,
and a piece of any other title; half of their sentences come from its parents, and the rest from anywhere. Most events have one
report, some have hundreds, most of them within a day. Drawn as densely in time as the labelled records and the corpus, the crowd
is like these: `python -m bench.story_crowd` tells how many others an article is compared and linked with in both.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from math import log, sqrt
from zlib import crc32

import numpy as np

from bench import stories
from bench.search_speed import SENTENCE, corpus
from bench.story_data import lexicon
from samarkand.adapters.weights import built_in
from samarkand.ids import article_id
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import likeness, links
from samarkand.steps.relating.features import TERMS, Lexicon
from samarkand.steps.relating.grouping import components
from samarkand.steps.relating.sketches import common_words, sketch_of
from samarkand.text.folding import fold
from samarkand.text.names import with_names
from samarkand.text.vocabulary import pairs_of, vocabulary_of

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
SPAN = timedelta(days=7)
SECOND = timedelta(seconds=1)
OUTLETS = 300
PARENTS, OF_EACH, MOST = 4, 6, 300
"""Articles that an event is made of; sentences that it takes of each; reports that it has at most."""
CLAUSE = re.compile(r"[^。！？!?；;，,：:\n]{8,}")


@dataclass(frozen=True, slots=True)
class Report:
    """An invented article."""

    url: str
    outlet: str
    published_at: datetime
    title: str
    sentences: tuple[str, ...]
    event: int

    @property
    def article(self) -> str:
        """Its id."""
        return article_id(self.outlet, self.url)


def reports(seed: int = 20261122, span: timedelta = SPAN) -> Iterator[Report]:
    """Reports without end, in no order of time, all of them within a span."""
    chance = random.Random(seed)
    documents = [(each, _sentences(each)) for each in corpus() if len(each.title) > 8]
    documents = [(each, sentences) for each, sentences in documents if sentences]
    everything = [sentence for _, sentences in documents for sentence in sentences]
    event = 0
    while True:
        event += 1
        parents, begun = chance.sample(documents, PARENTS), span * chance.random()
        pieces = [_piece(chance, parent.title) for parent, _ in parents]
        pool = [told for _, sentences in parents for told in chance.sample(sentences, min(len(sentences), OF_EACH))]
        for number in range(min(MOST, int(chance.paretovariate(2)))):
            at = FIRST + min(begun + timedelta(hours=chance.expovariate(1 / 8)), span) // SECOND * SECOND
            count = max(3, int(chance.gauss(18, 8)))
            half = chance.sample(pool, min(len(pool), count // 2))
            told = (*half, *chance.choices(everything, k=count - len(half)))
            outlet = f"press{int(OUTLETS * chance.random() ** 2)}.example"
            title = [*chance.sample(pieces, PARENTS - 1), _piece(chance, chance.choice(documents)[0].title)]
            chance.shuffle(title)
            yield Report(f"https://{outlet}/{event}-{number}", outlet, at, "".join(title), told, event)


def _sentences(document: SearchDocument) -> list[str]:
    return [found for found in SENTENCE.findall(document.text) if len(found) > 5]


def _piece(chance: random.Random, title: str) -> str:
    """Four to eight characters that stand side by side."""
    size = chance.randint(4, 8)
    begin = chance.randrange(max(1, len(title) - size))
    return title[begin : begin + size]


class Sketcher:
    """Features of reports at a third of the cost: each sentence is looked at once, and no numbers and days are sought."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._shown = lru_cache(maxsize=200_000)(self._show)

    def _show(self, text: str) -> tuple[Counter[str], frozenset[int]]:
        words = vocabulary_of(text)
        with_names(words, self._lexicon.names.find(text))
        return words, frozenset(crc32(fold(clause).encode()) for clause in CLAUSE.findall(text))

    def features(self, report: Report, order: int) -> Features:
        """What a report shows, nearly as `features_of` would have it."""
        title, telling = self._shown(report.title)[0], self._lexicon.telling
        counts = Counter({word: 3 * count for word, count in title.items()})
        shingles: set[int] = set()
        for words, clauses in map(self._shown, report.sentences):
            counts.update(words)
            shingles |= clauses
        vector = {term: (1 + log(count)) * how for term, count in counts.items() if (how := telling(term)) > 0}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        kept = sorted(vector, key=lambda term: (-vector[term], term))[:TERMS]
        return Features(
            article=report.article,
            outlet=report.outlet,
            language="zh-Hans",
            published_at=report.published_at,
            genre="report",
            length=sum(map(len, report.sentences)),
            terms={term: round(vector[term] / length, 4) for term in kept},
            headline={term: round(how, 4) for term in title if (how := telling(term)) > 0},
            pairs=pairs_of(report.title),
            shingles=frozenset(shingles),
            order=order,
        )


def by_event(some: Iterator[Report], count: int) -> Iterator[list[Report]]:
    """So many reports, those of an event together."""
    held: list[Report] = []
    for report, following in pairwise(islice(some, count + 1)):
        held.append(report)
        if following.event != report.event:
            yield held
            held = []
    if held:
        yield held


def density(name: str, articles: Sequence[Features]) -> str:
    """How many others each article is compared with, is linked with, and may stand with."""
    nearby = Nearby([(shown.article, sketch_of(shown, common_words(built_in()))) for shown in articles])
    pairs = nearby.near(np.arange(len(articles)))
    found = links(nearby.sketches, nearby.articles, *pairs, built_in())
    strong = sum(likeness(each.score) >= built_in().story for each in found)
    whole = max(map(len, components(nearby.articles, found, built_in().story)))
    cells = "".join(f"{count / len(articles):>10.2f}" for count in (len(pairs[0]), len(found), strong))
    return f"{name:10}{len(articles):>10,}{cells}{whole:>10,}"


def main() -> None:
    print(f"{'':10}{'articles':>10}{'compared':>10}{'linked':>10}{'likely':>10}{'chained':>10}")
    real = [shown for _, shown in stories.crowd(stories.records())]
    print(density("real", real), flush=True)
    sketcher = Sketcher(lexicon())
    for size, span in ((len(real), timedelta(days=13)), (20_000, SPAN), (100_000, SPAN)):
        made = islice(reports(span=span), size)
        print(density("invented", [sketcher.features(each, number) for number, each in enumerate(made)]), flush=True)


if __name__ == "__main__":
    main()
