"""A page of the reader made one of files: links become relative, and what only a server can do is taken out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

HOST = "http://site.invalid"
"""Under which feeds are rendered: nobody's name (RFC 2606), so that it can be found and replaced."""

Target = Callable[[str], str]
"""An address of the reader, from its `/` on -> what leads there from the page in hand; "" where no page of the site does."""

# Only the attributes of tags: in text, `<` never stands as itself. Each of our tags holds one of them at most.
_LINK = re.compile(r'(<(?:a|img|script)\b[^<>]*?)\s(href|src)="([^"]*)"')
_RESOURCE = re.compile(r'(<link\b[^<>]*?\shref=")([^"]*)("[^<>]*>\n?)')
_FORM = re.compile(r'(<form\b[^<>]*?\saction=")([^"]*)("[^<>]*>)(.*?</form>\n?)', re.DOTALL)
_ABSOLUTE = re.compile(re.escape(HOST) + r"""(/[^\s"'<>]*?)(?=&quot;|["'<>\s]|$)""")


def linked(page: str, target: Target) -> str:
    """A page whose addresses of ours are links between files.

    Where a link leads to no page of the site, its words stay; a form that no page of the site answers goes.
    """
    page = _FORM.sub(lambda found: _form(found, target), page)
    page = _RESOURCE.sub(lambda found: _resource(found, target), page)
    return _LINK.sub(lambda found: _link(found, target), page)


def linked_feed(feed: str, target: Target) -> str:
    """A feed whose addresses of ours are those of files."""

    def one(found: re.Match[str]) -> str:
        return escape(target(unescape(unescape(found[1]))))

    return _ABSOLUTE.sub(one, feed)


def _link(found: re.Match[str], target: Target) -> str:
    address = unescape(found[3])
    if not _is_ours(address):
        return found[0]
    there = target(address)
    return f'{found[1]} {found[2]}="{escape(there)}"' if there else found[1]


def _resource(found: re.Match[str], target: Target) -> str:
    address = unescape(found[2])
    if not _is_ours(address):
        return found[0]
    there = target(address)
    return f"{found[1]}{escape(there)}{found[3]}" if there else ""


def _form(found: re.Match[str], target: Target) -> str:
    there = target(unescape(found[2]))
    return f"{found[1]}{escape(there)}{found[3]}{found[4]}" if there else ""


def _is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")
