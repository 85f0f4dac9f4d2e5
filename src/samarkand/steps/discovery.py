"""Finding the feeds of a site: those its page names, and the addresses where feeds often lie."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from samarkand import urls
from samarkand.model.outlets import FeedAddress
from samarkand.text.markup import Document, Element, parse_page

_FEED_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/x.atom+xml",
    "application/x-atom+xml", "text/rss+xml", "text/atom+xml",
})  # fmt: skip
_LOOSE_TYPES = frozenset({"application/xml", "text/xml", "application/json", "text/rss", "text/atom"})
"""Types of feeds and of much else: they count only where the address or the title speaks of a feed."""
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/._-])(?:rss\d?|atom|feeds?|rdf)(?:[/._-]|$)|\.(?:rss|atom|rdf)$|(?:^|[?&=])(?:rss2?|atom)(?:[&=]|$)|(?:^|[?&])feed=",
    re.IGNORECASE,
)
_MAY_BE_FEED = re.compile(r"feed|rss|atom|rdf", re.IGNORECASE)
_FEED_HOSTS = ("feeds.", "feed.", "rss.")
_IS_FILE = re.compile(r"\.(?:xml|rss|atom|rdf|json)$|(?:/|=)(?:feed|rss2|atom)/?$", re.IGNORECASE)
_SAYS_FEED = re.compile(r"\b(?:rss|atom|feed)\b", re.IGNORECASE)
_OF_COMMENTS = re.compile(r"comment|repl(?:y|ies)\b|评论|評論|留言|回复|回覆", re.IGNORECASE)
_PLACES = (
    "feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "feed/", "rss/", "index.rdf", "feeds/posts/default",
)  # fmt: skip
_LONGEST_LIST = 200
_MOST_LINKS = 5_000


def find_feeds(html: bytes | str, url: str) -> tuple[FeedAddress, ...]:
    """The feeds that a page names, the likeliest first and those of comments last, each once.

    `url` is the page's own address. What the page declares goes before what merely looks like a feed among its links;
    whether any of them is one, only reading it will tell.
    """
    page = parse_page(html)
    base = _base(page, url)
    found: dict[str, tuple[tuple[int, ...], FeedAddress]] = {}
    for rank, element in [*_declared(page), *_linked(page)]:
        address = urls.join(base, urls.without_feed_scheme(_attribute(element, "href")))
        if not address or urls.canonical(address) == urls.canonical(url):
            continue
        title = _attribute(element, "title") or (element.text if rank else "")
        feed = FeedAddress(address.split("#")[0], " ".join(title.split())[:200], _attribute(element, "hreflang"))
        if rank and not _looks_like_feed(address):
            continue
        is_of_comments = bool(_OF_COMMENTS.search(f"{urlsplit(address).path} {feed.title}"))
        is_elsewhere = bool(rank) and urls.host(address) != urls.host(url)
        is_bare = bool(rank) and not _IS_FILE.search(urlsplit(address).path)
        found.setdefault(feed.url, ((is_of_comments, rank, is_bare, is_elsewhere), feed))
    ordered = sorted(found.values(), key=lambda pair: pair[0])
    return tuple(feed for _, feed in ordered[:_LONGEST_LIST])


def guesses(url: str) -> tuple[str, ...]:
    """Addresses at which sites often keep a feed, worth a try where the page names none: below it, then at the root."""
    if not urls.is_web(url):
        return ()
    folder, _, name = urlsplit(urls.clean(url)).path.rpartition("/")
    below = f"{folder}/" if "." in name or not name else f"{folder}/{name}/"
    places = [below + place for place in _PLACES[:4]] if below != "/" else []
    joined = (urls.join(url, place) for place in [*places, *(f"/{place}" for place in _PLACES)])
    return tuple(dict.fromkeys(address for address in joined if address))


def _declared(page: Document) -> list[tuple[int, Element]]:
    """The `link` elements that declare a feed."""
    found = []
    for link in page.select("link[href]"):
        relations = _attribute(link, "rel").lower().split()
        kind = _attribute(link, "type").lower().split(";")[0].strip()
        says_feed = _SAYS_FEED.search(_attribute(link, "title")) or _looks_like_feed(_attribute(link, "href"))
        is_feed = kind in _FEED_TYPES or (kind in _LOOSE_TYPES and says_feed)
        if ("alternate" in relations and is_feed) or "feed" in relations:
            found.append((0, link))
    return found


def _linked(page: Document) -> list[tuple[int, Element]]:
    """The links that a reader could follow, as far as their address has a word of feeds."""
    likely = (link for link in page.select("a[href]") if _MAY_BE_FEED.search(_attribute(link, "href")))
    return [(1, link) for link in islice(likely, _MOST_LINKS)]


def _looks_like_feed(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(
        urls.host(address).startswith(_FEED_HOSTS)
        or _LOOKS_LIKE_FEED.search(parts.path)
        or _LOOKS_LIKE_FEED.search(f"?{parts.query}" if parts.query else "")
    )


def _base(page: Document, url: str) -> str:
    """The address that the page's references start from."""
    declared = next((_attribute(base, "href") for base in page.select("base[href]")), "")
    return urls.join(url, declared) or url


def _attribute(element: Element, name: str) -> str:
    value = element.attrs.get(name)
    if isinstance(value, str):
        return value.strip()
    return " ".join(value) if value else ""
