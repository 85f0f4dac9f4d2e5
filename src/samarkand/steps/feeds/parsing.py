"""The one door to the feed library: from the text of a feed to what the library says of it, within bounds.

The library has a strict parser and a loose one, and labours for hours over what hostile documents have a million of. So
a tree is made first: what is not well-formed is mended, what costs without being read is taken out, and only its strict
parser ever sees what is left.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import islice, pairwise
from typing import Any

import feedparser
from lxml import etree

from samarkand.steps.feeds.limits import CUT, MOST_ENTRIES, MOST_TAGS
from samarkand.steps.feeds.mending import from_root, mended, with_escaped_texts

ASIDE = "samarkand_aside"
"""Where the text of a summary in a module's words stands, which the library would take for the content."""
GUARD = "\ufdd0"
"""Stands behind what looks encoded twice (`Ã©`), which the library would join, though an article may speak of it."""

_DOUBLED = re.compile("[\xc2-\xf4][\x80-\xbf]")
_ASIDES = frozenset({
    "{http://search.yahoo.com/mrss/}description", "{http://search.yahoo.com/mrss}description",
    "{http://purl.org/dc/elements/1.1/}description", "{http://www.itunes.com/dtds/podcast-1.0.dtd}summary",
})  # fmt: skip
_UNREAD = frozenset({
    "category", "keywords", "subject", "tags",
    "block", "credit", "explicit", "license", "player", "rating", "restriction", "valid",
})  # fmt: skip
"""Elements of feeds that nobody asks for: the number of the first the library squares, at the others it can fail."""
_AUTHORS = frozenset({"author", "creator", "managingeditor", "webmaster", "publisher"})
_PERSON = frozenset({"name", "email", "uri", "url", "homepage"})
_NAME_AND_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)$|([^<>@()]+?)\s*[<(]\S+@\S+[>)]$")
_LINES = frozenset({
    "pubdate", "published", "issued", "updated", "modified",
    "lastbuilddate", "created", "date", "expirationdate", "valid",
})  # fmt: skip
_LONGEST_LINE = 1_000
_LONGEST_ADDRESS = 4_000
_MOST_SPACES = 200
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_ENTRIES = frozenset({"item", "entry"})
_INHERITED = {
    "{http://www.w3.org/XML/1998/namespace}base": _LONGEST_ADDRESS,
    "base": _LONGEST_ADDRESS,
    "{http://www.w3.org/XML/1998/namespace}lang": 100,
    "lang": 100,
}
_END = "<samarkand_end/>"
"""Without it the tree would lack a text that is cut off inside an element."""
_CUT_OFF = etree.ErrorTypes.ERR_TAG_NOT_FINISHED
"""What the tree's parser says of elements that are still open at the end."""
_SPACE = re.compile(r"\sxmlns(?::[^\s=\"'<>]{1,100})?\s*=\s*[\"']([^\"'<>]*+)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the library found."""

    root: str = ""
    """The name of the root element in lower case, without a prefix; "" where there is none."""
    version: str = ""
    feed: Mapping[str, Any] = field(default_factory=dict)
    entries: tuple[Mapping[str, Any], ...] = ()
    trouble: str = ""
    """What is amiss; where there is no root, why nothing could be read."""


def parse(text: str) -> Parsed:
    """What the library says of a feed's text, with the library's own keys; never raises for what the text is."""
    prolog, body = from_root(text)
    if _has_odd_spaces(body):
        return Parsed(trouble="too many namespaces, or one that is too long")
    root, faults = (
        _tree(body) if body.count("<") <= MOST_TAGS else (None, [(0, "too many tags; the rest was left out")])
    )
    fault = faults[0][1] if faults else ""
    if faults:
        body = mended(prolog, body)
        root, faults = _tree(body + _END)
        if _is_torn(faults):
            body = with_escaped_texts(body)
            root, faults = _tree(body + _END)
        if _is_torn(faults):
            root = _in_pieces(body)
    if root is None:
        return Parsed()
    name, cut = _local(root), _prune(root)
    found = _asked(_doctype(prolog) + etree.tostring(root, encoding="unicode"))
    if found is None:
        return Parsed(trouble="the library that reads feeds failed at it")
    notes = (cut, fault and f"not well-formed: {fault}")
    return Parsed(
        root=name,
        version=found["version"] or "",
        feed=dict(found["feed"]),
        entries=tuple(dict(entry) for entry in found["entries"]),
        trouble="; ".join(note for note in notes if note),
    )


def _is_torn(faults: list[tuple[int, str]]) -> bool:
    """Whether there is more amiss than that the end is missing."""
    return any(kind != _CUT_OFF for kind, _ in faults)


def _asked(text: str) -> Mapping[str, Any] | None:
    """What the library says of a document; None where it fails, which it does in many ways."""
    data = _DOUBLED.sub(rf"\g<0>{GUARD}", text).encode("utf-8", "replace")
    try:
        return feedparser.parse(  # type: ignore[no-any-return]
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001  (IndexError, KeyError, OverflowError …, whatever a strange document brings about)
        return None


def _doctype(prolog: str) -> str:
    """What tells the library Netscape's RSS 0.91 from the other."""
    return '<!DOCTYPE rss SYSTEM "netscape">' if "netscape.com" in prolog[:1000].lower() else ""


def _has_odd_spaces(text: str) -> bool:
    """Whether there are so many namespaces, or so long ones, that the library would take hours over them."""
    spaces = {match[1] for match in _SPACE.finditer(text)}
    return len(spaces) > _MOST_SPACES or any(len(space) > _LONGEST_ADDRESS for space in spaces)


def _tree(text: str) -> tuple[etree._Element | None, list[tuple[int, str]]]:
    """(the root, the faults: kind, and one line that says where and what) of a text; no root where there is none."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        etree.strip_elements(root, _END[1:-2], with_tail=False)
    return root, [
        (entry.type, " ".join(f"line {entry.line}: {entry.message}"[:200].split()))
        for entry in parser.error_log
        if entry.level >= etree.ErrorLevels.ERROR
    ]


def _in_pieces(text: str) -> etree._Element | None:
    """The root of a text whose tags do not fit each other, each entry read by itself, so that none spoils the next."""
    starts = [match.start() for match in islice(_ENTRY.finditer(text), MOST_ENTRIES + 1)]
    root, _ = _tree((text[: starts[0]] if starts else text) + _END)
    if root is None:
        return None
    spaces = "".join(f' xmlns{f":{prefix}" if prefix else ""}="{escape(uri)}"' for prefix, uri in root.nsmap.items())
    for start, end in pairwise([*starts, len(text)]):
        piece, _ = _tree(f"<piece{spaces}>{text[start:end]}{_END}")
        if piece is not None:
            root.extend(piece)
    return root


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _prune(root: etree._Element) -> str:
    """Take out of a tree what the library would labour over or mistake; why entries were left out, or ""."""
    entries = []
    etree.strip_elements(root, "{*}textInput", "{*}textinput", with_tail=False)
    for element in list(root.iter(etree.Element)):
        name = _local(element)
        _drop_odd_attributes(element)
        if name in _ENTRIES:
            entries.append(element)
        elif name in _UNREAD:
            _rename(element, "samarkand_unread")
        elif str(element.tag).lower() in _ASIDES:
            _rename(element, ASIDE)
        elif name in _AUTHORS:
            _tell_name(element)
        elif name in _LINES:
            _set_text(element, "".join(element.itertext())[:_LONGEST_LINE])
    for element in entries[MOST_ENTRIES:]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return CUT if len(entries) > MOST_ENTRIES else ""


def _drop_odd_attributes(element: etree._Element) -> None:
    """Drop bases and languages too long to be any, which the library copies for each element inside, and lost prefixes.

    A prefix that nobody declared would make the library take its loose parser.
    """
    for key, longest in _INHERITED.items():
        if len(element.attrib.get(key, "")) > longest:
            del element.attrib[key]
    if ":" in str(element.tag).rpartition("}")[2]:
        element.tag = str(element.tag).replace(":", "_")
    for key in [key for key in element.attrib if ":" in str(key).rpartition("}")[2]]:
        del element.attrib[key]


def _rename(element: etree._Element, name: str) -> None:
    element.tag = name
    element.attrib.clear()


def _set_text(element: etree._Element, text: str) -> None:
    del element[:]
    element.text = text


def _tell_name(element: etree._Element) -> None:
    """Make a line that names an author a person with a name, since the library cuts mail addresses out of lines."""
    if any(_local(child) in _PERSON for child in element.iterchildren(etree.Element)):
        for child in element:
            _set_text(child, "".join(child.itertext())[:_LONGEST_LINE])
        return
    line = " ".join("".join(element.itertext())[:_LONGEST_LINE].split())
    match = _NAME_AND_MAIL.match(line)
    _set_text(element, "")
    if line:
        etree.SubElement(element, "name").text = (match[1] or match[2]).strip() if match else line
