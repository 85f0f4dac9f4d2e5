"""Changes as pages and feeds show them: pieces marked as removed or added, what stayed the same cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from samarkand.model.answers import Change, Piece

_AROUND = 60
"""Characters of unchanged text that are shown beside a change."""
LONGEST = 20_000
"""Characters of a change that are shown."""
_CUT_WORD = re.compile(r"[A-Za-z0-9]{1,20}")
_TAGS = {"removed": "del", "added": "ins", "same": "span"}


def marked(changes: Sequence[Change], longest: int = LONGEST) -> list[Mapping[str, Any]]:
    """Blocks with pieces of (tag, text), ready for a template; `is_cut` tells of those that are too long to be shown."""
    blocks: list[Mapping[str, Any]] = []
    left = longest
    for change in changes:
        pieces = []
        for tag, text in _shortened(change.pieces):
            if left > 0:
                pieces.append({"tag": tag, "text": text[:left]})
            left -= len(text)
        if pieces:
            blocks.append({"where": change.where, "pieces": pieces, "is_cut": left < 0})
    return blocks


def marked_html(changes: Sequence[Change]) -> str:
    """The same as safe HTML: one paragraph a block."""
    return "".join(
        f"<p>{''.join(_element(piece['tag'], piece['text']) for piece in block['pieces'])}</p>"
        for block in marked(changes)
    )


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
