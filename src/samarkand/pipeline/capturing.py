"""Answers and what was made of them, kept together: the capture is on disk before the version that refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samarkand.ids import sha256
from samarkand.model.articles import Draft
from samarkand.model.collecting import Answer
from samarkand.model.events import Event
from samarkand.model.reports import Report
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts, ToWarc
from samarkand.times import month

BATCH_ANSWERS = 16
"""What a stop may cost: so many pages are fetched again."""
BATCH_BYTES = 16 * 1024 * 1024


class CapturingKeeper:
    """Gathers answers with the drafts made of them, and keeps them by one WARC file a batch."""

    def __init__(self, parts: Parts, to_warc: ToWarc, keeper: Keeper) -> None:
        self._parts = parts
        self._to_warc = to_warc
        self._keeper = keeper
        self._waiting: list[tuple[Answer, tuple[Draft, ...]]] = []

    def is_full(self) -> bool:
        """Whether it is time to flush."""
        size = sum(len(answer.body) for answer, _ in self._waiting)
        return len(self._waiting) >= BATCH_ANSWERS or size >= BATCH_BYTES

    def keep(self, answer: Answer, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Take the drafts that are not kept yet, with the answer they were made of; those that are kept already."""
        news = tuple(draft for draft in drafts if not self._keeper.is_kept(draft))
        if news:
            self._waiting.append((answer, news))
        return tuple(draft for draft in drafts if draft not in news)

    def flush(self) -> Iterator[Report]:
        """Write what was gathered; its reports."""
        waiting, self._waiting = self._waiting, []
        places = [""] * len(waiting)
        if waiting and self._parts.settings.keep_captures:
            answers = [answer for answer, _ in waiting]
            data, offsets = self._to_warc(answers)
            first = answers[0].fetched_at
            path = f"pages/{month(first)}/{first:%Y%m%dT%H%M%SZ}-{sha256(data)[:16]}.warc.gz"
            event = Event("capture", first, {"answers": len(answers), "bytes": len(data)}, {path: data})
            yield from self._keeper.add(event)
            places = [f"{path}#{offset}" for offset in offsets]
        for place, (_, drafts) in zip(places, waiting, strict=True):
            for draft in drafts:
                yield from self._keeper.keep_as_version(replace(draft, capture=place))
        yield from self._keeper.flush()
