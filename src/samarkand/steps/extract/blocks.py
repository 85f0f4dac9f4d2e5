"""A page taken apart into blocks: runs of text between the borders of paragraphs, with what surrounds each of them.

A block is what an extractor keeps or drops as a whole. Nothing is judged here; `choosing` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samarkand.text.markup import Document, Element, Node, Text

BORDERS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details"),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav"),
        *("ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "ul"),
    )
)
"""Elements that begin and end a block; all others stand inside a line."""

UNSEEN = frozenset(
    (
        *("amp-ad", "amp-iframe", "audio", "base", "button", "canvas", "datalist", "embed", "fencedframe"),
        *("head", "iframe", "input", "link", "map", "math", "meta", "meter", "noscript", "object"),
        *("optgroup", "option", "param", "progress", "script", "select", "source", "style", "svg"),
        *("template", "textarea", "title", "track", "video"),
    )
)
"""Elements whose text is no part of what a reader reads."""

DEEPEST = 100
"""Frames inside one another; what lies deeper is taken to stand in the deepest of them."""

MOST_BLOCKS = 20_000
"""A page is read up to here; no article has a tenth of it."""

WORDS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_]+")
"""What is counted as a word: a run of letters or digits; in scripts without blanks, each character."""


@dataclass(slots=True, eq=False)
class Frame:
    """What a block stands in: one border element, with all that its ancestors say of it."""

    element: Element
    parent: Frame | None
    depth: int
    index: int
    """Place in document order among frames."""
    hints: frozenset[str] = frozenset()
    """Tags and traits of the element and its ancestors, such as `nav`, `figure`, `hidden`."""
    name: str = ""
    """Its classes and its id, with blanks between them."""

    def ancestors(self) -> Iterator[Frame]:
        """The frame itself, its parent, and so on up to the page's body."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent

    def below(self, top: Frame) -> list[Frame]:
        """The frame itself, its parent, and so on, as far as they lie inside `top`; `top` itself is not among them."""
        return [frame for frame in self.ancestors() if frame.depth > top.depth]

    def lies_in(self, top: Frame) -> bool:
        """Whether `top` is the frame itself or one of its ancestors."""
        return any(frame is top for frame in self.ancestors())


@dataclass(slots=True, eq=False)
class Block:
    """A run of inline nodes inside a frame."""

    frame: Frame
    nodes: list[Node]
    text: str
    """With every run of white space made one blank."""
    words: tuple[str, ...]
    link_words: int
    """How many of the words stand inside links."""
    index: int
    """Place in document order among blocks."""
    images: tuple[Element, ...] = ()
    """The images of the run; a run of nothing else is a block without words."""

    @property
    def link_density(self) -> float:
        """The share of the words that stand inside links, 0 to 1."""
        return self.link_words / len(self.words) if self.words else 0.0


_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _name(element: Element) -> str:
    return f"{element.attr('class') or ''} {element.attr('id') or ''}".strip()


def _hints(element: Element) -> set[str]:
    hints = {element.tag}
    if "hidden" in element.attrs or _HIDDEN.search(element.attr("style") or ""):
        hints.add("hidden")
    if element.attr("aria-hidden") == "true":
        hints.add("aria-hidden")
    if role := element.attr("role"):
        hints.add(f"role={role}")
    return hints


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.frames = 0
        self._run: list[Node] = []

    def read(self, body: Element) -> list[Block]:
        """Walks without recursion: the depth of a page is not ours to trust."""
        stack: list[tuple[Frame, Iterator[Node]]] = []
        stack.append(self._enter(body, None))
        while stack and len(self.blocks) < MOST_BLOCKS:
            frame, children = stack[-1]
            child = next(children, None)
            if child is None:
                self._close(frame)
                stack.pop()
            elif isinstance(child, Text):
                self._run.append(child)
            elif isinstance(child, Element):
                self._element(child, frame, stack)
        return self.blocks

    def _element(self, child: Element, frame: Frame, stack: list[tuple[Frame, Iterator[Node]]]) -> None:
        if child.tag in UNSEEN:
            return
        if child.tag in {"br", "hr"}:
            self._close(frame)
        elif child.tag in BORDERS or _holds_border(child):
            self._close(frame)
            stack.append(self._enter(child, frame) if frame.depth < DEEPEST else (frame, iter(child.children)))
        else:
            self._run.append(child)

    def _enter(self, element: Element, parent: Frame | None) -> tuple[Frame, Iterator[Node]]:
        hints = frozenset(_hints(element) | (parent.hints if parent else set()))
        frame = Frame(element, parent, parent.depth + 1 if parent else 0, self.frames, hints, _name(element))
        self.frames += 1
        return frame, iter(element.children)

    def _close(self, frame: Frame) -> None:
        run, self._run = self._run, []
        text = " ".join("".join(_seen_text(node) for node in run).split())
        images = tuple(image for node in run if isinstance(node, Element) for image in _images(node))
        if not text and not images:
            return
        words = words_of(text)
        linked = sum(len(words_of(_seen_text(link))) for node in run for link in _links(node))
        if frame.element.closest("a") is not None:
            linked = len(words)
        self.blocks.append(Block(frame, run, text, words, min(linked, len(words)), len(self.blocks), images))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return tuple(WORDS.findall(text.lower()))


def _images(node: Element) -> Iterator[Element]:
    yield from node.iter_elements(("img", "amp-img"), include_self=True)


def _seen_text(node: Node) -> str:
    if isinstance(node, Text):
        return node.data
    if not isinstance(node, Element):
        return ""
    if node.find(list(UNSEEN)) is None:
        return node.text
    return "".join(
        piece.data
        for piece in node.descendants
        if isinstance(piece, Text) and not any(isinstance(up, Element) and up.tag in UNSEEN for up in piece.ancestors)
    )


def _links(node: Node) -> Iterator[Element]:
    if isinstance(node, Element):
        yield from node.iter_elements("a", include_self=True)


def _holds_border(element: Element) -> bool:
    return next(element.iter_elements(BORDERS), None) is not None


def blocks_of(page: Document) -> list[Block]:
    """The blocks of a page in document order, without scripts and other unseen text; at most `MOST_BLOCKS`."""
    body = page.find("body") or page.root
    return _Reader().read(body) if body is not None else []
