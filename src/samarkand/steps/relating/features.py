"""What an article shows of the event that it reports: telling words, names, numbers, days, and a sketch of its wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from math import log, sqrt
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from samarkand.model.names import NameGroup
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features, Weights
from samarkand.steps.relating.genres import genre_of
from samarkand.steps.relating.sketches import checksums, common_words
from samarkand.text.agencies import agency_of
from samarkand.text.folding import Places, fold, fold_with_places
from samarkand.text.names import KnownNames, with_names
from samarkand.text.vocabulary import pairs_in, words_in

READ = 4_000
"""Characters of a text that are looked at: an event is told in the beginning."""
TERMS = 170
"""Terms that are kept of an article; the words of a usual article are fewer."""
RAREST = 0.01
"""A word in fewer of all articles than this says no more than one in so many: what is rarer is often chance."""
COMMONEST = 0.5
FEW = 10
_EXACT = 10_000
_MIDDLE = 0.499_999
"""So near to the middle of two numbers, that which is the nearest is not to be told from a product."""
_CLAUSES = 120
_SHORTEST_CLAUSE = 8
_CLAUSE = re.compile(rf"[^。！？!?；;，,：:\n]{{{_SHORTEST_CLAUSE},}}")


class Quantity(Protocol):
    """What has to be known of a quantity, as `NumberMention` tells it."""

    @property
    def low(self) -> Decimal:
        """The number, or the lower end of a range."""

    @property
    def high(self) -> Decimal:
        """Equal to `low`, except where a range is told."""

    @property
    def unit(self) -> str | None:
        """Only whether it is `%` is asked."""


class Lexicon:
    """What is known of words before any article is read: names, and how telling each word is."""

    def __init__(self, weights: Weights, groups: Iterable[NameGroup]) -> None:
        self.names = KnownNames((group.key, group.names) for group in groups)
        self._telling = {term: _telling(frequency) for term, frequency in weights.frequencies.items()}
        self._rare = _telling(RAREST)
        self.common = common_words(weights)

    def telling(self, term: str) -> float:
        """How much a term says of what a text is about: the root of the logarithm of its rarity; 0 for the commonest."""
        return self._telling.get(term, self._rare)

    def headline(self, terms: Iterable[str]) -> dict[str, float]:
        """How telling the terms of a title are, to four decimals."""
        return {term: round(how, 4) for term in terms if (how := self.telling(term)) > 0}

    def most_telling(self, counts: Mapping[str, int]) -> dict[str, float]:
        """The terms that say most of a text, by how often each stands there, the most telling first; of length 1 as a vector."""
        get, rare = self._telling.get, self._rare
        told = [
            get(term, rare) * (1.0 if count == 1 else 1 + log(count)) for term, count in counts.items()
        ]  # most stand once
        weights = np.array(told)
        length = sqrt(sum((weights * weights).tolist())) or 1.0  # one after the other: numpy would round it otherwise
        ranked = sorted(zip((-weights).tolist(), counts, strict=True))[:TERMS]
        kept = [term for weight, term in ranked if weight < 0]
        return dict(zip(kept, rounded(-np.sort(-weights)[: len(kept)] / length), strict=True))


def _telling(frequency: float) -> float:
    return sqrt(log(1 / max(frequency, RAREST))) if frequency < COMMONEST else 0.0


def rounded(weights: NDArray[np.float64]) -> list[float]:
    """Each to four decimals, as `round` has it, but at once."""
    levels = np.rint(weights * _EXACT)
    if np.any(np.abs(weights * _EXACT - levels) > _MIDDLE):
        return [round(weight, 4) for weight in weights.tolist()]
    found: list[float] = (levels / _EXACT).tolist()
    return found


class Told(NamedTuple):
    """A version, and what other steps found that it tells."""

    document: SearchDocument
    numbers: Sequence[Quantity] = ()
    days: Sequence[date] = ()


def features_of(some: Sequence[Told], lexicon: Lexicon) -> list[Features]:
    """What some versions show. Costs about 0.5 ms a 1,400 characters.

    Each step is taken for all of them before the next one: what it needs stays near the processor, which saves a quarter.
    """
    documents = [told.document for told in some]
    titles = [fold(each.title) for each in documents]
    texts = [fold_with_places(each.text[:READ]) for each in documents]
    in_titles, counts = list(map(words_in, titles)), [words_in(folded) for folded, _ in texts]
    for number, (title, (text, _)) in enumerate(zip(titles, texts, strict=True)):
        for word, count in in_titles[number].items():
            counts[number][word] = counts[number].get(word, 0) + 2 * count
        with_names(counts[number], lexicon.names.find_folded(f"{title} {text}"))
        with_names(in_titles[number], lexicon.names.find_folded(title))
    terms = list(map(lexicon.most_telling, counts))
    clauses = [_clauses(each.text[:READ], *folded) for each, folded in zip(documents, texts, strict=True)]
    agencies = [agency_of(each.text) for each in documents]
    genres = [genre_of(each.title) for each in documents]
    return [
        Features(
            article=told.document.article,
            outlet=told.document.outlet,
            language=told.document.language,
            published_at=told.document.published_at,
            genre=genres[number],
            length=len(told.document.text),
            terms=terms[number],
            headline=lexicon.headline(in_titles[number]),
            pairs=pairs_in(titles[number]),
            numbers=frozenset(map(key_of, filter(_is_telling, told.numbers))),
            days=frozenset(told.days),
            shingles=frozenset(checksums(clauses[number])),
            agency=agencies[number],
        )
        for number, told in enumerate(some)
    ]


def _clauses(text: str, folded: str, places: Places | None) -> list[str]:
    """The first clauses of a text, folded and without blanks; the whole text is folded already."""
    found = [each.span() for each in islice(_CLAUSE.finditer(text), _CLAUSES)]
    if places is None:
        return [folded[start:end].replace(" ", "") for start, end in found]
    return [fold(text[start:end]).replace(" ", "") for start, end in found]


def key_of(number: Quantity) -> str:
    """One spelling for all wordings of a quantity, in any language: what counts it is told in each by other words."""
    high = f"-{number.high.normalize():f}" if number.high != number.low else ""
    return f"{number.low.normalize():f}{high}{'%' if number.unit == '%' else ''}"


def _is_telling(number: Quantity) -> bool:
    """Whether a quantity is seldom told by chance: neither one to ten of something, nor a round number."""
    return len(number.low.normalize().as_tuple().digits) > 1 and (number.low > FEW or number.low % 1 != 0)
