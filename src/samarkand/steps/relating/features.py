"""What an article shows of the event that it reports: telling words, names, numbers, days, and a sketch of its wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log, sqrt
from zlib import crc32

from samarkand.model.mentions import DateMention, NumberMention
from samarkand.model.names import NameGroup
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features, Weights
from samarkand.steps.relating.genres import genre_of
from samarkand.steps.relating.sketches import common_words
from samarkand.text.agencies import agency_of
from samarkand.text.folding import fold
from samarkand.text.names import KnownNames, with_names
from samarkand.text.vocabulary import pairs_of, vocabulary_of

READ = 4_000
"""Characters of a text that are looked at: an event is told in the beginning."""
TERMS = 170
"""Terms that are kept of an article; the words of a usual article are fewer."""
RAREST = 0.01
"""A word in fewer of all articles than this says no more than one in so many: what is rarer is often chance."""
COMMONEST = 0.5
FEW = 10
_CLAUSES = 120
_SHORTEST_CLAUSE = 8
_CLAUSE = re.compile(rf"[^。！？!?；;，,：:\n]{{{_SHORTEST_CLAUSE},}}")


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


def _telling(frequency: float) -> float:
    return sqrt(log(1 / max(frequency, RAREST))) if frequency < COMMONEST else 0.0


def features_of(
    document: SearchDocument,
    lexicon: Lexicon,
    numbers: Iterable[NumberMention] = (),
    dates: Iterable[DateMention] = (),
    order: int = 0,
) -> Features:
    """What a version shows; `numbers` and `dates` as other steps found them. Costs about 0.7 ms a 1,400 characters."""
    text = document.text[:READ]
    title, counts = vocabulary_of(document.title), vocabulary_of(text)
    for word, count in title.items():
        counts[word] += 2 * count
    with_names(counts, lexicon.names.find(f"{document.title}\n{text}"))
    with_names(title, lexicon.names.find(document.title))
    vector = {term: (1 + log(count)) * how for term, count in counts.items() if (how := lexicon.telling(term)) > 0}
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    kept = sorted(vector, key=lambda term: (-vector[term], term))[:TERMS]
    return Features(
        article=document.article,
        outlet=document.outlet,
        language=document.language,
        published_at=document.published_at,
        genre=genre_of(document.title),
        length=len(document.text),
        terms={term: round(vector[term] / length, 4) for term in kept},
        headline={term: round(how, 4) for term in title if (how := lexicon.telling(term)) > 0},
        pairs=pairs_of(document.title),
        numbers=frozenset(key_of(number) for number in numbers if _is_telling(number)),
        days=frozenset(told.since for told in dates if told.grain == "day"),
        shingles=frozenset(
            crc32("".join(fold(clause).split()).encode()) for clause in _CLAUSE.findall(text)[:_CLAUSES]
        ),
        agency=agency_of(document.text),
        order=order,
    )


def key_of(number: NumberMention) -> str:
    """One spelling for all wordings of a quantity, in any language: what counts it is told in each by other words."""
    high = f"-{number.high.normalize():f}" if number.high != number.low else ""
    return f"{number.low.normalize():f}{high}{'%' if number.unit == '%' else ''}"


def _is_telling(number: NumberMention) -> bool:
    """Whether a quantity is seldom told by chance: neither one to ten of something, nor a round number."""
    return len(number.low.normalize().as_tuple().digits) > 1 and (number.low > FEW or number.low % 1 != 0)
