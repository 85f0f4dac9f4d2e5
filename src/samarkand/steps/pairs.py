"""An index that a browser can search without a server: which documents hold a pair of characters, or a word.

A term is two neighbouring characters of a script without blanks, or a word of another script, folded. Terms are spread
over files by a hash, so that a query reads a few small ones; phrases are found by their pairs, and made sure of in the
text. Articles are numbered as the archive came to know them and indexed in blocks of 64, 512 and 4,096, so that a new one
changes small blocks only: a function of the list of articles alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samarkand.text.folding import UNSPACED, fold

SIZES = (4096, 512, 64)
"""Articles of a block; what is left is a block of its own."""
ARTICLES_A_FILE = 6
"""Articles of a block for each of its files: some 10 KB a file, whatever the block's size."""
LONGEST = 24
"""Characters of a word that are looked for; longer ones are found by their beginning."""
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Numbers are written with five bits a digit, the lowest first; 32 is added to all but the last."""

_Numbers = NDArray[np.int64]
_POINTS = 0x40000
_DOCUMENT_BITS = 14
_CHARACTER_BITS = 18
_WORDS_FROM = 1 << 2 * _CHARACTER_BITS
_WORD = re.compile(f"[^ {UNSPACED}]+")
_CODES = np.array([ord(digit) for digit in DIGITS], dtype=np.uint32)


class Block(NamedTuple):
    """Articles that are indexed together."""

    name: str
    first: int
    size: int

    @property
    def files(self) -> int:
        """How many files it has."""
        return -(-self.size // ARTICLES_A_FILE)


def blocks(count: int) -> Iterator[Block]:
    """The blocks of so many articles."""
    first = 0
    for size in SIZES:
        while count - first >= size:
            yield Block(f"{first}-{size}", first, size)
            first += size
    if count > first:
        yield Block(f"{first}-{count - first}", first, count - first)


def file_number(term: str, files: int) -> int:
    """In which of a block's files a term stands."""
    number = 0
    for character in term:
        number = (number * 31 + ord(character)) & 0xFFFFFFFF
    return number % files


def digits(number: int) -> str:
    """A number, not below 0, as the index writes it."""
    written = ""
    while number >= 32:
        written += DIGITS[32 + (number & 31)]
        number >>= 5
    return written + DIGITS[number]


def pair_files(texts: Iterable[tuple[str, str]], files: int) -> list[str]:
    """The contents of a block's files: `|term postings|term postings|…|`.

    `texts` are title and text of each article, in the order of their numbers; a term's postings are the documents that
    hold it, each as its distance from the one before: 2 n for the title of the block's article n, 2 n + 1 for its text.
    Costs 0.4 ms and 90 KB of memory an article of 1,500 characters.
    """
    words: dict[str, int] = {}
    parts = [_terms_of(document, fold(text), words) for document, text in enumerate(_documents(texts))]
    found = np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)
    return _written(found, list(words), files)


def _documents(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for title, text in texts:
        yield title
        yield text


def _terms_of(document: int, folded: str, words: dict[str, int]) -> _Numbers:
    """The terms of a document, each once, as numbers whose lowest bits are the document."""
    points = np.frombuffer(folded.encode("utf-32-le"), np.uint32).astype(np.int64)
    is_unspaced = _UNSPACED[np.minimum(points, _POINTS - 1)]
    is_pair = is_unspaced[:-1] & is_unspaced[1:]
    pairs = (points[:-1] << _CHARACTER_BITS | points[1:])[is_pair]
    numbers = [words.setdefault(word[0][:LONGEST], len(words)) for word in _WORD.finditer(folded)]
    both = np.concatenate((_distinct(pairs), np.array(sorted(set(numbers)), np.int64) + _WORDS_FROM))
    return both << _DOCUMENT_BITS | document


def _distinct(numbers: _Numbers) -> _Numbers:
    """Each number once, by size. `numpy.unique` asks a hash table, which takes ten times as long."""
    ordered = np.sort(numbers)
    found: _Numbers = ordered[np.diff(ordered, prepend=-1) != 0]
    return found


def _written(found: _Numbers, words: Sequence[str], files: int) -> list[str]:
    """Terms with their documents, in the order of terms, as the contents of files. No object a term or posting."""
    terms, documents = found >> _DOCUMENT_BITS, found & ((1 << _DOCUMENT_BITS) - 1)
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    counts = np.diff(np.append(starts, len(found)))
    gaps = np.diff(documents, prepend=0)
    gaps[starts] = documents[starts]
    names = terms[starts]
    home = _files_of(names, words, files)
    order = np.argsort(home, kind="stable")
    bounds = np.searchsorted(home[order], np.arange(files + 1))
    points, begins = _points(names[order], counts[order], gaps[_gathered(starts[order], counts[order])], words)
    cuts = np.append(begins, len(points))[bounds]
    return [f"{_text(points[begin:end])}|" for begin, end in pairwise(cuts.tolist())]


def _gathered(starts: _Numbers, counts: _Numbers) -> _Numbers:
    """Where the postings of terms stand: each term's from its start on, one term behind the other."""
    shifts = starts - np.append(0, np.cumsum(counts)[:-1])
    return np.repeat(shifts, counts) + np.arange(int(counts.sum()))


def _points(
    names: _Numbers, counts: _Numbers, gaps: _Numbers, words: Sequence[str]
) -> tuple[NDArray[np.uint32], _Numbers]:
    """`|term postings` of each term as code points, and where each begins."""
    is_word = names >= _WORDS_FROM
    spelled = [words[name - _WORDS_FROM] for name in names[is_word].tolist()]
    lengths = np.full(len(names), 2)
    lengths[is_word] = list(map(len, spelled))
    sizes = 1 + (gaps >= 1 << 5).astype(np.int64) + (gaps >= 1 << 10)
    behind = np.cumsum(sizes)
    last = np.cumsum(counts) - 1
    told = np.diff(behind[last], prepend=0)
    begins = np.cumsum(lengths + told + 2) - (lengths + told + 2)
    points = np.empty(int((lengths + told + 2).sum()), np.uint32)
    points[begins] = ord("|")
    points[begins[~is_word] + 1] = names[~is_word] >> _CHARACTER_BITS
    points[begins[~is_word] + 2] = names[~is_word] & ((1 << _CHARACTER_BITS) - 1)
    letters = np.frombuffer("".join(spelled).encode("utf-32-le"), np.uint32)
    points[_gathered(begins[is_word] + 1, lengths[is_word])] = letters
    points[begins + 1 + lengths] = ord(" ")
    places = _gathered(begins + 2 + lengths, told)[behind - sizes] if len(gaps) else behind
    for digit in range(int(sizes.max(initial=0))):
        has = sizes > digit
        value = (gaps[has] >> 5 * digit) & 31
        points[places[has] + digit] = _CODES[value + 32 * (sizes[has] > digit + 1)]
    return points, begins


def _text(points: NDArray[np.uint32]) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le")


def _files_of(terms: _Numbers, words: Sequence[str], files: int) -> _Numbers:
    """`file_number` of many terms at once."""
    first, second = terms >> _CHARACTER_BITS, terms & ((1 << _CHARACTER_BITS) - 1)
    home = (first * 31 + second) % files
    is_word = terms >= _WORDS_FROM
    home[is_word] = [file_number(words[term - _WORDS_FROM], files) for term in terms[is_word].tolist()]
    return home


def _unspaced() -> NDArray[np.bool_]:
    """Of each code point whether a script without blanks has it."""
    is_one = np.zeros(_POINTS, dtype=bool)
    for first, last in re.findall("(.)(?:-(.))?", UNSPACED):
        is_one[ord(first) : ord(last or first) + 1] = True
    return is_one


_UNSPACED = _unspaced()
