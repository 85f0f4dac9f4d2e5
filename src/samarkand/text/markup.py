"""The one door to the HTML library: trees from markup, and what can be asked of them.

Everything else says `from samarkand.text.markup import …`, so that the library could be changed here alone.
"""

from __future__ import annotations

from turbohtml import Document, Element, Node, Text, parse, parse_fragment

__all__ = ["Document", "Element", "Node", "Text", "parse_body", "parse_page"]


def parse_page(markup: str | bytes, encoding: str | None = None) -> Document:
    """The tree of a whole page. Bytes are decoded as a browser does; `encoding` is what the transport declared."""
    try:
        return parse(markup, encoding=encoding, detect_encoding=True, positions=False)
    except LookupError:  # a charset that no browser knows
        return parse(markup, detect_encoding=True, positions=False)


def parse_body(html: str) -> Element:
    """The tree of a piece of HTML, as it would stand inside `<body>`; the element that is returned holds it."""
    fragment = parse_fragment(html)
    assert isinstance(fragment, Element)
    return fragment
