"""Two versions of a text in full, as rows of paragraphs in which what came and what went is marked; inline, or side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from samarkand.model.changes import Block, Piece
from samarkand.web.marks import told

LONGEST = 120_000
"""Characters of both versions that are shown in full."""
_TAGS = {"removed": "del", "added": "ins", "same": "span"}
_Shown = list[Mapping[str, str]]


def rows(text: str, blocks: Sequence[Block], *, with_style: bool = False) -> list[Mapping[str, Any]]:
    """The paragraphs of a new text with what was changed in them: `inline`, `old` and `new` are pieces of (tag, text).

    A row whose `is_same` is true is the same in both versions. `with_style`: whether what differs in typography alone is
    marked too. What is longer than `LONGEST` is cut off; `is_cut` of the last row says so.
    """
    found: list[Mapping[str, Any]] = []
    left = LONGEST
    for row in _rows(_pieces(text, blocks, with_style=with_style)):
        if left <= 0:
            return [*found, {"inline": [], "old": [], "new": [], "is_same": True, "is_cut": True}]
        shown = [{"tag": _TAGS[piece.kind], "text": piece.text[:left]} for piece in row]
        left -= sum(len(piece.text) for piece in row)
        found.append(
            {
                "inline": shown,
                "old": [each for each in shown if each["tag"] != "ins"],
                "new": [each for each in shown if each["tag"] != "del"],
                "is_same": all(each["tag"] == "span" for each in shown),
                "is_cut": False,
            }
        )
    return found


def _pieces(text: str, blocks: Iterable[Block], *, with_style: bool) -> Iterator[Piece]:
    """All of both texts in one row."""
    at = 0
    for block in blocks:
        if block.where == "text":
            yield Piece("same", text[at : block.after[0]])
            yield from block.pieces if with_style else told(block.pieces)
            at = block.after[1]
    yield Piece("same", text[at:])


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces by paragraph: a row ends where a line ends in both texts, or where one begins that only one text has."""
    row: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        for number, line in enumerate(lines):
            if line:
                row.append(Piece(piece.kind, line, piece.is_style))
            if number < len(lines) - 1 and row:
                if piece.kind == "same" or all(each.kind == piece.kind for each in row):
                    yield row
                    row = []
                else:
                    row.append(Piece(piece.kind, "\n", piece.is_style))
    if row:
        yield row
