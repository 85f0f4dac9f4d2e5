"""Plain text of a body: one line a block, as spans count it, with what belongs to the outlet's page set apart.

The rules: `script`, `style` and their like are dropped; every block element and `br` begins and ends a line; inline tags
vanish; runs of white space (also U+00A0 and U+3000) become one space; lines are stripped; empty lines go.
The tree comes from `text.markup`; what is furniture is told by CSS selectors and line patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from samarkand.text.markup import Element, Node, Text, parse_body
from samarkand.text.surrogates import well_formed

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("small", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
"""Elements that begin and end a line."""

SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "noembed", "noframes"))
"""Elements whose content no reader sees; what an `iframe` holds is for browsers that know none."""

_BLANKS = re.compile(r"[\s\u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed body; which of its elements are furniture, and which are to be noted on the way."""

    root: Element
    furniture: frozenset[Element] = frozenset()
    noted: frozenset[Element] = frozenset()


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a body in reading order."""

    kept: tuple[str, ...]
    """What the article says."""
    furniture: tuple[str, ...]
    """What belongs to the outlet's page."""
    noted: tuple[Element, ...] = ()
    """Those of the elements to be noted that are no furniture and not hidden, in reading order."""

    @property
    def text(self) -> str:
        """The plain text: the kept lines joined by line feeds."""
        return "\n".join(self.kept)


def body_of(html: str, furniture: str = "", noted: str = "") -> Body:
    """The body that HTML makes, and what two CSS selectors find in it. Raises ValueError for one that cannot be read."""
    root = parse_body(html)
    return Body(
        root,
        frozenset(root.select(furniture)) if furniture else frozenset(),
        frozenset(root.select(noted)) if noted else frozenset(),
    )


def plain_text(html: str) -> str:
    """The plain text of body HTML, nothing taken for furniture."""
    return lines_of(body_of(html)).text


def lines_of(body: Body, patterns: Sequence[re.Pattern[str]] = ()) -> Lines:
    """The lines of a body. Furniture is what its furniture elements hold, and each line that a pattern matches whole."""
    walk = _Walk(body)
    kept: list[str] = []
    dropped = _lines(walk.dropped)
    for line in _lines(walk.kept):
        for pattern in patterns:
            if pattern.fullmatch(line):
                dropped.append(line)
                break
        else:
            kept.append(line)
    return Lines(tuple(kept), tuple(dropped), tuple(walk.noted))


def text_of(element: Element, furniture: frozenset[Element] = frozenset()) -> str:
    """The text of one element on one line, without furniture inside it."""
    return " ".join(_lines(_Walk(Body(element, furniture)).kept))


def pieces_of(root: Element) -> Iterator[Text | None]:
    """The texts of a tree in reading order; None where a line ends. Without recursion."""
    stack: list[tuple[bool, Iterator[Node]]] = [(False, iter(root.children))]
    while stack:
        is_block, rest = stack[-1]
        node = next(rest, None)
        if isinstance(node, Text):
            yield node
            continue
        if node is None:
            stack.pop()
        elif isinstance(node, Element) and node.tag not in SILENT:
            is_block = node.tag in BLOCKS
            stack.append((is_block, iter(node.children)))
        else:
            continue
        if is_block:
            yield None


def drop_lines(root: Element, patterns: Sequence[re.Pattern[str]]) -> None:
    """Take out of a tree the text of each line that a pattern matches whole; what held it stays, empty."""
    line: list[Text] = []
    dropped: list[Text] = []
    for piece in chain(pieces_of(root), (None,)):
        if piece is not None:
            line.append(piece)
            continue
        text = _BLANKS.sub(" ", "".join(part.data for part in line)).strip()
        if text and any(pattern.fullmatch(text) for pattern in patterns):
            dropped += line
        line = []
    for part in dropped:
        part.extract()


class _Walk:
    """A body in reading order: pieces of text and line ends of the article and of the furniture, and what was noted."""

    def __init__(self, body: Body) -> None:
        self.kept: list[str] = []
        self.dropped: list[str] = []
        self.noted: list[Element] = []
        self._go(body)

    def _go(self, body: Body) -> None:
        """Without recursion, since a hostile body may be 100,000 elements deep."""
        out = self.kept
        furniture, noted = body.furniture, body.noted
        stack = [iter(body.root.children)]
        closings: list[tuple[str, list[str]]] = []  # what ends each open element, and where its siblings' text goes
        while stack:
            for node in stack[-1]:
                if isinstance(node, Text):
                    out.append(node.data.replace("\n", " "))
                    continue
                if not isinstance(node, Element):
                    continue
                if noted and node in noted and out is self.kept and node not in furniture:
                    self.noted.append(node)
                if (tag := node.tag) in SILENT:
                    continue
                edge = "\n" if tag in BLOCKS else ""
                out.append(edge)
                if children := node.children:
                    closings.append((edge, out))
                    stack.append(iter(children))
                    if furniture and node in furniture:
                        out = self.dropped
                        out.append("\n")
                    break
            else:
                stack.pop()
                if closings:
                    edge, out = closings.pop()
                    out.append(edge)


def _lines(pieces: list[str]) -> list[str]:
    """The lines that pieces of text make, without empty ones. What UTF-8 cannot hold becomes U+FFFD."""
    text = well_formed("".join(pieces))
    return [" ".join(words) for line in text.split("\n") if (words := line.split())]
