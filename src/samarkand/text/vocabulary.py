"""The words of a text, parted as a reader of Chinese parts them; it knows neither names nor how common a word is."""

from __future__ import annotations

import re
from collections import Counter

from samarkand.text.folding import UNSPACED, fold
from samarkand.text.segmenting import parted

_WORD = re.compile(f"[{UNSPACED}]{{2,}}|[^ 0-9{UNSPACED}]{{2,}}").fullmatch
_PAIRED = re.compile(f"[{UNSPACED}]+|[^ {UNSPACED}]+")


def vocabulary_of(text: str) -> Counter[str]:
    """Folded words of two characters and more, each with how often it stands; no numbers. Costs 0.3 ms a 1,400 characters."""
    return words_in(fold(text))


def words_in(folded: str) -> Counter[str]:
    """The same of a text that is folded already."""
    return Counter([word for word in parted(folded) if len(word) > 1 and _WORD(word)])


def pairs_of(text: str) -> frozenset[str]:
    """Neighbouring characters of scripts without blanks, and whole words of the others, folded."""
    return pairs_in(fold(text))


def pairs_in(folded: str) -> frozenset[str]:
    """The same of a text that is folded already."""
    found: set[str] = set()
    for run in _PAIRED.findall(folded):
        if len(run) > 1 and _UNSPACED.match(run):
            found.update(map(str.__add__, run, run[1:]))
        else:
            found.add(run)
    return frozenset(found)


_UNSPACED = re.compile(f"[{UNSPACED}]")
