"""One `item` or `entry` of an XML feed: where each thing may stand, and which of several is meant."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from samarkand import times, urls
from samarkand.model.collecting import Entry
from samarkand.steps.feeds.dates import read_date
from samarkand.steps.feeds.wording import absolute, as_html, plain, without_wrapper
from samarkand.text.elements import Element, Elements

_PUBLISHED = ("pubdate", "published", "issued", "dcterms:issued", "dc:date", "date", "created", "dcterms:created")
_UPDATED = ("updated", "modified", "dcterms:modified", "lastbuilddate")
_CONTENTS = ("content:encoded", "content", "xhtml:body", "body", "fullitem", "xhtml:div")
_SUMMARIES = ("description", "summary", "dc:description", "abstract", "itunes:summary", "media:description")
_AUTHORS = ("author", "dc:creator", "dc:author", "itunes:author")
_KINDS = {
    "text": "text", "text/plain": "text", "plain": "text", "html": "html", "text/html": "html", "xhtml": "html",
    "application/xhtml+xml": "html",
}  # fmt: skip
_NAME_AND_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)$|([^<>@()]+?)\s*[<(]\S+@\S+[>)]$")
_PICTURE_ENDING = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg)(\?|$)", re.IGNORECASE)


def read_item(item: Element, elements: Elements, url: str, now: datetime, zone: str) -> Entry:
    """What an element says of one article; `url` is the feed's, `zone` that of times which name none."""
    content, summary = _body(item, elements, _CONTENTS), _body(item, elements, _SUMMARIES)
    address = _address(item, url)
    body_base = base_of(item, url) if item.inherited("xml:base") else address or url
    return Entry(
        url=address,
        title=line(item, elements, "title", "dc:title", "media:title", "itunes:title"),
        body=absolute(content or summary, body_base),
        is_full=bool(content),
        published_at=_date(item, _PUBLISHED, now, zone),
        updated_at=_date(item, _UPDATED, now, zone),
        authors=authors_of(item, elements),
        guid=first(item, "guid", "id", "dc:identifier") or item.attributes.get("rdf:about", "").strip(),
        language=(item.inherited("xml:lang") or first(item, "dc:language", "language")).replace("_", "-"),
        pictures=tuple(dict.fromkeys(_pictures(item, url))),
    )


def first(element: Element, *names: str) -> str:
    """The text of the first child of these names that has any; "" where none has."""
    return next((child.text for child in element.all(*names) if child.text), "")


def base_of(element: Element, url: str) -> str:
    """The address that references in an element start from: `xml:base` here and around it, joined to the feed's own."""
    bases = []
    around: Element | None = element
    while around is not None:
        if base := around.attributes.get("xml:base"):
            bases.append(base)
        around = around.parent
    for base in reversed(bases):
        url = _nearer(url, base)
    return url


@lru_cache(maxsize=1024)  # the entries of a feed share the bases around them
def _nearer(url: str, base: str) -> str:
    return urls.join(url, base) or url


def line(element: Element, elements: Elements, *names: str) -> str:
    """The first child of these names that says anything, as one line of plain text."""
    return next((text for child in element.all(*names) if (text := plain(*_worded(child, elements)))), "")


def _worded(element: Element, elements: Elements) -> tuple[str, str]:
    """(text, kind) of a text construct: "text", "html", or "" where its format leaves that open."""
    kind = element.attributes.get("type", "").strip().lower()
    if element.attributes.get("mode") == "base64" or kind == "application/octet-stream":
        return _from_base64(element.text), "html"
    if element.is_opaque or element.children:
        return without_wrapper(elements.markup(element)), "html"
    is_atom = element.parent is not None and element.parent.name in {"entry", "feed", "source"}
    return element.text, _KINDS.get(kind, "text" if is_atom else "")


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


def _body(item: Element, elements: Elements, names: tuple[str, ...]) -> str:
    """HTML of the first of these names that has any; among several of one name HTML goes before plain text."""
    for holder in (item, *item.all("media:group")):
        for name in names:
            found = [inner for child in holder.all(name) for inner in (list(child.all(name)) or [child])]
            texts = [(text, kind) for text, kind in (_worded(child, elements) for child in found) if text]
            if texts:
                text, kind = min(texts, key=lambda pair: pair[1] == "text")
                return as_html(text, kind)
    return ""


def _address(item: Element, url: str) -> str:
    """The absolute address of the article; "" where none is told."""
    candidates = [(child, child.text) for child in item.all("feedburner:origlink")]
    links = [(link, link.attributes.get("href", "") or link.text) for link in item.all("link")]
    alternate = [pair for pair in links if pair[0].attributes.get("rel", "alternate").lower() == "alternate"]
    candidates += sorted(
        alternate, key=lambda pair: _KINDS.get(pair[0].attributes.get("type", "html").lower()) != "html"
    )
    names = [
        child for child in item.all("guid", "id") if child.attributes.get("ispermalink", "true").lower() != "false"
    ]
    candidates += [
        (child, child.text) for child in names if urls.is_web(child.text) or child.attributes.get("ispermalink")
    ]
    about = item.attributes.get("href") or item.attributes.get("rdf:about", "")
    candidates.append((item, about))
    return next((joined for at, text in candidates if (joined := urls.join(base_of(at, url), text))), "")


def _date(item: Element, names: tuple[str, ...], now: datetime, zone: str) -> datetime | None:
    """The first plausible time among the children of these names; of several of one name the last was meant."""
    texts = [child.text for name in names for child in reversed(list(item.all(name)))]
    if names is _UPDATED and "lastmod" in item.attributes:
        texts.append(item.attributes["lastmod"])
    instants = (read_date(text, zone) for text in texts)
    return next((at for at in instants if at and times.is_plausible(at, now)), None)


def authors_of(item: Element, elements: Elements) -> tuple[str, ...]:
    """Names of the authors of an entry or of a feed; their mail only where there is no name."""
    found = []
    for child in item.all(*_AUTHORS):
        is_person = any(child.all("name", "itunes:name", "foaf:name", "email", "uri"))
        told = first(child, "name", "itunes:name", "foaf:name", "email") if is_person else _worded(child, elements)[0]
        name = plain(told)
        match = _NAME_AND_MAIL.match(name[:500])
        found.append((match[1] or match[2]).strip() if match else name)
    return tuple(dict.fromkeys(name for name in found if name))


def _pictures(item: Element, url: str) -> Iterator[str]:
    """Addresses of the pictures of an entry; thumbnails only where there is no other."""
    around = [item, *item.all("media:group")]
    around += [inner for holder in around for inner in holder.all("media:content")]
    found = []
    for holder in around:
        for child in holder.all("media:content", "enclosure", "link"):
            is_link = child.name == "link"
            if is_link and child.attributes.get("rel") != "enclosure":
                continue
            reference = child.attributes.get("href" if is_link else "url", "")
            if _is_picture(child, reference):
                found.append((child, reference))
        found += [(child, child.attributes.get("href", "")) for child in holder.all("itunes:image")]
        found += [
            (child, first(child, "url") or child.attributes.get("href", "") or child.text)
            for child in holder.all("image")
        ]
    if not found:
        thumbnails = [child for holder in around for child in holder.all("media:thumbnail")]
        found = [(child, child.attributes.get("url", "") or child.text) for child in thumbnails]
    for child, reference in found:
        if joined := urls.join(base_of(child, url), reference):
            yield joined


def _is_picture(child: Element, reference: str) -> bool:
    kind, medium = child.attributes.get("type", "").lower(), child.attributes.get("medium", "").lower()
    if kind or medium:
        return kind.startswith("image/") or medium == "image"
    return bool(_PICTURE_ENDING.search(reference))
