"""Drafts into versions: numbered, gathered into batches, kept in the archive and taken into the catalog."""

from __future__ import annotations

from collections.abc import Iterator

from samarkand.ids import sha256
from samarkand.model.articles import Draft
from samarkand.model.events import Event
from samarkand.model.reports import Report
from samarkand.pipeline.parts import Parts
from samarkand.steps import filing

BATCH_EVENTS = 256
BATCH_BYTES = 8 * 1024 * 1024
"""What may lie in memory before it is written; one sync of the disk serves a whole batch."""


class Keeper:
    """Gathers events and keeps them in batches; what it reported is durable after `flush`.

    It is the only one that writes while it lives, so that the numbers it gives are right.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._events: list[Event] = []
        self._reports: list[Report] = []
        self._bytes = 0
        self._waiting: set[str] = set()

    def keep(self, draft: Draft) -> Iterator[Report]:
        """Take a draft as a version, unless an earlier version is the same file; reports that are due by now."""
        article = filing.article_of(draft)
        if article in self._waiting:  # its number depends on what is not in the catalog yet
            yield from self.flush()
        earlier = self._parts.catalog.versions(article)
        subject = draft.imported_from or draft.url
        digest = sha256(draft.data)
        if any(version.sha256 == digest for version in earlier):
            self._reports.append(Report("unchanged", subject, "the same file was kept before", article))
        else:
            event = filing.version_event(draft, len(earlier) + 1, earlier[0].record if earlier else "")
            self._waiting.add(article)
            self._reports.append(Report("changed" if earlier else "new", subject, draft.title, article))
            self._events.append(event)
            self._bytes += len(draft.data)
        if len(self._events) >= BATCH_EVENTS or self._bytes >= BATCH_BYTES or len(self._reports) >= 4 * BATCH_EVENTS:
            yield from self.flush()

    def add(self, event: Event, report: Report | None = None) -> Iterator[Report]:
        """Take an event that is no version, with what is to be said of it."""
        self._events.append(event)
        self._bytes += sum(map(len, event.files.values()))
        if report:
            self._reports.append(report)
        if len(self._events) >= BATCH_EVENTS or self._bytes >= BATCH_BYTES:
            yield from self.flush()

    def say(self, report: Report) -> None:
        """Report something that keeps nothing, in its place among the others."""
        self._reports.append(report)

    def flush(self) -> Iterator[Report]:
        """Write what was gathered; its reports, now that they are true."""
        if self._events:
            lines = self._parts.archive.commit(self._events)
            self._parts.catalog.apply(lines)
        reports, self._reports = self._reports, []
        self._events, self._bytes, self._waiting = [], 0, set()
        yield from reports
