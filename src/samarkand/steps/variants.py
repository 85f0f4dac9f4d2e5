"""Other spellings of the names in a query, from groups of spellings that stand for one; it looks nothing up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from samarkand.model.names import NameGroup
from samarkand.model.search import All, Any, Node, Not, Query, Words
from samarkand.text.tokens import is_unspaced, tokens_of, words_of

LONGEST_NAME = 6
"""Words of a query that can be one name together: `Mohammed bin Salman`."""
MOST = 16
"""Spellings that are looked for in the place of one word."""

MOST_SAME = 64
"""Spellings of one name that are told."""


def key_of(spelling: str) -> str:
    """What decides whether two spellings are the same: their tokens, a blank on either side of each; "" for none."""
    tokens = words_of(spelling)
    return f" {' '.join(tokens)} " if tokens else ""


class Variants:
    """What else a name is called. Memory and the time to make it grow with the number of spellings alone."""

    def __init__(self, groups: Iterable[NameGroup]) -> None:
        keyed = lru_cache(maxsize=None)(key_of)  # most spellings stand in several groups
        inside: set[str] = set()
        self._names: dict[str, list[str]] = defaultdict(list)
        self._groups: dict[str, list[NameGroup]] = defaultdict(list)
        for group in groups:
            whole = [*map(keyed, group.names), *map(keyed, group.whole)]
            for key in dict.fromkeys(whole):
                self._groups[key].append(group)
            for key in (*whole, *map(keyed, group.shared)):
                if key:
                    self._names[key].extend(group.names)
            inside.update(whole[: len(group.names)])
        self._also: dict[str, tuple[str, ...]] = {}
        self._inside = frozenset(key for key in inside if is_unspaced(key[1]) and key.count(" ") > 2)
        self._longest = max((key.count(" ") - 1 for key in self._inside), default=0)

    def of(self, words: str) -> tuple[str, ...]:
        """The other spellings of words that are a known name as a whole, or that hold one in a run of characters.

        In `普京访华` the name is replaced by those that are written without blanks too. Empty where no name is known. A
        spelling that holds the typed one is left out: it is found anyway.
        """
        key = key_of(words)
        return (self._others(key) if key in self._names else self._in_run(words))[:MOST]

    def same(self, name: str) -> tuple[str, ...]:
        """The name, and all that is known to be another spelling of it as a whole; the longer and the shorter too."""
        groups = self._groups.get(key_of(name), ())
        return tuple(dict.fromkeys((name, *(other for group in groups for other in (*group.names, *group.whole)))))[
            :MOST_SAME
        ]

    def is_known(self, words: str) -> bool:
        """Whether the words are a name as a whole."""
        return key_of(words) in self._names

    def _others(self, key: str) -> tuple[str, ...]:
        """What else a known name is called: found when it is first asked, since most names never are."""
        if key not in self._also:
            self._also[key] = _without_wider(key, self._names[key])
        return self._also[key]

    def _in_run(self, words: str) -> tuple[str, ...]:
        tokens = tokens_of(words)
        if len(tokens) <= 2 or not all(is_unspaced(token.text) for token in tokens):
            return ()
        for size in range(min(self._longest, len(tokens) - 1), 1, -1):
            for start in range(len(tokens) - size + 1):
                piece = tokens[start : start + size]
                key = f" {' '.join(token.text for token in piece)} "
                if key in self._inside:
                    before, after = words[: piece[0].start], words[piece[-1].end :]
                    others = (other for other in self._others(key) if is_unspaced(key_of(other)[1]))
                    return tuple(f"{before}{other}{after}" for other in others)
        return ()


def _without_wider(typed: str, spellings: Iterable[str]) -> tuple[str, ...]:
    """One spelling for each key, without those that hold the typed one or another: what holds a name is found by it."""
    by_key = {key_of(spelling): spelling for spelling in reversed(tuple(spellings))}
    keys = {*by_key, typed}
    narrow = (key for key in reversed(by_key) if not any(other != key and other in key for other in keys))
    return tuple(by_key[key] for key in narrow if key != typed)


def alternatives(query: Query, variants: Variants) -> Mapping[Words, tuple[str, ...]]:
    """The other spellings of the words of a query, by the words; none of what was quoted or is excluded.

    Words that are one name together (`Vladimir Putin`) each get the spellings of the whole.
    """
    found: dict[Words, tuple[str, ...]] = {}
    for row in _rows(query.root):
        start = 0
        while start < len(row):
            size, also = _name_at(row[start:], variants)
            for words in row[start : start + size] if also else ():
                found[words] = also
            start += size
    return found


def _name_at(row: Sequence[Words], variants: Variants) -> tuple[int, tuple[str, ...]]:
    for size in range(min(len(row), LONGEST_NAME), 1, -1):
        together = " ".join(words.text for words in row[:size])
        if variants.is_known(together):
            return size, variants.of(together)
    return 1, variants.of(row[0].text)


def _rows(node: Node) -> Iterator[tuple[Words, ...]]:
    """The words of a query that stand side by side, in rows of one field."""
    match node:
        case Words():
            if not node.is_exact:
                yield (node,)
        case All(parts):
            plain = [part if isinstance(part, Words) and not part.is_exact else None for part in parts]
            yield from _joined(plain)
            for part in parts:
                if not isinstance(part, Words):
                    yield from _rows(part)
        case Any(parts):
            for part in parts:
                yield from _rows(part)
        case Not():  # what is excluded is what was typed, no more
            return
        case _:
            return


def _joined(parts: Sequence[Words | None]) -> Iterator[tuple[Words, ...]]:
    breaks = [
        index for index, (one, two) in enumerate(pairwise(parts), 1) if not (one and two and one.field == two.field)
    ]
    edges = [0, *breaks, len(parts)]
    for start, end in pairwise(edges):
        row = tuple(part for part in parts[start:end] if part)
        if row:
            yield row
