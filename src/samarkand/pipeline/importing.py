"""Files into versions: records, posts with front matter, feeds saved on disk, WARC and WACZ; known by their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from samarkand.errors import BadRecord
from samarkand.model.captures import Broken, Captured
from samarkand.model.collecting import Answer, Request
from samarkand.model.reports import Report
from samarkand.pipeline.capturing import CapturingKeeper
from samarkand.pipeline.drafting import entry_draft, record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.pages import page_draft
from samarkand.pipeline.parts import CaptureFiles, Parts
from samarkand.ports import IncomingFile
from samarkand.steps import feeds, imports, records
from samarkand.steps.filing import article_of
from samarkand.steps.outlets import outlet_of

BEGINNING = 65_536
"""Bytes that are enough to know what a file is."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a record or a feed; files of captures are streamed and have no limit."""


def import_files(
    parts: Parts, captures: CaptureFiles, folders: Iterable[Sequence[IncomingFile]], now: datetime
) -> Iterator[Report]:
    """Keep what the files hold; a report for each, or for each article in it. Files of one folder go oldest first.

    Costs one read and one parse a file, and memory for one batch and the names of one folder. The search index takes it
    in when somebody searches, or at the end of the next round: that costs as much again. Raises ArchiveBusy.
    """
    work = _Import(parts, captures, Keeper(parts), now)
    for folder in folders:
        for file in sorted(folder, key=_age):
            yield from work.take(file)
    yield from work.keeper.flush()
    yield from parts.extractors.reports()


def _age(file: IncomingFile) -> tuple[int, str]:
    try:
        return records.header_ms_of(file.beginning(64)), file.name
    except BadRecord:  # told when it is its turn
        return 0, file.name


@dataclass(frozen=True, slots=True)
class _Import:
    """What taking one file works with."""

    parts: Parts
    captures: CaptureFiles
    keeper: Keeper
    now: datetime

    def take(self, file: IncomingFile) -> Iterator[Report]:
        """One file, whatever it is."""
        try:
            data = file.beginning(BEGINNING)
            kind = "record" if records.looks_like_record(data) else imports.kind_of(data)
            if kind == "captures":
                yield from self._captures(file)
            elif kind == "nothing":
                self.keeper.say(Report("skipped", file.name, "is no record, feed or file of captures"))
            elif len(data) == BEGINNING and file.size > LARGEST:
                self.keeper.say(Report("failed", file.name, f"has {file.size:,} bytes, more than a {kind} may have"))
            else:
                take = self._feed if kind == "feed" else self._record
                yield from take(file, data if len(data) < BEGINNING else file.read())
        except BadRecord as error:
            self.keeper.say(Report("failed", file.name, str(error)))

    def _record(self, file: IncomingFile, data: bytes) -> Iterator[Report]:
        yield from self.keeper.keep(record_draft(self.parts, data, file.name, self.now))

    def _feed(self, file: IncomingFile, data: bytes) -> Iterator[Report]:
        document = feeds.read_feed(data, "", {}, self.now)
        if not document.format:
            self.keeper.say(Report("failed", file.name, document.trouble))
        for entry in {entry.url: entry for entry in reversed(document.entries)}.values():
            if entry.url and entry.body:
                draft = entry_draft(self.parts, entry, "", self.now)
                yield from self.keeper.keep(replace(draft, made_from="import", imported_from=file.name))
            else:
                self.keeper.say(Report("skipped", f"{file.name}: {entry.title or entry.url}", "has no link or no text"))

    def _captures(self, file: IncomingFile) -> Iterator[Report]:
        captured = CapturingKeeper(self.parts, self.captures.to_warc, self.keeper)
        with file.open() as stream:
            for found in self.captures.read(stream):
                if isinstance(found, Broken):
                    place = f"{file.name} at byte {found.offset}"
                    self.keeper.say(Report("failed" if found.is_lost else "note", place, found.problem))
                elif imports.is_record(found):
                    yield from self._exported(file, found, captured)
                elif imports.is_page(found):
                    self._page(file, found, captured)
                    if captured.is_full():
                        yield from captured.flush()
        yield from captured.flush()

    def _exported(self, file: IncomingFile, found: Captured, captured: CapturingKeeper) -> Iterator[Report]:
        """A record that an archive has exported; versions stay in the order of the file."""
        try:
            draft = record_draft(self.parts, found.body, file.name, self.now)
        except BadRecord as error:
            self.keeper.say(Report("failed", f"{file.name} at byte {found.offset}", str(error)))
            return
        if captured.holds(article_of(draft)):
            yield from captured.flush()
        yield from self.keeper.keep(replace(draft, captured_at=found.at))

    def _page(self, file: IncomingFile, found: Captured, captured: CapturingKeeper) -> None:
        at = found.at or self.now
        answer = Answer(Request(found.url, "page"), found.url, found.status, found.headers, found.body, at)
        answer = replace(answer, is_bare=found.is_bare)
        outlet = outlet_of(found.url, self.parts.outlets)
        draft = page_draft(self.parts, imports.page_of(found.url, outlet), answer, at)
        if draft is None:
            self.keeper.say(Report("skipped", f"{file.name}: {found.url}", "no article was found on this page"))
            return
        draft = replace(draft, made_from="import", imported_from=file.name, seen_at=self.now, captured_at=found.at)
        if captured.keep(answer, (draft,)):
            self.keeper.say(Report("unchanged", found.url))
