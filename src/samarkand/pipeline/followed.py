"""What an archive follows, as addresses of feeds; asks none of them, and reads none."""

from __future__ import annotations

from samarkand.model.collecting import Subscription
from samarkand.model.outlets import FeedAddress
from samarkand.pipeline.parts import Parts
from samarkand.steps.outlets import outlet_of


def followed_feeds(parts: Parts, *, with_paused: bool = False) -> dict[str, tuple[str, FeedAddress]]:
    """The feeds that an archive follows: address -> (outlet id, what is known of the feed); those that are asked alone."""
    found: dict[str, tuple[str, FeedAddress]] = {}
    for follow in (each for each in parts.follows if with_paused or not each.paused):
        outlet = parts.outlet(follow.outlet) if follow.outlet else None
        for feed in outlet.feeds if outlet else ():
            found.setdefault(feed.url, (follow.outlet, feed))
        if follow.feed:
            owner = outlet_of(follow.feed, parts.outlets)
            known = next(
                (feed for feed in owner.feeds if feed.url == follow.feed), FeedAddress(follow.feed, follow.title)
            )
            found.setdefault(follow.feed, (owner.id, known))
    return found


def subscriptions(parts: Parts) -> list[Subscription]:
    """The feeds that an archive follows, paused or not, as a list of subscriptions names them."""
    found = []
    for url, (identity, feed) in followed_feeds(parts, with_paused=True).items():
        outlet = parts.outlet(identity)
        found.append(Subscription(url, feed.title or (outlet.name if outlet else identity)))
    return found
