"""Changes as pages and feeds show them: pieces marked as removed or added, what stayed the same cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from samarkand.model.changes import Block, Change, Piece

_AROUND = 60
"""Characters of unchanged text that are shown beside a change."""
LONGEST = 20_000
"""Characters of a change that are shown."""
_CUT_WORD = re.compile(r"[A-Za-z0-9]{1,20}")
_TAGS = {"removed": "del", "added": "ins", "same": "span"}


def marked(blocks: Iterable[Block], longest: int = LONGEST) -> list[Mapping[str, Any]]:
    """Blocks with pieces of (tag, text), ready for a template; `is_cut` tells of those that are too long to be shown.

    What differs in typography alone is shown as the new version has it, and in blocks in which nothing else differs, marked.
    """
    found: list[Mapping[str, Any]] = []
    left = longest
    for block in blocks:
        if is_blank(block):
            continue
        pieces = []
        for tag, text in _shortened(block.pieces if block.is_folded else told(block.pieces)):
            if left > 0:
                pieces.append({"tag": tag, "text": text[:left]})
            left -= len(text)
        if pieces:
            found.append({"where": block.where, "pieces": pieces, "is_cut": left < 0})
    return found


def marked_html(change: Change) -> str:
    """The same as safe HTML, without what differs in typography or furniture alone: one paragraph a block."""
    return "".join(
        f"<p>{''.join(_element(piece['tag'], piece['text']) for piece in block['pieces'])}</p>"
        for block in marked(block for block in change.blocks if not block.is_folded)
    )


def told(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces in which what differs in typography alone stands as the new version has it."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.is_style and piece.kind == "removed":
            continue
        plain = Piece("same", piece.text) if piece.is_style else piece
        if found and found[-1].kind == plain.kind == "same":
            plain = Piece("same", found.pop().text + plain.text)
        found.append(plain)
    return found


def is_blank(block: Block) -> bool:
    """Whether the versions differ in blanks alone there, which nobody sees."""
    old, new = ("".join(piece.text for piece in block.pieces if piece.kind != kind) for kind in ("added", "removed"))
    return "".join(old.split()) == "".join(new.split())


def _element(tag: str, text: str) -> str:
    escaped = escape(text).replace("\n", "<br>")
    return escaped if tag == "span" else f"<{tag}>{escaped}</{tag}>"


def _shortened(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Pieces with the middle of long unchanged stretches left out."""
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same" and len(text) > 2 * _AROUND:
            head = "" if index == 0 else _beginning(text)
            tail = "" if index == last else _beginning(text[::-1])[::-1]
            text = f"{head} … {tail}".strip()
        yield _TAGS[piece.kind], text


def _beginning(text: str) -> str:
    """The first characters, and what is left of the word that they end in."""
    rest = _CUT_WORD.match(text, _AROUND) if text[_AROUND - 1].isalnum() else None
    return text[: rest.end() if rest else _AROUND]
