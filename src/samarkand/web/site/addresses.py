"""Where a page of the reader lies in a static site: an address becomes the name of a file. Values only; opens nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import parse_qsl, unquote

_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_FIXED = {
    "/": "index.html",
    "/articles": "articles/index.html",
    "/outlets": "outlets/index.html",
    "/changes": "changes/index.html",
    "/changes/outlets": "changes/outlets.html",
    "/people": "people/index.html",
    "/calendar": "calendar/index.html",
    "/status": "status.html",
    "/search": "search.html",
    "/feed.atom": "feed.atom",
    "/stories.atom": "stories.atom",
    "/changes.atom": "changes.atom",
}
_NAMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"/articles/([0-9a-f]{16})"), lambda found: f"{article_stem(found[1])}.html"),
    (
        re.compile(r"/articles/([0-9a-f]{16})/versions/([0-9]+)"),
        lambda found: f"{article_stem(found[1])}.v{found[2]}.html",
    ),
    (re.compile(r"/articles/([0-9a-f]{16})/history"), lambda found: f"{article_stem(found[1])}.history.html"),
    (
        re.compile(r"/articles/([0-9a-f]{16})/changes/([0-9]+)/([0-9]+)"),
        lambda found: f"{article_stem(found[1])}.{found[2]}-{found[3]}.html",
    ),
    (re.compile(r"/stories/(s[0-9a-f]{16})"), lambda found: f"{story_stem(found[1])}.html"),
    (
        re.compile(r"/stories/(s[0-9a-f]{16})/(comparison|people|agencies|sheets)"),
        lambda found: f"{story_stem(found[1])}.{found[2]}.html",
    ),
    (re.compile(r"/outlets/([^/]+)"), lambda found: f"outlets/{plain(unquote(found[1]))}.html"),
    (
        re.compile(r"/outlets/([^/]+)/(feed|stories)\.atom"),
        lambda found: f"outlets/{plain(unquote(found[1]))}.{found[2]}.atom",
    ),
    (re.compile(r"/calendar/([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"), lambda found: day_file(found[1])),
    (re.compile(r"/(images/[0-9a-f]{2}/[0-9a-z]+\.[a-z]+|static/[a-z]+\.[a-z]+)"), lambda found: found[1]),
)
_SUFFIXES: Mapping[str, re.Pattern[str]] = {
    "page": re.compile(r"[1-9][0-9]{0,5}"),
    "layout": re.compile("sides"),
    "typography": re.compile("1"),
    "kind": re.compile(r"[a-z-]{1,40}"),
    "outlet": re.compile(r".+"),
    "of": re.compile("ever"),
    "by": re.compile("statements"),
}
"""Parameters that make another page, in the order in which its name tells them."""


def file_of(path: str, query: str = "") -> str:
    """The file of a page, from the site's folder on; "" for what no site has.

    Parameters that only mark a place on a page, or choose a language, are passed over.
    """
    name = _FIXED.get(path) or _named(path)
    if not name or not query or path.startswith("/static/"):
        return name
    given = dict(parse_qsl(query))
    told = [key for key in _SUFFIXES if given.get(key)]
    if given.get("before") or given.get("after") or any(not _SUFFIXES[key].fullmatch(given[key]) for key in told):
        return ""  # places in lists are known to the shelf that the list is cut into
    stem, _, ending = name.rpartition(".")
    return f"{stem}{''.join(f'.{key}-{plain(given[key])}' for key in told)}.{ending}"


def relative(here: str, there: str) -> str:
    """The link from one file of a site to another, which works wherever the site lies."""
    return "../" * here.count("/") + there


def article_stem(identity: str) -> str:
    """What the files of an article's pages begin with. In 256 folders: memory sticks want no more than some thousands in one."""
    return f"articles/{identity[:2]}/{identity}"


def story_stem(identity: str) -> str:
    """What the files of a story's pages begin with."""
    return f"stories/{identity[1:3]}/{identity}"


def person_file(key: str) -> str:
    """The page of somebody, by a key of the name."""
    return f"people/{_hashed(key)}.html"


def day_file(day: str) -> str:
    """The page of a day or a month (ISO 8601)."""
    return f"calendar/{day}.html"


def plain(text: str) -> str:
    """A name that every file system takes: the text itself where that is one, else a hash of it."""
    return text if _PLAIN.fullmatch(text) else _hashed(text)


def _hashed(text: str) -> str:
    return f"x{sha256(text.encode()).hexdigest()[:16]}"


def _named(path: str) -> str:
    for pattern, name in _NAMES:
        if found := pattern.fullmatch(path):
            return name(found)
    return ""
