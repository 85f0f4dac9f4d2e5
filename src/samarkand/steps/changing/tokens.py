"""A text cut into what is edited: sentences, and in them words of Latin letters, numbers and single characters."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from samarkand.model.statements import Stretch
from samarkand.text.sentences import Sentences
from samarkand.text.typography import plain_form

_LATIN = "a-zA-Z\u00c0-\u024fａ-ｚＡ-Ｚ"
_DIGIT = "0-9０-９"
# A word, a number, a run of dashes or of points, else one character; each with the blanks behind it.
_TOKENS = re.compile(
    rf"\s*(?:[{_LATIN}]+|[{_DIGIT}]+(?:[.,．，:：][{_DIGIT}]+)*|[-‐-―－]+|…+|\.{{2,}}|\S)\s*", re.DOTALL
)
_NO_WORD = re.compile(r"[\W_]+")


class Token(NamedTuple):
    """A word, a number or a character."""

    start: int
    end: int
    """In characters of the text, with blanks around it."""
    form: str
    """The same in one typography; "" for what only typography knows."""


class Unit(NamedTuple):
    """A sentence with the blanks behind it, so that the units of a text make up all of it."""

    start: int
    end: int
    form: str


def units_of(text: str) -> list[Unit]:
    """The sentences of a text; none where it is empty. Costs a few passes over the text."""
    spans = Sentences(text).spans
    if not spans:
        return [Unit(0, len(text), "")] if text else []
    starts = [0, *(start for start, _ in spans[1:])]
    ends = [*starts[1:], len(text)]
    return [Unit(start, end, plain_form(text[start:end])) for start, end in zip(starts, ends, strict=True)]


def tokens_of(text: str, at: Stretch) -> list[Token]:
    """The tokens of a stretch of a text, which make up all of it where it holds more than blanks."""
    return [Token(match.start(), match.end(), plain_form(match[0])) for match in _TOKENS.finditer(text, at[0], at[1])]


def words_of(tokens: list[Token]) -> frozenset[str]:
    """What a sentence is known by: its tokens without marks, and pairs of neighbours."""
    words = [token.form for token in tokens if not _NO_WORD.fullmatch(token.form) and token.form]
    return frozenset((*words, *map("\0".join, pairwise(words))))


def has_words(text: str) -> bool:
    """Whether a text holds any letter or digit."""
    return any(map(str.isalnum, text))
