"""Files into versions: records, posts with front matter, feeds saved on disk, WARC and WACZ; known by their content."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import BinaryIO, Literal

from samarkand.errors import BadRecord
from samarkand.model.articles import Draft
from samarkand.model.captures import Broken, Captured
from samarkand.model.outlets import Outlet
from samarkand.model.reports import Report
from samarkand.pipeline.capturing import CapturingKeeper
from samarkand.pipeline.drafting import draft_of_record, entry_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.pages import answer_of, captured_draft
from samarkand.pipeline.parts import CaptureFiles, Parts
from samarkand.ports import IncomingFile
from samarkand.steps import feeds, imports, records
from samarkand.steps.filing import article_of
from samarkand.steps.outlets import outlet_of

BEGINNING = 65_536
"""Bytes that are enough to know what a file is."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a record or a feed; files of captures are streamed and have no limit."""
PIECE_WORK, PIECE_BYTES = 128, 1024 * 1024
"""What is read in one process at a time: so many records, or an eighth of that in pages; and about so many bytes."""
_PAGE_WORK = 8
"""Records that take as long as a page."""

Kind = Literal["record", "feed", "page", "exported", "told", "end"]
"""exported: a record in a file of captures. told: there is but a report. end: a file of captures ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that the files hold, in its place among the others."""

    kind: Kind
    file: str
    data: bytes = b""
    """Of a record or a feed."""
    captured: Captured | None = None
    report: Report | None = None

    @property
    def size(self) -> int:
        """Bytes that it holds in memory, about."""
        return len(self.data) + (len(self.captured.body) if self.captured else 0)


Read = Draft | str | None
"""What one of them says; why a record cannot be read; None where there is no article, or nothing to be read."""


def import_files(
    parts: Parts, captures: CaptureFiles, folders: Iterable[Sequence[IncomingFile]], now: datetime
) -> Iterator[Report]:
    """Keep what the files hold; a report for each, or for each article in it. Files of one folder go oldest first.

    Costs one read and one parse a file, the parsing on all cores, and memory for some pieces of `PIECE_BYTES`, one batch and
    the names of one folder. The search index takes it in when somebody searches, or at the end of the next round: that
    costs as much again. Raises ArchiveBusy.
    """
    work = Importing(parts, captures, Keeper(parts), now)
    drawn: deque[tuple[Found, ...]] = deque()

    def pieces() -> Iterator[tuple[Found, ...]]:
        for piece in in_pieces(
            found for folder in folders for file in sorted(folder, key=_age) for found in work.find(file)
        ):
            drawn.append(piece)
            yield piece

    for read in parts.spread(partial(read_all, parts.outlets, now), pieces()):
        for found, what in zip(drawn.popleft(), read, strict=True):
            yield from work.take(found, what)
    yield from work.finish()
    yield from parts.extractors.reports()


def in_pieces(some: Iterable[Found]) -> Iterator[tuple[Found, ...]]:
    """What was found, in pieces of like work."""
    piece, work, size = list[Found](), 0, 0
    for found in some:
        piece.append(found)
        work += _PAGE_WORK if found.kind == "page" else 1
        size += found.size
        if work >= PIECE_WORK or size >= PIECE_BYTES:
            yield tuple(piece)
            piece, work, size = [], 0, 0
    if piece:
        yield tuple(piece)


def read_all(outlets: tuple[Outlet, ...], now: datetime, piece: Sequence[Found]) -> list[Read]:
    """What the things of a piece say. Pure, so that it can be done in any process."""
    return [_read(outlets, now, found) for found in piece]


def _read(outlets: tuple[Outlet, ...], now: datetime, found: Found) -> Read:
    if found.kind == "page" and found.captured:
        return captured_draft(outlets, found.captured, now)
    if found.kind not in {"record", "exported"}:
        return None
    try:
        return draft_of_record(outlets, found.captured.body if found.captured else found.data, found.file, now)
    except BadRecord as error:
        return str(error)


def _age(file: IncomingFile) -> tuple[int, str]:
    try:
        return records.header_ms_of(file.beginning(64)), file.name
    except BadRecord:  # told when it is its turn
        return 0, file.name


class Importing:
    """One import: finds what files hold, and takes what was read of it, in the same order."""

    def __init__(self, parts: Parts, captures: CaptureFiles, keeper: Keeper, now: datetime) -> None:
        self.keeper = keeper
        self._parts = parts
        self._captures = captures
        self._captured = CapturingKeeper(parts, captures.to_warc, keeper)
        self._now = now

    def find(self, file: IncomingFile) -> Iterator[Found]:
        """What one file holds, whatever it is. Keeps nothing."""
        try:
            data = file.beginning(BEGINNING)
            kind = "record" if records.looks_like_record(data) else imports.kind_of(data)
            if kind == "captures":
                with file.open() as stream:
                    yield from self.find_captures(file.name, stream)
            elif kind == "nothing":
                yield _told(file.name, Report("skipped", file.name, "is no record, feed or file of captures"))
            elif len(data) == BEGINNING and file.size > LARGEST:
                problem = f"has {file.size:,} bytes, more than a {kind} may have"
                yield _told(file.name, Report("failed", file.name, problem))
            else:
                yield Found(kind, file.name, data if len(data) < BEGINNING else file.read())
        except BadRecord as error:
            yield _told(file.name, Report("failed", file.name, str(error)))

    def find_captures(self, name: str, stream: BinaryIO) -> Iterator[Found]:
        """What a file of captures holds, and its end. Keeps nothing."""
        for found in self._captures.read(stream):
            if isinstance(found, Broken):
                place = f"{name} at byte {found.offset}"
                yield _told(name, Report("failed" if found.is_lost else "note", place, found.problem))
            elif imports.is_record(found):
                yield Found("exported", name, captured=found)
            elif imports.is_page(found):
                yield Found("page", name, captured=found)
        yield Found("end", name)

    def take(self, found: Found, what: Read) -> Iterator[Report]:
        """Keep one of them, or tell of it; the reports that are due by now."""
        if found.report:
            self.keeper.say(found.report)
        elif found.kind == "feed":
            yield from self._feed(found)
        elif found.kind == "end":
            yield from self._captured.flush()
        elif found.kind == "page" and found.captured:
            yield from self._page(found, found.captured, what)
        elif isinstance(what, Draft):
            yield from self._record(found, what)
        else:
            place = f"{found.file} at byte {found.captured.offset}" if found.captured else found.file
            self.keeper.say(Report("failed", place, str(what)))

    def finish(self) -> Iterator[Report]:
        """Keep what is left; its reports."""
        yield from self._captured.flush()

    def _record(self, found: Found, draft: Draft) -> Iterator[Report]:
        """A record; of those that an archive has exported, versions stay in the order of the file."""
        if found.captured:
            draft = replace(draft, captured_at=found.captured.at)
            if self._captured.holds(article_of(draft)):
                yield from self._captured.flush()
        yield from self.keeper.keep(draft)

    def _feed(self, found: Found) -> Iterator[Report]:
        document = feeds.read_feed(found.data, "", {}, self._now)
        if not document.format:
            self.keeper.say(Report("failed", found.file, document.trouble))
        for entry in {entry.url: entry for entry in reversed(document.entries)}.values():
            if entry.url and entry.body:
                draft = entry_draft(self._parts, entry, "", self._now)
                yield from self.keeper.keep(replace(draft, made_from="import", imported_from=found.file))
            else:
                place = f"{found.file}: {entry.title or entry.url}"
                self.keeper.say(Report("skipped", place, "has no link or no text"))

    def _page(self, found: Found, captured: Captured, what: Read) -> Iterator[Report]:
        extractors = self._parts.extractors
        if extractors.reads(outlet_of(captured.url, self._parts.outlets).id):
            what = captured_draft(self._parts.outlets, captured, self._now, extractors)
        if not isinstance(what, Draft):
            place = f"{found.file}: {captured.url}"
            self.keeper.say(Report("skipped", place, "no article was found on this page"))
            return
        draft = replace(what, imported_from=found.file)
        if self._captured.keep(answer_of(captured, self._now), (draft,)):
            self.keeper.say(Report("unchanged", captured.url))
        if self._captured.is_full():
            yield from self._captured.flush()


def _told(file: str, report: Report) -> Found:
    return Found("told", file, report=report)
