"""Well-formed, valid XHTML from a sanitised tree, whose nesting may be anything: blocks in blocks, words in words, lists of items.

What is written here is HTML too. The content model is HTML's own (HTML Living Standard, 3.2.5), narrowed: what fits nowhere
gives way to what it holds, and no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import urlsplit

from samarkand.text.markup import Element, Node, Text
from samarkand.text.plain import text_of

DEEPEST = 40
"""Elements within one another; of what lies deeper the words alone are kept."""

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset(("p", "dt", "dd", "figcaption", "caption", "summary", "pre", *_HEADINGS))
"""Blocks that hold words and no blocks."""
_LISTS = frozenset(("ul", "ol"))
_ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
_BLOCKS = frozenset(
    (
        *_LINES,
        *_LISTS,
        *_ROWS,
        "li",
        "div",
        "address",
        "blockquote",
        "figure",
        "table",
        "td",
        "th",
        "hr",
        "dl",
        "details",
    )
)
_INLINE = frozenset(
    ("b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var")
)  # fmt: skip
_CLASSES = frozenset(("picture", "caption", "missing", "why", "alt", "address"))
"""Those that our own elements have: the classes of others are gone by now."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef\x7f-\x9f]")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_IN_A_PATH = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]")

Address = Callable[[str], str]
"""Where a picture of ours lies for a page -> where it lies for this file."""


def words(text: str) -> str:
    """Text with what XML cannot hold left out, and everything else escaped; good between quotes too."""
    return escape(_NOT_IN_XML.sub("", text))


def link_to(url: str) -> str:
    """An address that every reader takes for one; "" where none can be made of it."""
    try:
        parts = urlsplit(_NOT_IN_XML.sub("", url).strip())
        host = (parts.hostname or "").encode("idna").decode().lower() if parts.hostname else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return ""
    rest = "".join(f"{sign}{_encoded(part)}" for sign, part in (("?", parts.query), ("#", parts.fragment)) if part)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{_encoded(parts.path) or '/'}{rest}"


def _encoded(text: str) -> str:
    return _IN_A_PATH.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), text)


def xhtml(root: Element, address: Address) -> str:
    """What a tree holds, as blocks. Costs a walk of the tree; what was deeper than DEEPEST is told without its markup."""
    return _Writer(root, address).flow(root.children, 0)


class _Writer:
    def __init__(self, root: Element, address: Address) -> None:
        self._address = address
        self._with_blocks: set[Element] = set()
        """Elements that hold a block, however deep."""
        for element in reversed([node for node in root.descendants if isinstance(node, Element)]):
            is_block = any(
                isinstance(node, Element) and (node.tag in _BLOCKS or node in self._with_blocks)
                for node in element.children
            )
            if is_block:
                self._with_blocks.add(element)

    def flow(self, nodes: Iterable[Node], depth: int) -> str:
        """Blocks; words between them become paragraphs."""
        out: list[str] = []
        run: list[Node] = []

        def end_run() -> None:
            line = self._line(run, depth)
            if line.strip():
                out.append(f"<p>{line}</p>\n")
            run.clear()

        for node in nodes:
            if isinstance(node, Element) and (node.tag in _BLOCKS or node in self._with_blocks):
                end_run()
                out.append(self._block(node, depth + 1))
            else:
                run.append(node)
        end_run()
        return "".join(out)

    def _block(self, element: Element, depth: int) -> str:
        tag = element.tag
        if depth > DEEPEST:
            text = words(text_of(element))
            made = f"<p>{text}</p>\n" if text else ""
        elif tag == "hr":
            made = "<hr/>\n"
        elif tag in _LINES and element not in self._with_blocks:
            made = self._paragraph(element, depth)
        elif tag in _LISTS:
            made = self._list(element, depth)
        elif tag == "table":
            made = self._table(element, depth)
        else:
            made = self.flow(element.children, depth)
            if tag in {"blockquote", "figure"} and made:
                made = f"<{tag}>\n{made}</{tag}>\n"
        return made

    def _paragraph(self, element: Element, depth: int) -> str:
        line = self._line(element.children, depth)
        if not line.strip():
            return ""
        kept = element.tag in _HEADINGS or element.tag == "pre"
        tag = element.tag if kept else "p"
        return f"<{tag}{_attributes(element)}>{line}</{tag}>\n"

    def _list(self, element: Element, depth: int) -> str:
        items = []
        for node in element.children:
            if isinstance(node, Element) and node.tag == "li":
                items.append(self.flow(node.children, depth + 1))
            else:
                items.append(self.flow([node], depth + 1))
        kept = "".join(f"<li>{item}</li>\n" for item in items if item)
        return f"<{element.tag}>\n{kept}</{element.tag}>\n" if kept else ""

    def _table(self, element: Element, depth: int) -> str:
        """Rows of cells; what stands between them comes before, and a cell spans nothing."""
        before: list[str] = []
        rows: list[str] = []
        waiting: list[Node] = list(reversed(element.children))
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element) and node.tag == "tr":
                cells = [each for each in node.children if isinstance(each, Element) and each.tag in {"td", "th"}]
                loose = [each for each in node.children if each not in cells]
                before.append(self.flow(loose, depth + 1))
                row = "".join(f"<{each.tag}>{self.flow(each.children, depth + 2)}</{each.tag}>" for each in cells)
                rows.append(f"<tr>{row}</tr>\n" if row else "")
            elif isinstance(node, Element) and node.tag in _ROWS:
                waiting += reversed(node.children)
            else:
                before.append(self.flow([node], depth + 1))
        kept = "".join(rows)
        return "".join(before) + (f"<table>\n{kept}</table>\n" if kept else "")

    def _line(self, nodes: Iterable[Node], depth: int, *, is_linked: bool = False) -> str:
        """Words with inline markup; no link stands within a link."""
        out = []
        for node in nodes:
            if isinstance(node, Text):
                out.append(words(node.data))
            elif isinstance(node, Element):
                out.append(self._inline(node, depth + 1, is_linked=is_linked))
        return "".join(out)

    def _inline(self, element: Element, depth: int, *, is_linked: bool) -> str:
        tag = element.tag
        if tag in {"br", "wbr"}:
            return f"<{tag}/>"
        if tag == "img":
            return self._picture(element)
        if depth > DEEPEST:
            return words(text_of(element))
        if tag == "a":
            return self._link(element, depth, is_linked=is_linked)
        inside = self._line(element.children, depth, is_linked=is_linked) if tag != "rp" else ""
        if tag == "rt":  # above the line where there is room for it; here behind the word
            inside = f"（{inside}）" if inside.strip() else ""
        kept = _attributes(element)
        is_shown = inside and tag in _INLINE and (tag != "span" or kept)
        return f"<{tag}{kept}>{inside}</{tag}>" if is_shown else inside

    def _link(self, element: Element, depth: int, *, is_linked: bool) -> str:
        href = "" if is_linked else link_to(element.attr("href") or "")
        inside = self._line(element.children, depth, is_linked=is_linked or bool(href))
        if not href:
            return inside
        return f'<a href="{words(href)}" rel="nofollow noreferrer noopener"{_attributes(element)}>{inside}</a>'

    def _picture(self, element: Element) -> str:
        source = self._address(element.attr("src") or "")
        return f'<img src="{words(source)}" alt="{words(element.attr("alt") or "")}"/>' if source else ""


def _attributes(element: Element) -> str:
    """Language, direction, and a class of ours."""
    language, direction, kind = (element.attr(name) or "" for name in ("lang", "dir", "class"))
    told = f' lang="{language}" xml:lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    told += f' dir="{direction}"' if direction in {"ltr", "rtl"} else ""
    return told + (f' class="{kind}"' if kind in _CLASSES else "")
