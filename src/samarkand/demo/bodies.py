"""The small markup of the articles: from text to blocks of HTML. Pure.

Blocks are parted by a blank line: `## ` opens a subheading, `> ` a quotation set apart, `- ` each line of a list, and
`![caption](picture "credit")` stands for a picture. Inside a block, `**text**` is strong and `[text](outlet/slug)` is a
link to another article. All else is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from samarkand.demo.nouns import BlockKind

LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+/[a-z0-9-]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_PICTURE = re.compile(r'!\[([^\]]*)\]\(([a-z0-9-]+)(?: "([^"]*)")?\)')


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's body, for the templates to dress."""

    kind: BlockKind
    html: str = ""
    """Escaped, with inline markup; of a picture, its caption."""
    items: tuple[str, ...] = ()
    """HTML of each line of a list."""
    picture: str = ""
    """Name of the picture."""
    credit: str = ""


def blocks(text: str, address_of: Callable[[str], str]) -> tuple[Block, ...]:
    """The blocks of a text; `address_of` gives the URL of an article by its key."""
    return tuple(_block(piece.strip(), address_of) for piece in text.split("\n\n") if piece.strip())


def plain(text: str) -> str:
    """A paragraph without its inline markup."""
    return LINK.sub(r"\1", _STRONG.sub(r"\1", text))


def first_paragraph(text: str) -> str:
    """The first paragraph of a text that is nothing else, as plain text; "" where there is none."""
    pieces = (piece.strip() for piece in text.split("\n\n"))
    return next((plain(piece) for piece in pieces if piece and not piece.startswith(("## ", "> ", "- ", "!["))), "")


def pictures(text: str) -> tuple[str, ...]:
    """The names of the pictures in a text, in order."""
    return tuple(match[2] for match in _PICTURE.finditer(text))


def _block(piece: str, address_of: Callable[[str], str]) -> Block:
    picture = _PICTURE.fullmatch(piece)
    if picture:
        return Block("picture", html=escape(picture[1]), picture=picture[2], credit=picture[3] or "")
    if piece.startswith("## "):
        return Block("heading", html=escape(piece[3:]))
    if piece.startswith("> "):
        return Block("quote", html=_inline(piece[2:].replace("\n> ", ""), address_of))
    if piece.startswith("- "):
        return Block("list", items=tuple(_inline(line[2:], address_of) for line in piece.split("\n")))
    return Block("paragraph", html=_inline(piece.replace("\n", " "), address_of))


def _inline(text: str, address_of: Callable[[str], str]) -> str:
    strong = _STRONG.sub(r"<strong>\1</strong>", escape(text, quote=False))
    return LINK.sub(lambda match: f'<a href="{escape(address_of(match[2]))}">{match[1]}</a>', strong)
