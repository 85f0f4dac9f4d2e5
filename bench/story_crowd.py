"""An invented press of any size for `bench.story_speed`: recombined sentences of the corpus, by lot from a fixed seed.

An event has two articles of the corpus for its parents: its reports take half of their titles from each, half of their sentences
from both, and the rest from anywhere. Events have 1 to some 100 reports, most of them few and within a day. Outlets are of
very different sizes.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from math import log, sqrt
from zlib import crc32

from bench.search_speed import SENTENCE, corpus
from samarkand.ids import article_id
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features
from samarkand.steps.relating.features import TERMS, Lexicon
from samarkand.text.folding import fold
from samarkand.text.names import with_names
from samarkand.text.vocabulary import pairs_of, vocabulary_of

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
SPAN = timedelta(days=7)
SECOND = timedelta(seconds=1)
OUTLETS = 300
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


def reports(seed: int = 20261122) -> Iterator[Report]:
    """Reports without end, in no order of time, all of them within `SPAN`."""
    chance = random.Random(seed)
    parents = [(each, _sentences(each)) for each in corpus() if len(each.title) > 8]
    parents = [(each, sentences) for each, sentences in parents if sentences]
    everything = [sentence for _, sentences in parents for sentence in sentences]
    event = 0
    while True:
        event += 1
        (first, its), (second, others) = chance.sample(parents, 2)
        pool, begun = [*its, *others], SPAN * chance.random()
        for number in range(min(100, int(chance.paretovariate(1.2)))):
            at = FIRST + min(begun + timedelta(hours=chance.expovariate(1 / 8)), SPAN) // SECOND * SECOND
            count = max(3, int(chance.gauss(18, 8)))
            half = chance.sample(pool, min(len(pool), count // 2))
            told = (*half, *chance.choices(everything, k=count - len(half)))
            outlet = f"press{int(OUTLETS * chance.random() ** 2)}.example"
            title = _title(chance, first, second)
            yield Report(f"https://{outlet}/{event}-{number}", outlet, at, title, told, event)


def _sentences(document: SearchDocument) -> list[str]:
    return [found for found in SENTENCE.findall(document.text) if len(found) > 5]


def _title(chance: random.Random, first: SearchDocument, second: SearchDocument) -> str:
    """Half of each, a little of which is left out."""
    one, two = first.title[: len(first.title) // 2], second.title[len(second.title) // 2 :]
    cut = chance.randrange(4)
    return (one[:-cut] if cut else one) + two


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
