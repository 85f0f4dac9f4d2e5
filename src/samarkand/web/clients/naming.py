"""How clients name streams, marks and items, and what they mean here.

An item's number is its article's id, read as a signed number of 64 bits: the Google Reader API knows both forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from samarkand.model.marks import Stream, label_key
from samarkand.web.clients.asking import Refused

STATE = "user/-/state/com.google/"
LABEL = "user/-/label/"
READING_LIST, READ, STARRED, KEPT_UNREAD = (
    f"{STATE}{name}" for name in ("reading-list", "read", "starred", "kept-unread")
)
FEED = "feed/"
ITEM = "tag:google.com,2005:reader/item/"
MEANT_ELSEWHERE = frozenset(
    f"{STATE}{name}" for name in ("tracking-kept-unread", "reading-list", "fresh", "broadcast", "like")
)
"""Marks that clients set along with others, and that mean nothing here."""
_USER = re.compile(r"user/[^/]+/")
_LONG = re.compile(r"[0-9a-fA-F]{16}")
_DECIMAL = re.compile(r"-?[0-9]{1,20}")
_SAME_MARK: Mapping[str, str] = {READ: "read", STARRED: "starred"}


def plain(name: str) -> str:
    """A stream or a mark with `-` for whoever the client thinks it is."""
    return _USER.sub("user/-/", name, count=1)


def mark_of(name: str) -> str:
    """The key of the mark that a name means; "" for one that means nothing here. Raises Refused for what is none."""
    told = plain(name)
    if told in _SAME_MARK:
        return _SAME_MARK[told]
    if told.startswith(LABEL) and told != LABEL:
        return label_key(told.removeprefix(LABEL))
    if told in MEANT_ELSEWHERE:
        return ""
    raise Refused("InvalidTag", f"{name[:100]!r} is no tag; such are {READ}, {STARRED} and {LABEL}NAME")


def stream_of(name: str) -> Stream:
    """The articles that a name of a stream means. Raises Refused for what is none."""
    told = plain(name)
    if told.startswith(FEED) and told != FEED:
        return Stream(outlet=told.removeprefix(FEED))
    if told == READING_LIST:
        return Stream()
    if told == KEPT_UNREAD:
        return Stream(without="read")
    if told in _SAME_MARK or (told.startswith(LABEL) and told != LABEL):
        return Stream(marks=(mark_of(told),))
    raise Refused(
        "InvalidStream", f"{name[:100]!r} is no stream; such are {READING_LIST}, {STARRED}, {FEED}ID, {LABEL}NAME"
    )


def tag_of(key: str) -> str:
    """How a mark is named to clients."""
    return f"{LABEL}{key.removeprefix('label/')}" if key.startswith("label/") else f"{STATE}{key}"


def article_of(name: str) -> str:
    """The article's id that an item's name means, in its long form or as a number. Raises Refused for what is none."""
    short = name.removeprefix(ITEM)
    if short != name or not _DECIMAL.fullmatch(name):
        if not _LONG.fullmatch(short):
            raise Refused(
                "InvalidItem", f"{name[:100]!r} is no item; such is {ITEM} and 16 hexadecimal digits, or a number"
            )
        return short.lower()
    number = int(name)
    if not -(1 << 63) <= number < 1 << 64:
        raise Refused("InvalidItem", f"{name[:100]!r} is no item: a number of 64 bits is one")
    return f"{number & (1 << 64) - 1:016x}"


def number_of(article: str) -> int:
    """An article's id as a signed number of 64 bits."""
    number = int(article, 16)
    return number - (1 << 64) if number >> 63 else number
