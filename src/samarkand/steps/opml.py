"""Lists of subscriptions (OPML): read tolerantly, written strictly."""

from __future__ import annotations

from samarkand.model.collecting import Subscription
from samarkand.text.markup import parse_page


def read_opml(data: bytes) -> tuple[Subscription, ...]:
    """The feeds that a list names, in its order, each once; none where the bytes are no list."""
    found: dict[str, Subscription] = {}
    for outline in parse_page(data).select("outline[xmlurl]"):
        get = outline.attrs.get
        address = str(get("xmlurl") or "").strip()
        found.setdefault(address, Subscription(address, str(get("title") or get("text") or ""), str(get("htmlurl") or "")))
    return tuple(found.values())
