"""Pictures that two versions of an article show: which came, which went, and what is written below them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from samarkand.model.articles import Picture
from samarkand.text.typography import plain_form

# What servers put into the name of a picture for its size, and what tells nothing of it.
_SIZE = re.compile(
    r"(?:[-_@.](?:\d{2,4}x\d{2,4}|[wh]\d{2,4}|\d{2,4}[wh]|\d{3,4}|[1-4]x|r\d|s|m|l|xl|thumb|small|medium|large|scaled))+(?=\.\w{2,4}$|$)"
)
_NESTED = re.compile(r"[?&]url=([^&]+)")


def pictures_edited(old: Sequence[Picture], new: Sequence[Picture]) -> Iterator[tuple[Picture | None, Picture | None]]:
    """Pictures that are not the same: (what was there, what is there), None for nothing.

    A picture in another size or at another host is the same, and so is one with the same caption: some servers give a picture
    another address each day. Another caption makes another one.
    """
    gone, come = list(old), list(new)
    for same in (_whole, _caption, name_of):
        known: dict[object, deque[Picture]] = {}
        for each in come:
            known.setdefault(same(each), deque()).append(each)
        left: list[Picture] = []
        for each in gone:
            others = known.get(same(each)) if same(each) else None
            if not others:
                left.append(each)
                continue
            other = others.popleft()
            if _caption(each) != _caption(other):
                yield each, other
        gone, come = left, [each for others in known.values() for each in others]
    yield from ((each, None) for each in gone)
    yield from ((None, each) for each in come)


def name_of(picture: Picture) -> str:
    """What a picture is called by its address, whatever its size and its host; "" for none."""
    address = picture.url or picture.src
    if nested := _NESTED.search(address):
        address = unquote(nested[1])
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return address
    return _SIZE.sub("", path.rpartition("/")[2].lower()) or path


def words_of(picture: Picture | None) -> str:
    """What a picture is shown by: its caption, or its address."""
    return (picture.caption or picture.url or picture.src) if picture else ""


def _whole(picture: Picture) -> tuple[str, str]:
    return name_of(picture), _caption(picture)


def _caption(picture: Picture) -> str:
    return plain_form(picture.caption)
