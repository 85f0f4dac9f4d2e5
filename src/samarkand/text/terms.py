"""The terms under which an index keeps a text, and those that a phrase is looked for with; knows no engine.

At the place of each token stands one term: the token with its neighbour to the right, if both are characters of a script
without blanks (普京 of 普京访华), else the token alone. So a word of two characters is one term, a longer one a phrase of
overlapping pairs, and the places of terms are those of tokens.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Sequence
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
    characters: set[str]
    """Those of its tokens that are characters of a script without blanks."""


def indexed(text: str) -> IndexedText:
    """What an index keeps of a text: `index_terms(words_of(text))`, made run by run, which takes a third of the time."""
    together = _GAP.sub("", fold(text))
    terms = [_pairs(run) if len(run) > 1 and is_unspaced(run[0]) else run for run in _RUN.findall(together)]
    return IndexedText(" ".join(terms), set(_CHARACTER.findall("".join(set(together)))))


def _pairs(run: str) -> str:
    """Each character with the one behind it, and the last one alone: `普京訪` as `普京 京訪 訪`. No object a character."""
    points = array(_POINT, run.encode(_UTF_32))
    pairs = array(_POINT, " ".encode(_UTF_32)) * (3 * len(points) - 2)
    pairs[::3] = points
    pairs[1::3] = points[1:]
    return pairs.tobytes().decode(_UTF_32)


_POINT, _UTF_32 = "I", f"utf-32-{sys.byteorder[0]}e"
"""Type of an array whose items are code points of four bytes, and what makes a string of them."""
_RUN = re.compile(f"[{UNSPACED}]+|[0-9]{{1,{LONGEST}}}|[^ 0-9{UNSPACED}]{{1,{LONGEST}}}")
_CHARACTER = re.compile(f"[{UNSPACED}]")
_GAP = re.compile(f"(?<=[{UNSPACED}]) +(?=[{UNSPACED}])")


def phrase_terms(words: Sequence[str]) -> Phrase:
    """What to look for where these tokens stand side by side; nothing at all for no tokens."""
    terms = list(enumerate(index_terms(words)))
    if not words or not is_unspaced(words[-1]):
        return Phrase(tuple(terms), "", len(words))
    terms.pop()  # what follows the last character in a text decides the term it stands in
    is_covered = len(words) > 1 and is_unspaced(words[-2])
    return Phrase(tuple(terms), "" if is_covered else words[-1], len(words))
