"""The terms under which an index keeps a text, and those that a phrase is looked for with; knows no engine.

At the place of each token stands one term: the token with its neighbour to the right, if both are characters of a script
without blanks (普京 of 普京访华), else the token alone. So a word of two characters is one term, a longer one a phrase of
overlapping pairs, and the places of terms are those of tokens.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from samarkand.text.folding import UNSPACED, fold
from samarkand.text.tokens import LONGEST, is_unspaced


class Phrase(NamedTuple):
    """What an index must hold, at these distances from one another, where a phrase stands."""

    terms: tuple[tuple[int, str], ...]
    """(offset from the phrase's beginning in tokens, term)."""
    beginning: str = ""
    """A single character that the term behind them all, at offset `length - 1`, begins with; "" for none."""
    length: int = 0
    """Tokens of the phrase."""


def index_terms(words: Sequence[str]) -> list[str]:
    """The term at the place of each token; `words` as `words_of` gives them."""
    flags = list(map(is_unspaced, words))  # asked once a word: an archive has very many of them
    pairs = zip(words, flags, words[1:], flags[1:], strict=False)
    terms = [word + after if is_one and is_other else word for word, is_one, after, is_other in pairs]
    return [*terms, *words[-1:]]


class IndexedText(NamedTuple):
    """A text as an index keeps it."""

    terms: str
    """The term at the place of each token, parted by blanks."""
    folded: str

    @property
    def characters(self) -> str:
        """Those of its tokens that are characters of a script without blanks, each once, in no order."""
        return _OTHERS.sub("", "".join(set(self.folded)))


def indexed(texts: Iterable[str]) -> list[IndexedText]:
    """What an index keeps of each text: `index_terms(words_of(text))`, made for all texts and tokens at once."""
    folded = list(map(fold, texts))
    together = _GAP.sub("", _EDGE.join(folded))
    pairs = _pairs(together)
    terms = [pairs[3 * run.start() : 3 * run.end() - 2] if run.lastindex else run[0] for run in _RUN.finditer(together)]
    rows = " ".join(terms).split(_EDGE)
    return [IndexedText(row.strip(" "), text) for row, text in zip(rows, folded, strict=True)]


def _pairs(text: str) -> str:
    """Each character, the one behind it, and a blank: `普京 京訪 訪  ` of `普京訪`. No object a character."""
    points = array(_POINT, text.encode(_UTF_32))
    pairs = array(_POINT, " ".encode(_UTF_32)) * (3 * len(points))
    pairs[::3] = points
    pairs[1:-3:3] = points[1:]
    return pairs.tobytes().decode(_UTF_32)


_POINT, _UTF_32 = "I", f"utf-32-{sys.byteorder[0]}e"
"""Type of an array whose items are code points of four bytes, and what makes a string of them."""
_EDGE = "\n"
"""Stands between texts; in a folded one it never stands."""
_RUN = re.compile(f"([{UNSPACED}]+)|[0-9]{{1,{LONGEST}}}|[^ {_EDGE}0-9{UNSPACED}]{{1,{LONGEST}}}|{_EDGE}")
_OTHERS = re.compile(f"[^{UNSPACED}]+")
# Blanks between two such characters; what stands before the first is looked at behind it, which is faster.
_GAP = re.compile(f" (?<=[{UNSPACED}] ) *(?=[{UNSPACED}])")


def phrase_terms(words: Sequence[str]) -> Phrase:
    """What to look for where these tokens stand side by side; nothing at all for no tokens."""
    terms = list(enumerate(index_terms(words)))
    if not words or not is_unspaced(words[-1]):
        return Phrase(tuple(terms), "", len(words))
    terms.pop()  # what follows the last character in a text decides the term it stands in
    is_covered = len(words) > 1 and is_unspaced(words[-2])
    return Phrase(tuple(terms), "" if is_covered else words[-1], len(words))
