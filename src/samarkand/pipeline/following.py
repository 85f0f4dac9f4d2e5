"""Whom to follow: an outlet by name, a feed by its address, a page by the feeds it names, a list by all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from samarkand import urls
from samarkand.model.collecting import Answer, Request
from samarkand.model.outlets import FeedAddress, Follow, Outlet
from samarkand.ports import Fetcher
from samarkand.steps import discovery, feeds, opml
from samarkand.steps.outlets import find


def follow_by_name(name: str, outlets: tuple[Outlet, ...]) -> Follow | None:
    """What follows a known outlet; None where none is called so, or it is known to have no feed."""
    outlet = find(name, outlets)
    return Follow(outlet=outlet.id) if outlet and outlet.feeds else None


def followed_by_name(name: str, follows: Iterable[Follow], outlets: tuple[Outlet, ...]) -> Follow | None:
    """What of that which is followed is called so: an outlet by any of its names, or a feed by its address; else None."""
    outlet, address = find(name, outlets), urls.clean(name)
    fitting = (each for each in follows if each.feed == address or each.outlet in {name, outlet.id if outlet else name})
    return next((each for each in fitting if each.feed or each.outlet), None)


def follows_in_list(data: bytes) -> list[Follow]:
    """What follows every feed of an OPML list; empty where the bytes are no such list."""
    return [Follow(feed=found.url, title=found.title) for found in opml.read_opml(data) if not found.is_list]


def find_feeds(fetcher: Fetcher, url: str, now: datetime) -> tuple[list[Follow], str]:
    """The feeds at an address: itself, or those its page names, or those at the usual places; else why there are none."""
    answer = next(iter(fetcher.fetch([Request(urls.clean(url), "feed")])))
    if not isinstance(answer, Answer):
        return [], f"{answer.trouble}: {answer.detail}"
    if not 200 <= answer.status < 300:
        return [], f"the host answered {answer.status}"
    found = _in_answer(answer, url, now) or list(islice(_working(fetcher, discovery.guesses(answer.url), now), 1))
    return found, "" if found else "names no feed, and there is none at the usual places; give the feed's own address"


def _in_answer(answer: Answer, url: str, now: datetime) -> list[Follow]:
    """What an answer is, or names: a feed, a list of feeds, or a page with the feed that is likeliest meant."""
    document = feeds.read_feed(answer.body, answer.url, dict(answer.headers), now)
    if document.format:
        return [Follow(feed=urls.clean(url), title=document.title)]
    return follows_in_list(answer.body) or [
        follow_of(feed) for feed in discovery.find_feeds(answer.body, answer.url)[:1]
    ]


def follow_of(feed: FeedAddress) -> Follow:
    """What follows a feed that was found."""
    return Follow(feed=feed.url, title=feed.title)


def _working(fetcher: Fetcher, guesses: tuple[str, ...], now: datetime) -> Iterator[Follow]:
    for guess in guesses:  # one after the other: the first that works spares the host the rest
        for answer in fetcher.fetch([Request(guess, "feed")]):
            if isinstance(answer, Answer) and 200 <= answer.status < 300:
                document = feeds.read_feed(answer.body, answer.url, dict(answer.headers), now)
                if document.format:
                    yield replace(Follow(feed=guess), title=document.title)
