"""XML as feeds have it, made fit for a strict parser: text in, well-formed text out, as far as that can be had.

Half of the world publishes bare ampersands, the entities of HTML, control characters, prefixes that nobody declared.
Sections of character data become plain text on the way, comments, instructions and document types go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from samarkand.steps.feeds.limits import MOST_GROWN, MOST_TAGS

_PROLOG = re.compile(
    r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\][^>]*+)?>)*+", re.IGNORECASE
)
_ROOT = re.compile(r"<[^\W\d]")
_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)[\s>/]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s++([\w.-]{1,40})\s++(?:\"([^\"]*+)\"|'([^']*+)')")
_OTHER = re.compile(r"&[A-Za-z]")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][\w.-]{0,40});)?+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(r"<(?![^\W\d]|/[^\W\d])")
_TEXTS = re.compile(
    r"(<((?:[\w.-]{1,40}:)?(?:title|description|summary|content|encoded))\b(?![^<>]*xhtml)[^<>]*+>)"
    r"([^<]*+(?:<(?!/?\2\b)[^<]*+)++)(?=</\2\s*>)",
    re.IGNORECASE,
)
"""A text with markup in it."""
_TAG = re.compile(r"<([^\W\d][^\s<>/]*+)(\s(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_ATTRIBUTE = re.compile(r"([^\s=<>\"'/]++)(?:\s*+=\s*+(?:(\"[^\"<]*+\"|'[^'<]*+')|([^\s\"'<>]++)))?+")
_TORN = re.compile(r"<[^<>]*\Z")
_START = re.compile(r"<[^\W\d][^\s<>/]*+")
_PREFIX = re.compile(r"[<\s]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_DECLARED = re.compile(r"\sxmlns:([\w.-]{1,40})\s*=")
_MOST_PREFIXES = 64
_USUAL = {
    "atom": "http://www.w3.org/2005/Atom",
    "rss": "http://backend.userland.com/rss",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "html": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
"""What prefixes mean where the document does not say."""


def from_root(text: str) -> tuple[str, str]:
    """(what stands before the root element, the text from there on)."""
    match = _PROLOG.match(text)
    start = match.end() if match else 0
    if not _PAGE.match(text, start):
        root = _FEED.search(text, start) or _ROOT.search(text, start)
        start = root.start() if root else start
    return text[:start], text[start:]


def mended(prolog: str, text: str) -> str:
    """The text from the root on with what a strict parser would stumble over put right; tags are left as they are.

    `prolog` tells of entities. Those that a document declares are put in place while they are plain text, and no more
    of them than `limits.MOST_GROWN`; one that speaks of another is left unresolved, so that a small document stays
    small. At most `limits.MOST_TAGS` tags are kept.
    """
    flat = _BARE.sub("&lt;", "".join(_without_sections(text)))
    flat = _TORN.sub("", _cut(_UNPRINTABLE.sub("", flat)))
    return _with_prefixes(_Resolving(prolog).sub(flat))


def with_escaped_texts(text: str) -> str:
    """The text with the markup inside titles and bodies escaped, as it should have been, and all attributes quoted."""
    return _TAG.sub(_quoted, _TEXTS.sub(lambda match: match[1] + escape(match[3]), text))


def _quoted(tag: re.Match[str]) -> str:
    inside, is_empty = tag[2].removesuffix("/"), tag[2].endswith("/")
    found: dict[str, str] = {}
    for name, quoted, bare in _ATTRIBUTE.findall(inside):
        found.setdefault(name, quoted or f'"{bare}"')
    attributes = "".join(f" {name}={value}" for name, value in found.items())
    return f"<{tag[1]}{attributes}{'/' * is_empty}>"


class _Resolving:
    """References to characters and entities, resolved; what is left of an ampersand is escaped."""

    def __init__(self, prolog: str) -> None:
        told = ((name, double or single) for name, double, single in _ENTITY.findall(prolog))
        self.declared = {
            name: escape(_UNPRINTABLE.sub("", unescape(value)))
            for name, value in told
            if len(value) < MOST_GROWN and not _OTHER.search(value)
        }
        self.left = MOST_GROWN

    def sub(self, text: str) -> str:
        return _REFERENCE.sub(self._resolved, text)

    def _resolved(self, match: re.Match[str]) -> str:
        name = match[1]
        if not name:
            return "&amp;"
        meaning = self.declared.get(name)
        if meaning is not None and len(meaning) <= self.left:
            self.left -= len(meaning)
            return meaning
        known = unescape(match[0])
        return "&amp;" + match[0][1:] if known == match[0] else escape(_UNPRINTABLE.sub("", known))


def _without_sections(text: str) -> Iterator[str]:
    """The pieces of a text, character data escaped, without comments, instructions and declarations."""
    at = 0
    while (mark := text.find("<", at)) >= 0:
        following = text[mark + 1 : mark + 2]
        if following not in {"!", "?"}:
            yield text[at : mark + 1]
            at = mark + 1
            continue
        yield text[at:mark]
        at = mark
        if text.startswith("<![CDATA[", mark):
            end = text.find("]]>", mark)
            yield escape(text[mark + 9 : end if end >= 0 else len(text)], quote=False)
            at = end + 3 if end >= 0 else len(text)
        elif text.startswith("<!--", mark):
            end = text.find("-->", mark + 4)
            at = end + 3 if end >= 0 else len(text)
        elif following == "?":
            end = text.find(">", mark)
            at = end + 1 if end >= 0 else len(text)
        else:
            yield "&lt;"
            at = mark + 1
    yield text[at:]


def _cut(text: str) -> str:
    """The text up to the last tag that is still read."""
    if text.count("<") <= MOST_TAGS:
        return text
    at = -1
    for _ in range(MOST_TAGS + 1):
        at = text.find("<", at + 1)
    return text[:at]


def _with_prefixes(text: str) -> str:
    """The text with the prefixes declared that it uses without a word."""
    start = _START.match(text)
    unknown = set(_PREFIX.findall(text)) - set(_DECLARED.findall(text)) - {"xml", "xmlns"}
    if start is None or not unknown or len(unknown) > _MOST_PREFIXES:
        return text
    spaces = "".join(f' xmlns:{prefix}="{_USUAL.get(prefix.lower(), "urn:" + prefix)}"' for prefix in sorted(unknown))
    return text[: start.end()] + spaces + text[start.end() :]
