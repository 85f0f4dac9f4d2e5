"""What only made distance in the outlet's layout, taken out of a body: empty blocks, line breaks at their edges."""

from __future__ import annotations

from samarkand.text.markup import Element, Node, Text

_FULL = frozenset(("img", "hr", "td", "th"))
"""Elements that are something without a text."""
_KEPT = frozenset(("br", "col", "colgroup", "wbr"))
"""Elements that are empty by nature; breaks are judged by what stands beside them."""
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
        if element.tag in _KEPT:
            continue
        _drop_breaks(element, is_block=element.tag not in _INLINE)
        if element.tag in _FULL or any(_is_full(node, full) for node in element.children):
            full.add(element)
        elif element is not root and not any(isinstance(node, Element) for node in element.children):
            _vanish(element)


def _is_full(node: Node, full: set[Element]) -> bool:
    return node in full if isinstance(node, Element) else isinstance(node, Text) and bool(node.data.strip())


def _vanish(element: Element) -> None:
    """A block without content goes; what stood inside a line leaves its blank behind."""
    if element.tag in _INLINE and element.children:
        element.replace_with(Text(" "))
    else:
        element.extract()


def _drop_breaks(element: Element, *, is_block: bool) -> None:
    """Line breaks at the edges of a block or beside a picture, which stands alone, and all but two of those in a row."""
    run: list[Node] = []
    at_edge = is_block
    for node in list(element.children):
        if isinstance(node, Element) and node.tag == "br":
            run.append(node)
        elif isinstance(node, Element) or (isinstance(node, Text) and node.data.strip()):
            is_picture = isinstance(node, Element) and node.tag == "img"
            for spare in run[0 if at_edge or is_picture else _BREAKS :]:
                spare.extract()
            run, at_edge = [], is_picture
    for spare in run[0 if at_edge or is_block else _BREAKS :]:
        spare.extract()
