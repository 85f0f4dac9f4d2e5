"""How alike the wording of two pieces of text is: words, neighbouring characters and characters, the rarer the weightier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.text.folding import UNSPACED, fold
from samarkand.text.vocabulary import pairs_of, vocabulary_of

READ = 400
"""Characters of a piece that are looked at."""
_OF_CHARACTERS = 0.6
"""What a pair of characters weighs beside a word, and what a single one does: other words for one thing often share one."""
_TELLING = 2.1
"""How telling a word is that is seldom: so much counts 1."""
_FEW = 3
"""Pieces that are added to those of a story, so that in a small one not every word is rare."""
_FUNCTION = frozenset("的了是在他她我它这那一不有和与及将会要就也都说而且着过中为对于从到被把以其之个们自己")
"""Characters that say nothing alone."""
_CHARACTER = re.compile(f"[{UNSPACED}]")

Vector = Mapping[str, float]


def terms_of(text: str, knowledge: Knowledge) -> dict[str, float]:
    """What a piece of text is compared by -> how much of it counts, its rarity in the story apart; names by their keys."""
    plain = fold(text[:READ])
    names = knowledge.names.find(plain)
    for spelling in sorted((each for spellings in names.values() for each in spellings), key=len, reverse=True):
        plain = plain.replace(spelling, " ")
    words = (*vocabulary_of(plain), *names)
    terms = {word: how / _TELLING for word in words if (how := knowledge.telling(word)) > 0}
    terms |= {f"{pair} ": _OF_CHARACTERS for pair in pairs_of(plain) if len(pair) == 2 and _CHARACTER.match(pair)}
    terms |= dict.fromkeys(set(_CHARACTER.findall(plain)) - _FUNCTION, _OF_CHARACTERS)
    return terms


def vectors(pieces: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """A vector of length 1 for each piece of a story: a term weighs what it counts, times the logarithm of its rarity."""
    often = Counter(term for piece in pieces for term in piece)
    rarity = {term: log((len(pieces) + _FEW) / (count + 1)) for term, count in often.items()}
    known: dict[int, dict[str, float]] = {}  # copies of a statement are one piece, told as often as it stands
    for piece in pieces:
        if id(piece) not in known:
            weighed = {term: how * rarity[term] for term, how in sorted(piece.items()) if rarity[term] > 0}
            length = sqrt(sum([weight * weight for weight in weighed.values()])) or 1.0
            known[id(piece)] = {term: weight / length for term, weight in weighed.items()}
    return [known[id(piece)] for piece in pieces]


def products(found: Sequence[Vector], effort: int) -> dict[tuple[int, int], float]:
    """The cosine of each two vectors that share a term, by their numbers, the smaller first.

    Terms are taken from the rarest on until `effort` products are made: in a story beyond all measure the commonest
    terms, which weigh least, count nothing.
    """
    holders: dict[str, list[int]] = {}
    for number, vector in enumerate(found):
        for term in vector:
            holders.setdefault(term, []).append(number)
    sums: dict[int, float] = {}  # by both numbers in one: half the time that pairs take
    sum_of, size = sums.get, len(found)
    shared = [(len(numbers), term) for term, numbers in holders.items() if len(numbers) > 1]
    for often, term in sorted(shared):
        numbers = holders[term]
        effort -= often * (often - 1) // 2
        if effort < 0:
            break
        weights = [found[number][term] for number in numbers]
        for place, (one, weight) in enumerate(zip(numbers, weights, strict=True), 1):
            row = one * size
            for other, beside in zip(numbers[place:], weights[place:], strict=True):
                sums[row + other] = sum_of(row + other, 0.0) + weight * beside
    return {divmod(place, size): product for place, product in sums.items()}
