"""What only made distance in the outlet's layout, taken out of a body: empty blocks, line breaks at their edges."""

from __future__ import annotations

from samarkand.text.markup import Element, Node, Text

_FULL = frozenset(("img", "hr", "td", "th"))
"""Elements that are something without a text."""
_SKELETON = frozenset(("br", "caption", "col", "colgroup", "summary", "tbody", "tfoot", "thead", "tr", "wbr"))
"""Elements that stay where they are, even empty ones; breaks are judged by what stands beside them."""
_BREAKS = 2
"""Line breaks in a row that are kept: they part paragraphs in bodies that have no paragraphs."""
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "ruby"),
        *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    )
)


def tidy(root: Element) -> None:
    """Take out, from the innermost outwards, elements without text or picture, and line breaks that part nothing."""
    elements = [root, *(node for node in root.descendants if isinstance(node, Element))]
    full: set[Element] = set()
    for element in reversed(elements):
        _drop_breaks(element, full)
        if element.tag in _FULL or any(_is_full(node, full) for node in element.children):
            full.add(element)
        elif element is not root and element.tag not in _SKELETON:
            _vanish(element)


def _is_full(node: Node, full: set[Element]) -> bool:
    return node in full if isinstance(node, Element) else isinstance(node, Text) and bool(node.data.strip())


def _vanish(element: Element) -> None:
    """What held nothing goes: inside a line it leaves its blanks and breaks, elsewhere the end of the line that it made."""
    if element.tag in _INLINE:
        element.unwrap()
    else:
        element.replace_with(Element("br"))


def _drop_breaks(element: Element, full: set[Element]) -> None:
    """Line breaks at the edges of a block or beside one, or beside a picture; and all but two of those in a row."""
    is_block = element.tag not in _INLINE
    run: list[Node] = []
    at_edge = is_block
    for node in list(element.children):
        if isinstance(node, Element) and node.tag == "br":
            run.append(node)
        elif _is_full(node, full):
            is_edge = isinstance(node, Element) and node.tag not in _INLINE
            for spare in run[0 if at_edge or is_edge else _BREAKS :]:
                spare.extract()
            run, at_edge = [], is_edge
    for spare in run[0 if at_edge or is_block else _BREAKS :]:
        spare.extract()
