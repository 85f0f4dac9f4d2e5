"""Where characters of the plain text stand in the tree that it was made from; knows nothing of what is marked there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samarkand.text.markup import Element, Text
from samarkand.text.plain import pieces_of
from samarkand.text.surrogates import well_formed

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the plain text that stand side by side in one node of the tree."""

    start: int
    """In characters of the plain text."""
    node: Text
    begin: int
    """In characters of the node; so too below."""
    end: int
    """Excluded."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The plain text of a tree, and where it stands in it."""

    text: str
    stretches: tuple[Stretch, ...]
    """In reading order; none is empty."""

    def within(self, start: int, end: int) -> list[tuple[Text, int, int]]:
        """The nodes that hold some of the characters from `start` to `end`, each with where in it they begin and end."""
        found: list[tuple[Text, int, int]] = []
        for each in self.stretches:
            first = max(start, each.start)
            last = min(end, each.start + each.end - each.begin)
            if first < last:
                begin, stop = each.begin + first - each.start, each.begin + last - each.start
                if found and found[-1][0] is each.node:
                    found[-1] = each.node, found[-1][1], stop
                else:
                    found.append((each.node, begin, stop))
        return found


def placed(root: Element) -> Placed:
    """The plain text that a tree holds, by the rules of `text.plain` and with nothing taken for furniture. Linear."""
    words: list[str] = []
    stretches: list[Stretch] = []
    length, between = 0, ""
    for piece in pieces_of(root):
        if piece is None:
            between = "\n"
            continue
        data, last = piece.data, 0
        for match in _WORD.finditer(data):
            if match.start() > last:
                between = between or " "
            if between and words:
                words.append(between)
                length += 1
            between, last = "", match.end()
            words.append(match[0])
            stretches.append(Stretch(length, piece, match.start(), match.end()))
            length += match.end() - match.start()
        if last < len(data):
            between = between or " "
    return Placed(well_formed("".join(words)), tuple(stretches))
