"""Elements out of XML, however broken: one pass, in time linear in the text; nothing outside the text is ever fetched.

A strict parser refuses what half of the world publishes, so this one refuses nothing: it closes what was left open,
passes over what closes nothing, knows the entities of HTML, and keeps a note of the first fault. Entities that a
document declares are used where they are plain text; one that speaks of another is left unresolved, so a small
document cannot grow. Names come in lower case, with the usual prefix of their namespace (`dc:creator`), whatever
prefix the document chose.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from types import MappingProxyType

from samarkand.text.references import REFERENCE, character_of, declared_entities, printable

NAMESPACES = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/net/rss1.1#": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/pie/": "",
    "http://purl.org/echo/": "",
    "http://example.com/necho": "",
    "http://example.com/newformat#": "",
    "uri/of/echo/namespace#": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://blogs.yandex.ru/schema/foaf/": "ya",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/math/mathml": "math",
    "http://www.w3.org/1999/xlink": "xlink",
}
"""Namespaces in lower case and the prefix that their names get here; "" for those of feeds themselves."""

_UNDECLARED = MappingProxyType({"": "", "atom": "", "rss": "", "html": "xhtml"})
"""What prefixes mean where the document does not say."""

DEEPEST = 200
"""Elements below it are not kept, only their text."""
MOST_KEPT = 200_000
"""Elements that are held at one time; what comes after is passed over."""
MOST_GROWN = 1_000_000
"""Characters that the entities declared by a document may put in their place, all in all."""
MOST_TAGS = 3_000_000
"""Tags that are read of one document."""

_NAME = r"[^\s<>/=!?\"'&][^\s<>/=\"']*+"
_START = re.compile(rf"<({_NAME})((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_START_LOOSE = re.compile(rf"<({_NAME})([^<>]*+)>?")
_END = re.compile(r"</\s*+([^\s<>/]*+)[^<>]*+>?")
_ATTRIBUTE = re.compile(r"([^\s=<>\"'/]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++))")
_MOST_PREFIXES = 64
_MARKUP = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(slots=True, eq=False)
class Element:
    """An element with what stands directly in it."""

    name: str
    attributes: Mapping[str, str]
    parent: Element | None
    spaces: Mapping[str, str]
    """Prefixes in force here -> the usual prefix of their namespace."""
    start: int
    """Where its content begins in the text, in characters."""
    end: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own character data, references decoded once; that of its children left out."""
        return "".join(self.pieces).strip()

    @property
    def is_opaque(self) -> bool:
        """Whether its content is foreign markup, by its own word (`type="xhtml"`, `mode="xml"`)."""
        kind = self.attributes.get("type", "").lower()
        return kind.endswith(("xhtml", "/xml", "+xml")) and self.attributes.get("mode") != "escaped"

    def inherited(self, attribute: str) -> str:
        """The nearest value of an attribute, its own or that of an element around it; "" where there is none."""
        around: Element | None = self
        while around is not None:
            if value := around.attributes.get(attribute):
                return value
            around = around.parent
        return ""

    def all(self, *names: str) -> Iterator[Element]:
        """The children of these names: all of the first name, then all of the next."""
        return (child for name in names for child in self.children if child.name == name)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a reader may assume of a format, to mend what is broken."""

    handed_out: frozenset[str] = frozenset()
    """Elements that never lie in one another; each is handed out as it closes, and then forgotten."""
    leaves: frozenset[str] = frozenset()
    """Elements that never lie in one another: the start of one ends another that was left open."""
    opaque: frozenset[str] = frozenset()
    """Elements that may hold foreign markup; they are opaque only if they say so."""


class Elements:
    """A reading of one text. Iterate it once; then `root` holds what was not handed out, and `fault` what was amiss."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        """Nothing is read before the iteration."""
        self.text = text
        self.grammar = grammar
        self.fault = ""
        self.root = Element("", {}, None, _UNDECLARED, 0, len(text))
        self._open = [self.root]
        self._names: Counter[str] = Counter()
        self._opaque_depth = 0
        self._below = 0
        self._kept = self._kept_outside = 0
        self._entities = declared_entities(text)
        self._grown = 0

    def __iter__(self) -> Iterator[Element]:
        """Each element of `grammar.handed_out` as it closes."""
        text, find, at, tags = self.text, self.text.find, 0, 0
        while (mark := find("<", at)) >= 0 and tags < MOST_TAGS:
            if mark > at:
                self._data(text[at:mark])
            following = text[mark + 1 : mark + 2]
            if following in {"!", "?"}:
                at = self._declaration(mark)
            elif following == "/":
                at = yield from self._end_tag(mark)
                tags += 1
            else:
                at = yield from self._start_tag(mark)
                tags += 1
        if tags >= MOST_TAGS:
            self._note(at, "too many tags; the rest was left out")
        elif at < len(text):
            self._data(text[at:])
        if len(self._open) > 1:
            self._note(len(text), f"<{self._open[-1].name}> is not closed")
        yield from self._close(1, len(text))

    def markup(self, element: Element) -> str:
        """The content of an element as it stands in the text, CDATA sections escaped, prefixes of what HTML knows taken off."""
        inner = self.text[element.start : element.end]
        if "<![CDATA[" in inner:
            inner = "".join(_escape_sections(inner))
        for prefix, meaning in {**element.spaces, **_declared_prefixes(inner)}.items():
            if prefix and meaning in {"xhtml", "svg", "math"}:
                inner = re.sub(rf"(</?){re.escape(prefix)}:", r"\1", inner)
        return inner.strip()

    def _data(self, raw: str) -> None:
        if not self._opaque_depth:
            self._open[-1].pieces.append(self._decode(raw) if "&" in raw else printable(raw))

    def _decode(self, raw: str) -> str:
        return printable(REFERENCE.sub(self._referred, raw))

    def _referred(self, match: re.Match[str]) -> str:
        name = match[3]
        if not name:
            return character_of(match)
        meaning = self._entities.get(name)
        if meaning is not None and self._grown < MOST_GROWN:
            self._grown += len(meaning)
            return meaning
        if name not in _MARKUP:
            self._note(-1, f"&{name}; is not declared")
        return html5.get(name + ";", match[0])

    def _declaration(self, mark: int) -> int:
        """Where to go on after a comment, a CDATA section, an instruction or a document type."""
        text = self.text
        if text.startswith("<![CDATA[", mark):
            end = text.find("]]>", mark)
            if end < 0:
                self._note(mark, "a CDATA section is not closed")
            inner = text[mark + 9 : end if end >= 0 else len(text)]
            self._open[-1].pieces.append(printable(inner))
            return end + 3 if end >= 0 else len(text)
        if text.startswith("<!--", mark):
            end = text.find("-->", mark + 4)
            if end < 0:
                self._note(mark, "a comment is not closed")
            return end + 3 if end >= 0 else len(text)
        if text[mark + 1] == "?":
            end = text.find(">", mark)
            return end + 1 if end >= 0 else len(text)
        if len(self._open) > 1:
            self._note(mark, "a bare < in the text")
            self._data("<")
            return mark + 1
        return _after_doctype(text, mark)

    def _start_tag(self, mark: int) -> Generator[Element, None, int]:
        """Where to go on after a start tag, as the generator's return value."""
        match = _START.match(self.text, mark) or _START_LOOSE.match(self.text, mark)
        if match is None:
            self._note(mark, "a bare < in the text")
            self._open[-1].pieces.append("<")
            return mark + 1
        raw_name, inside = match.groups()
        is_empty = inside.endswith("/")
        attributes = self._attributes(inside.removesuffix("/")) if "=" in inside else {}
        spaces = self._spaces(attributes)
        name = _usual(raw_name, spaces)
        if self._opaque_depth:
            self._opaque_depth += name == self._open[-1].name and not is_empty
            return match.end()
        yield from self._mend(name, mark)
        if len(self._open) > DEEPEST or self._kept >= MOST_KEPT:
            self._below += not is_empty
            return match.end()
        own = {_usual(key, {**spaces, "": ""}): value for key, value in attributes.items()}
        self._push(Element(name, own, self._open[-1], spaces, match.end(), match.end()))
        if is_empty:
            yield from self._close(len(self._open) - 1, match.end())
        return match.end()

    def _push(self, element: Element) -> None:
        if element.name in self.grammar.handed_out:
            self._kept_outside = self._kept
        self._kept += 1
        self._open[-1].children.append(element)
        self._open.append(element)
        self._names[element.name] += 1
        self._opaque_depth = int(element.name in self.grammar.opaque and element.is_opaque)

    def _mend(self, name: str, mark: int) -> Iterator[Element]:
        """Close what the start of this element shows to have been left open."""
        if name in self.grammar.handed_out:
            inner = next((at for at, one in enumerate(self._open) if one.name in self.grammar.handed_out), 0)
            if inner:
                self._note(mark, f"<{self._open[inner].name}> is not closed")
                self._below = 0
                yield from self._close(inner, mark)
        elif name in self.grammar.leaves and self._open[-1].name in self.grammar.leaves:
            self._note(mark, f"<{self._open[-1].name}> is not closed")
            yield from self._close(len(self._open) - 1, mark)

    def _end_tag(self, mark: int) -> Generator[Element, None, int]:
        """Where to go on after an end tag, as the generator's return value."""
        match = _END.match(self.text, mark)
        assert match
        name = _usual(match[1], self._open[-1].spaces)
        if self._opaque_depth:
            self._opaque_depth -= name == self._open[-1].name
            if self._opaque_depth:
                return match.end()
        if self._below and not (name in self.grammar.handed_out and self._names[name]):
            self._below -= 1
            return match.end()
        self._below = 0
        if not self._names[name]:
            self._note(mark, f"</{name}> closes nothing")
            return match.end()
        at = len(self._open) - 1
        while self._open[at].name != name:
            at -= 1
        if at < len(self._open) - 1:
            self._note(mark, f"<{self._open[-1].name}> is not closed")
        yield from self._close(at, mark)
        return match.end()

    def _close(self, at: int, end: int) -> Iterator[Element]:
        """Close all elements from this depth on."""
        while len(self._open) > at:
            element = self._open.pop()
            element.end = max(end, element.start)
            self._names[element.name] -= 1
            self._opaque_depth = 0
            if element.name in self.grammar.handed_out and element.parent is not None:
                element.parent.children.pop()  # it was the last that was opened there
                self._kept = self._kept_outside
                yield element

    def _attributes(self, inside: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(inside):
            value = double or single or bare
            found.setdefault(name.lower(), self._decode(value) if "&" in value else printable(value))
        return found

    def _spaces(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        around = self._open[-1].spaces
        declared = {
            key[6:]: _meaning(key[6:], value)
            for key, value in attributes.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        return {**around, **declared} if declared and len(around) + len(declared) <= _MOST_PREFIXES else around

    def _note(self, at: int, fault: str) -> None:
        """Keep the first fault, with its line where the place is known."""
        if not self.fault:
            self.fault = f"line {self.text.count(chr(10), 0, at) + 1}: {fault}" if at >= 0 else fault


def _usual(raw: str, spaces: Mapping[str, str]) -> str:
    prefix, _, local = raw.lower().rpartition(":")
    meaning = spaces.get(prefix, prefix)
    return f"{meaning}:{local}" if meaning else local


def _meaning(prefix: str, uri: str) -> str:
    lowered = uri.strip().lower()
    if "backend.userland.com/rss" in lowered:
        return ""
    return NAMESPACES.get(lowered, prefix)


def _declared_prefixes(markup: str) -> dict[str, str]:
    pairs = re.findall(r"xmlns:([\w.-]{1,40})=[\"']([^\"'<>]{1,200})[\"']", markup) if "xmlns:" in markup else ()
    return {prefix.lower(): _meaning(prefix, uri) for prefix, uri in pairs[:_MOST_PREFIXES]}


def _escape_sections(markup: str) -> Iterator[str]:
    """The pieces of some markup, the text of its CDATA sections escaped."""
    at = 0
    while (section := markup.find("<![CDATA[", at)) >= 0:
        end = markup.find("]]>", section)
        yield markup[at:section]
        yield html.escape(markup[section + 9 : end if end >= 0 else len(markup)], quote=False)
        at = end + 3 if end >= 0 else len(markup)
    yield markup[at:]


def _after_doctype(text: str, mark: int) -> int:
    """Where to go on after `<!DOCTYPE …>`, with its own declarations in brackets or without."""
    end = text.find(">", mark)
    if end < 0:
        return len(text)
    if text.find("[", mark, end) >= 0:
        bracket = text.find("]", mark, mark + 100_000)
        inner_end = text.find(">", bracket) if bracket >= 0 else -1
        return inner_end + 1 if inner_end >= 0 else end + 1
    return end + 1
