"""Pictures of collected articles: fetched and filed by their content; those that cannot be had are named as missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from samarkand.model.collecting import Answer, Failure, Request
from samarkand.model.events import Event
from samarkand.model.reports import Report
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Network, Parts
from samarkand.steps import pictures

AT_ONCE = 500
PATIENCE = timedelta(days=3)
"""How long a picture that a busy host does not give is asked for again, once a round."""


def fetch_pictures(parts: Parts, network: Network, keeper: Keeper, now: datetime) -> Iterator[Report]:
    """Ask for the pictures that are wanted; a report for each. The list of them is a query, so a stop loses none."""
    if not parts.settings.keep_images:
        return
    asked: set[str] = set()
    while True:
        wanted = {url: since for url, since in parts.catalog.pictures_wanted(AT_ONCE + len(asked)) if url not in asked}
        if not wanted:
            return
        asked |= wanted.keys()
        for answer in network.fetcher.fetch(Request(url, "image") for url in wanted):
            yield from _take(keeper, answer, now, is_last=now - wanted[answer.request.url] > PATIENCE)
        yield from keeper.flush()


def _take(keeper: Keeper, answer: Answer | Failure, now: datetime, *, is_last: bool) -> Iterator[Report]:
    url = answer.request.url
    problem = pictures.problem_of(answer)
    if not problem:
        assert isinstance(answer, Answer)
        path = pictures.picture_path(answer.body)
        event = Event("image", now, {"url": url, "image": path, "bytes": len(answer.body)}, {path: answer.body})
        yield from keeper.add(event, Report("picture", url, path))
    elif is_last or not pictures.may_pass(answer):
        yield from keeper.add(
            Event("image", now, {"url": url, "problem": problem}), Report("note", url, f"picture missing: {problem}")
        )
    else:
        keeper.say(Report("note", url, f"picture not had yet: {problem}"))
