"""The one door to the HTML library: trees from markup, and what can be asked of them.

Everything else says `from samarkand.text.markup import …`, so that the library could be changed here alone.
"""

from __future__ import annotations

from turbohtml import Document, Element, Node, Text, parse, parse_fragment
from turbohtml.clean import OnDisallowed, Policy, Sanitizer
from turbohtml.detect import detect

__all__ = [
    "Document",
    "Element",
    "Node",
    "OnDisallowed",
    "Policy",
    "Sanitizer",
    "Text",
    "decode_as",
    "likely_encoding",
    "parse_body",
    "parse_page",
]


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


def likely_encoding(data: bytes) -> str:
    """The encoding that bytes without a declaration most likely have, by its name on the web; "" for no bytes."""
    return (detect(data).encoding or "").lower()


def decode_as(data: bytes, label: str) -> str | None:
    """The text of bytes as a browser decodes them under a label of the web, U+FFFD for what is malformed.

    None for a label that no browser knows. A browser's Big5 and GBK are wider than those of Python.
    """
    try:
        return data.decode(f"whatwg-{label.strip().lower()}")
    except (LookupError, ValueError):
        return None
