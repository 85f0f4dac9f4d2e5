"""Drafts into versions: numbered, gathered into batches, kept in the archive and taken into the catalog."""

from __future__ import annotations

from collections.abc import Iterator

from samarkand.ids import sha256
from samarkand.model.articles import Draft
from samarkand.model.events import Event
from samarkand.model.reports import Report
from samarkand.pipeline.opening import open_version
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import catch_up
from samarkand.steps import filing
from samarkand.steps.changing import is_same_text

BATCH_EVENTS = 256
BATCH_BYTES = 8 * 1024 * 1024
"""What may lie in memory before it is written; one sync of the disk serves a whole batch."""


class Keeper:
    """Gathers events and keeps them in batches; what it reports is durable.

    It is the only one that writes while it lives, so that the numbers it gives are right.
    """

    def __init__(self, parts: Parts) -> None:
        """Raises ArchiveBusy where another process is writing."""
        parts.archive.lock()
        catch_up(parts.archive, parts.catalog)
        self._parts = parts
        self._events: list[Event] = []
        self._reports: list[Report] = []
        self._bytes = 0
        self._waiting: set[str] = set()

    def is_kept(self, draft: Draft) -> bool:
        """Whether a draft says nothing that is not kept already.

        A file that is imported is kept if an earlier version is the same file, byte for byte. What was collected is kept
        if the latest version has the same title and text; one that was made from another thing (a page, where this is
        the text in a feed) is no measure of change, and the draft counts as kept.
        """
        if draft.made_from == "import":
            digest = sha256(draft.data)
            return any(version.sha256 == digest for version in self._parts.catalog.versions(filing.article_of(draft)))
        article = self._parts.catalog.article(filing.article_of(draft))
        if article is None:
            return False
        if article.latest.made_from not in {draft.made_from, "import"}:
            return True
        record, read = open_version(self._parts, article.latest)
        return is_same_text(record.title, draft.title) and is_same_text(read.text, draft.reading.text)

    def keep(self, draft: Draft) -> Iterator[Report]:
        """Take a draft as a version unless it is kept already; reports that are due by now."""
        article = filing.article_of(draft)
        if article in self._waiting:  # what is not in the catalog yet decides
            yield from self.flush()
        if self.is_kept(draft):
            self._reports.append(Report("unchanged", draft.imported_from or draft.url, article=article))
            if self._is_full():
                yield from self.flush()
        else:
            yield from self.keep_as_version(draft)

    def keep_as_version(self, draft: Draft) -> Iterator[Report]:
        """Take a draft of which it is known that it is not kept; reports that are due by now."""
        article = filing.article_of(draft)
        if article in self._waiting:
            yield from self.flush()
        earlier = self._parts.catalog.versions(article)
        number = len(earlier) + 1
        names = sorted((each.record for each in earlier), key=filing.number_of)
        record = filing.later_path(names[0], number) if names else filing.first_path(draft)
        event = filing.version_event(draft, number, record)
        subject = draft.imported_from or draft.url
        self._waiting.add(article)
        yield from self.add(event, Report("changed" if earlier else "new", subject, draft.title, article))

    def _is_full(self) -> bool:
        too_many = len(self._events) >= BATCH_EVENTS or len(self._reports) >= 4 * BATCH_EVENTS
        return too_many or self._bytes >= BATCH_BYTES

    def add(self, event: Event, report: Report | None = None) -> Iterator[Report]:
        """Take an event that is no version, with what is to be said of it."""
        self._events.append(event)
        self._bytes += sum(map(len, event.files.values()))
        if report:
            self._reports.append(report)
        if self._is_full():
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
