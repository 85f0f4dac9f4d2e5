"""Turning what feeds hold into plain text and into HTML, and making the addresses in it absolute."""

from __future__ import annotations

import html
import re

from samarkand import urls
from samarkand.text.markup import parse_body

_CLOSED = re.compile(
    r"</(?:a|abbr|acronym|b|big|bdi|cite|code|del|div|em|font|h[1-6]|i|ins|kbd|li|mark|nobr|ol|p|q|s|samp|small|span|strike|strong"
    r"|sub|sup|tt|u|ul|var)\s*>|<(?:br|hr|img|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
"""What shows that a text which should be plain is HTML after all."""
_REFERENCE = re.compile(r"&#?[0-9A-Za-z]{1,40};")
_AMPERSAND = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)")
_ADDRESS = re.compile(r"(<[A-Za-z][^<>]*?\s(?:href|src|poster)\s*=\s*)(\"[^\"<>]*\"|'[^'<>]*')", re.IGNORECASE)
_ABSOLUTE = re.compile(r"^\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|#)")


def plain(text: str, kind: str = "") -> str:
    """One line of plain text; `kind` is "text", "html" or "" where the format leaves it open.

    Where it is open, as in RSS, text that closes a tag of HTML is HTML, and references are decoded either way: feeds
    encode them twice more often than they mean them.
    """
    if kind == "html" or (not kind and "<" in text and _CLOSED.search(text)):
        text = parse_body(text).text if "<" in text else references_decoded(text)
    elif not kind:
        text = references_decoded(text)
    return " ".join(text.split())


def references_decoded(text: str) -> str:
    """The text with references decoded once: numbers, and the names that HTML knows; others stand as they are."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)


def as_html(text: str, kind: str = "html") -> str:
    """HTML that says the same; text that is "text" is escaped, all else is HTML already.

    A reference in plain text stays one: feeds that call it plain have cut it out of HTML.
    """
    if kind != "text":
        return text
    return _AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def absolute(body: str, base: str) -> str:
    """The HTML with relative addresses of links and pictures made absolute, and nothing else changed."""
    if not base or "=" not in body or "<" not in body:
        return body
    return _ADDRESS.sub(lambda match: match[1] + _joined(match[2], base), body)


def _joined(quoted: str, base: str) -> str:
    value = html.unescape(quoted[1:-1])
    if not value.strip() or _ABSOLUTE.match(value):
        return quoted
    joined = urls.join(base, value)
    return f'"{html.escape(joined)}"' if joined else quoted
