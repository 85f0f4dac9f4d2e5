"""What differs between two neighbouring versions: in which lines, and in which words of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from samarkand.model.answers import Change, Piece
from samarkand.text.aligning import Aligner

_TOKENS = re.compile(r"[a-zA-Z\u00c0-\u024f]+|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.DOTALL)
"""A word of Latin letters, a number, white space; else one character, which is what Chinese is edited in."""
_LONGEST = 20_000
"""Characters of a block that are compared word by word; beyond it the whole block counts as replaced."""


def is_same_text(old: str, new: str) -> bool:
    """Whether two texts say the same: white space and width of blanks do not count."""
    return old == new or "".join(old.split()) == "".join(new.split())


def changes(old_title: str, old_text: str, new_title: str, new_text: str) -> tuple[Change, ...]:
    """The blocks in which two versions differ, in reading order; none where only white space differs.

    Lines are aligned first and then compared inside, all with one effort; where that ends, what is left of the two
    counts as replaced.
    """
    aligner = Aligner()
    found: list[Change] = []
    if not is_same_text(old_title, new_title):
        found.append(Change("title", _pieces(old_title, new_title, aligner)))
    old, new = old_text.split("\n"), new_text.split("\n")
    found.extend(Change("text", change) for change in _lines(old, new, aligner))
    return tuple(found)


def _lines(old: Sequence[str], new: Sequence[str], aligner: Aligner) -> Iterator[tuple[Piece, ...]]:
    bare_old, bare_new = [_bare(line) for line in old], [_bare(line) for line in new]
    for is_same, old_from, old_to, new_from, new_to in aligner.stretches(bare_old, bare_new):
        if is_same:
            continue
        before, after = old[old_from:old_to], new[new_from:new_to]
        if len(before) == len(after):
            yield from (_pieces(one, other, aligner) for one, other in zip(before, after, strict=True))
        else:
            yield _pieces("\n".join(before), "\n".join(after), aligner)


def _bare(line: str) -> str:
    return "".join(line.split())


def _pieces(old: str, new: str, aligner: Aligner) -> tuple[Piece, ...]:
    """Two texts as stretches that stand in both, in the old one only, or in the new one only."""
    if max(len(old), len(new)) > _LONGEST:
        both = (Piece("removed", old), Piece("added", new))
        return tuple(piece for piece in both if piece.text)
    one, other = _TOKENS.findall(old), _TOKENS.findall(new)
    made: list[Piece] = []
    for is_same, old_from, old_to, new_from, new_to in aligner.stretches(one, other):
        if is_same:
            made.append(Piece("same", "".join(one[old_from:old_to])))
            continue
        if old_to > old_from:
            made.append(Piece("removed", "".join(one[old_from:old_to])))
        if new_to > new_from:
            made.append(Piece("added", "".join(other[new_from:new_to])))
    return tuple(made)
