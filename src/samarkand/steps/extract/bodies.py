"""The HTML of an article made of chosen blocks and pictures: clean, on one line, addresses absolute.

Nothing of the page's markup passes through: elements are written anew from a short list, with `href`, `src` and `alt`
as the only attributes.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from samarkand import urls
from samarkand.model.articles import Picture
from samarkand.steps.extract.blocks import UNSEEN, Block, Frame
from samarkand.steps.extract.choosing import Choice
from samarkand.steps.extract.pictures import Placed
from samarkand.text.markup import Element, Node, Text

_INLINE = {"b": "strong", "i": "em"} | {
    name: name
    for name in (
        *("strong", "em", "sub", "sup", "code", "kbd", "samp", "var", "u", "s", "del", "ins", "mark", "q", "cite"),
        *("abbr", "ruby", "rt", "rp", "bdi", "dfn"),
    )
}
"""What stands inside a line, and what it is written as."""
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_LEAVES = frozenset((*_HEADINGS.values(), "li", "td", "th", "pre"))
"""Elements that hold lines, not paragraphs."""
_NEEDS = {"li": {"ul", "ol"}, "tr": {"table"}, "td": {"tr"}, "th": {"tr"}}
_WORDY = 25
"""Words a cell from which a table is taken for layout."""
_DEEPEST = 40
"""Inline elements inside one another; what lies deeper is written as text."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

Path = list[tuple[str, int]]
"""Elements around a block, outermost first: what they are written as, and which frame they were."""


def body_of(choice: Choice, pictures: Sequence[Placed], base: str) -> str:
    """The article's HTML. `base` is what relative addresses start from."""
    return _Writer(choice, base).write(pictures)


class _Writer:
    def __init__(self, choice: Choice, base: str) -> None:
        self.choice = choice
        self.base = base
        self.out: list[str] = []
        self.open: Path = []
        self.layout = _layout_tables(choice)

    def write(self, pictures: Sequence[Placed]) -> str:
        waiting = list(pictures)
        for block in self.choice.blocks:
            while waiting and waiting[0].index <= block.index:
                self._picture(waiting.pop(0).picture)
            self._block(block)
        self._move([])
        for placed in waiting:
            self._picture(placed.picture)
        return "".join(self.out)

    def _picture(self, picture: Picture) -> None:
        self._move([])
        caption = f"<figcaption>{_escaped(picture.caption)}</figcaption>" if picture.caption else ""
        source, alt = html.escape(picture.src), html.escape(_CONTROLS.sub("", picture.alt))
        self.out.append(f'<figure><img src="{source}" alt="{alt}">{caption}</figure>')

    def _block(self, block: Block) -> None:
        line = " ".join("".join(self._inline(node, 0) for node in block.nodes).split())
        path = self._path(block.frame)
        if path and path[-1][0] in _LEAVES:
            again = path == self.open
            self._move(path)
            self.out.append(f"<br>{line}" if again else line)
        else:
            self._move(path)
            self.out.append(f"<p>{line}</p>")

    def _path(self, frame: Frame) -> Path:
        path: Path = []
        for around in reversed(frame.below(self.choice.container)):
            tag = around.element.tag
            name = _HEADINGS.get(tag, tag)
            if name not in {"ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th", *_HEADINGS.values()}:
                continue
            if around.index in self.layout or (name in _NEEDS and (not path or path[-1][0] not in _NEEDS[name])):
                continue
            if path and path[-1][0] in _LEAVES and path[-1][0] != "li":
                continue
            path.append((name, around.index))
        while path and path[-1][0] in {"ul", "ol", "table", "tr"}:  # text between the items
            path.pop()
        return path

    def _move(self, path: Path) -> None:
        """Closes and opens elements until those of `path` are open."""
        common = 0
        while common < min(len(path), len(self.open)) and path[common] == self.open[common]:
            common += 1
        self.out += [f"</{name}>" for name, _ in reversed(self.open[common:])]
        self.out += [f"<{name}>" for name, _ in path[common:]]
        self.open = path

    def _inline(self, node: Node, depth: int) -> str:
        if isinstance(node, Text):
            return _escaped(node.data)
        if not isinstance(node, Element) or node.tag in UNSEEN:
            return ""
        inner = (
            _escaped(node.text)
            if depth > _DEEPEST
            else "".join(self._inline(each, depth + 1) for each in node.children)
        )
        if not inner.strip():
            return inner
        if node.tag == "a":
            address = urls.join(self.base, node.attr("href") or "")
            return f'<a href="{html.escape(address)}">{inner}</a>' if address else inner
        name = _INLINE.get(node.tag)
        return f"<{name}>{inner}</{name}>" if name else inner


def _escaped(text: str) -> str:
    return html.escape(_CONTROLS.sub("", text), quote=False)


def _layout_tables(choice: Choice) -> set[int]:
    """Tables that hold paragraphs rather than values."""
    words: Counter[int] = Counter()
    cells: dict[int, set[int]] = defaultdict(set)
    for block in choice.blocks:
        around = block.frame.below(choice.container)
        cell = next((frame.index for frame in around if frame.element.tag in {"td", "th"}), -1)
        for frame in around:
            if frame.element.tag == "table":
                words[frame.index] += len(block.words)
                cells[frame.index].add(cell)
    return {index for index, count in words.items() if count > _WORDY * len(cells[index])}
