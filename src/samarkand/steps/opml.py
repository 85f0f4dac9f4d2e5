"""Lists of subscriptions: OPML and the older RDF ones read tolerantly, OPML 2.0 written strictly.

Sources: http://opml.org/spec2.opml, and FOAF as planet sites and Yandex wrote it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

from samarkand import urls
from samarkand.model.collecting import Subscription
from samarkand.text.elements import Element, Elements, Grammar
from samarkand.text.xmlbytes import decode

_PEOPLE = frozenset({"foaf:agent", "foaf:person", "foaf:organization"})
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def read_opml(data: bytes) -> tuple[Subscription, ...]:
    """The subscriptions of a list, in its order, each address once; none where the bytes are no list.

    A folder is the text of the outline around it, and else what the attribute `category` says. Lists that the list
    refers to (`include`, `foaf:knows`) come back marked as such.
    """
    elements = Elements(decode(data).text, Grammar())
    for _ in elements:
        pass  # nothing is handed out before the end
    found: dict[str, Subscription] = {}
    for subscription in _walk(elements.root):
        found.setdefault(subscription.url, subscription)
    return tuple(found.values())


def write_opml(subscriptions: Iterable[Subscription], title: str, now: datetime) -> bytes:
    """An OPML 2.0 document in UTF-8 that names the subscriptions in their order; `now` is the time it is made at.

    `read_opml` gives the same subscriptions back, but for control characters, which XML cannot hold, and blanks at
    the ends of texts.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{_escaped(title)}</title>",
        f"    <dateCreated>{format_datetime(now.astimezone(UTC), usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *_outlines(subscriptions),
        "  </body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _walk(root: Element) -> Iterator[Subscription]:
    """The subscriptions below an element, in the order of the document, without recursion."""
    waiting = [(root, "")]
    while waiting:
        element, category = waiting.pop()
        is_outline = element.name == "outline"
        inner = "/".join(part for part in (category, _line(element) if is_outline else "") if part)
        waiting.extend((child, inner) for child in reversed(element.children))
        subscription = _of_outline(element, category) if is_outline else _of_resource(element)
        if subscription is not None and subscription.url:
            yield subscription


def _of_outline(outline: Element, category: str) -> Subscription | None:
    get = outline.attributes.get
    address, kind = _address(get("xmlurl", "")), get("type", "").strip().lower()
    is_list = not address and kind in {"include", "link"}
    if not address and kind:
        address = _address(get("url", ""))
    told = category or get("category", "").split(",")[0]
    return Subscription(
        url=address,
        title=_line(outline),
        home=_address(get("htmlurl", "")),
        category="/".join(part for one in told.split("/") if (part := " ".join(one.split()))),
        is_list=is_list,
    )


def _of_resource(element: Element) -> Subscription | None:
    """What a list in RDF says of a feed (`rss:channel`, `ya:feed`), or of the list of somebody known."""
    about = element.attributes.get("rdf:about") or element.attributes.get("rdf:resource") or ""
    around = list(_around(element))
    if element.name not in {"channel", "ya:feed"} and (element.name != "rdfs:seealso" or len(around) < 2):
        return None
    is_list = element.name == "rdfs:seealso"
    if is_list and not any(one.name == "foaf:knows" for one in around):
        return None
    person = next((one for one in around if one.name in _PEOPLE), None)
    home = next((one.attributes.get("rdf:about", "") for one in around if one.name == "foaf:document"), "")
    group = next((one for one in around if one.name == "foaf:group"), None)
    return Subscription(_address(about), _name(person), _address(home), _name(group), is_list)


def _around(element: Element) -> Iterator[Element]:
    """The elements around one, the nearest first."""
    while element.parent is not None:
        element = element.parent
        yield element


def _line(outline: Element) -> str:
    text, title = (" ".join(outline.attributes.get(name, "").split()) for name in ("text", "title"))
    return text or title


def _name(element: Element | None) -> str:
    names = element.all("foaf:name", "foaf:member_name") if element else ()
    return next((text for child in names if (text := " ".join(child.text.split()))), "")


def _address(text: str) -> str:
    """The web address in an attribute, `feed:` taken off; "" where it is none."""
    address = urls.clean(urls.without_feed_scheme(text))
    return address if urls.is_web(address) else ""


def _outlines(subscriptions: Iterable[Subscription]) -> Iterator[str]:
    """The lines of the body; neighbours of one folder share its outlines."""
    open_folders: list[str] = []
    for subscription in subscriptions:
        folders = [folder for folder in subscription.category.split("/") if folder]
        shared = 0
        while shared < min(len(folders), len(open_folders)) and folders[shared] == open_folders[shared]:
            shared += 1
        while len(open_folders) > shared:
            open_folders.pop()
            yield f"{_indent(open_folders)}</outline>"
        for folder in folders[shared:]:
            yield f"{_indent(open_folders)}<outline text={_quoted(folder)}>"
            open_folders.append(folder)
        yield _indent(open_folders) + _outline(subscription)
    while open_folders:
        open_folders.pop()
        yield f"{_indent(open_folders)}</outline>"


def _outline(subscription: Subscription) -> str:
    address = f"url={_quoted(subscription.url)}" if subscription.is_list else f"xmlUrl={_quoted(subscription.url)}"
    home = f" htmlUrl={_quoted(subscription.home)}" if subscription.home else ""
    kind = "include" if subscription.is_list else "rss"
    return f'<outline type="{kind}" text={_quoted(subscription.title)} {address}{home}/>'


def _indent(folders: list[str]) -> str:
    return "  " * (2 + len(folders))


def _escaped(text: str) -> str:
    return html.escape(_UNWRITABLE.sub("", text))


def _quoted(text: str) -> str:
    return f'"{_escaped(" ".join(text.split()))}"'
