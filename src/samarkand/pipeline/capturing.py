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
from samarkand.steps.filing import article_of
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

    def holds(self, article: str) -> bool:
        """Whether a state of an article waits to be written."""
        return any(article_of(draft) == article for _, drafts in self._waiting for draft in drafts)

    def keep(self, answer: Answer, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Take the drafts that are not kept yet, with the answer they were made of; those that are kept already."""
        news: list[Draft] = []
        kept: list[Draft] = []
        for draft in drafts:
            (kept if self._keeper.is_kept(draft) else news).append(draft)
        if news:
            self._waiting.append((answer, tuple(news)))
        return tuple(kept)

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
        seen: set[tuple[str, str]] = set()
        for place, (_, drafts) in zip(places, waiting, strict=True):
            for draft in drafts:
                identity = (draft.outlet, draft.canonical_url)
                keep = self._keeper.keep if identity in seen else self._keeper.keep_as_version
                seen.add(identity)  # the second state of an article in one batch is judged by the first
                yield from keep(replace(draft, capture=place))
        yield from self._keeper.flush()
