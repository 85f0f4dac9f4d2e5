"""What differs, as blocks of pieces that a reader sees: words that stayed, were removed, or were added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from samarkand.model.changes import Block, Change, Piece
from samarkand.steps.changing.aligning import Region, Section


def blocks_of(
    where: Literal["title", "text"], old: str, new: str, sections: Sequence[Section], folded: Collection[Region]
) -> tuple[Block, ...]:
    """Sections that follow one another on a line are one block. `folded`: regions of furniture, which changes nothing."""
    found: list[Block] = []
    for section in sections:
        block = _block(where, old, new, section, folded)
        last = found[-1] if found else None
        if last and _go_together(last, block, old, new):
            found[-1] = Block(
                where,
                tuple(_joined((*last.pieces, *block.pieces))),
                (last.before[0], block.before[1]),
                (last.after[0], block.after[1]),
                last.is_folded,
            )
        else:
            found.append(block)
    return tuple(found)


def applied(text: str, change: Change, where: Literal["title", "text"] = "text") -> str:
    """The new title or text that a change makes of the old one."""
    made, at = "", 0
    for block in change.blocks:
        if block.where == where:
            words = "".join(piece.text for piece in block.pieces if piece.kind != "removed")
            made, at = made + text[at : block.before[0]] + words, block.before[1]
    return made + text[at:]


def _go_together(last: Block, block: Block, old: str, new: str) -> bool:
    if last.is_folded != block.is_folded or last.before[1] != block.before[0] or last.after[1] != block.after[0]:
        return False
    return "\n" not in old[max(0, last.before[1] - 1) : last.before[1]] + new[max(0, last.after[1] - 1) : last.after[1]]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces, those of one kind that follow one another as one."""
    for (kind, is_style), some in groupby(pieces, key=lambda piece: (piece.kind, piece.is_style)):
        yield Piece(kind, "".join(piece.text for piece in some), is_style)


def _block(where: Literal["title", "text"], old: str, new: str, section: Section, folded: Collection[Region]) -> Block:
    is_folded = all(region.is_style or region in folded for region in section.regions)
    return Block(where, tuple(_pieces(old, new, section)), section.before, section.after, is_folded)


def _pieces(old: str, new: str, section: Section) -> Iterator[Piece]:
    at = section.before[0]
    for region in section.regions:
        if at < region.before[0]:
            yield Piece("same", old[at : region.before[0]])
        if region.before[0] < region.before[1]:
            yield Piece("removed", old[slice(*region.before)], region.is_style)
        if region.after[0] < region.after[1]:
            yield Piece("added", new[slice(*region.after)], region.is_style)
        at = region.before[1]
    if at < section.before[1]:
        yield Piece("same", old[at : section.before[1]])
