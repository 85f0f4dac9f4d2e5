"""An archive out in the forms of web archives: captures as they were kept, records and pictures as what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from samarkand.errors import ArchiveDamaged, BadRecord, NotFound
from samarkand.model.articles import Article, Reading, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.exports import Copied, Exported
from samarkand.pipeline.opening import open_version
from samarkand.pipeline.parts import Parts
from samarkand.ports import Export
from samarkand.steps import exporting
from samarkand.steps.standing_in import stand_in


def export(parts: Parts, articles: Iterable[Article], out: Export) -> Iterator[Exported]:
    """Write all versions of some articles; what became of each article.

    Costs the reading of each record and of each file of captures, and memory for a few of the latter. What is missing or
    damaged is told and left out.
    """
    work = _Work(parts, out, lru_cache(maxsize=4)(parts.archive.read))
    for article in articles:
        tally = _Tally()
        for version in parts.catalog.versions(article.id):
            work.take(version, tally)
        yield tally.told(article.id)


@dataclass(slots=True)
class _Tally:
    """What became of one article so far."""

    versions: int = 0
    captures: int = 0
    texts: int = 0
    pictures: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    def told(self, article: str) -> Exported:
        """The sum."""
        return Exported(article, self.versions, self.captures, self.texts, self.pictures, tuple(self.problems))


class _Read(Protocol):
    """Reads a file of the archive."""

    def __call__(self, path: str, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Work:
    """What exporting a version works with."""

    parts: Parts
    out: Export
    capture_file: _Read
    """Reads a file of captures, of which several versions are made."""

    def take(self, version: Version, tally: _Tally) -> None:
        """Write one version."""
        reading = self._reading(version, tally)
        copied = self._copy(version, tally)
        tally.versions += 1
        kept = self._pictures(reading, tally) if reading else {}
        if copied and version.made_from != "feed":  # of a feed's text the capture is the feed, and not the page
            self.out.list_page(exporting.listed(version, copied.url, copied.at, reading))
        elif reading:
            self._text(version, reading, kept)
            tally.texts += 1

    def _reading(self, version: Version, tally: _Tally) -> Reading | None:
        try:
            return open_version(self.parts, version)[1]
        except (NotFound, ArchiveDamaged) as error:
            tally.problems.append((version.record, str(error)))
            return None

    def _copy(self, version: Version, tally: _Tally) -> Copied | None:
        """The capture of a version; None where it has none that can be had."""
        path, _, offset = version.capture.partition("#")
        if not path:
            return None
        try:
            copied = self.out.copy(self.capture_file(path), int(offset or 0))
        except (NotFound, BadRecord, ValueError) as error:
            tally.problems.append((version.capture, f"the capture cannot be read: {error}"))
            return None
        tally.captures += copied.is_new
        return copied

    def _text(self, version: Version, reading: Reading, kept: dict[str, StoredImage]) -> None:
        known = self.parts.outlet(version.outlet)
        pictures = [picture for picture in reading.pictures if picture.url in kept]
        page = stand_in(version, reading, known.name if known else version.outlet, pictures)
        record, shown = exporting.resources(version, self.parts.archive.read(version.record), page)
        self.out.add(record)
        self.out.add(shown)
        self.out.list_page(exporting.listed(version, shown.url, shown.at, reading))

    def _pictures(self, reading: Reading, tally: _Tally) -> dict[str, StoredImage]:
        """Write the pictures of a version that are kept; those that the export has, by address."""
        known = self.parts.catalog.images([picture.url for picture in reading.pictures if picture.url])
        kept = {}
        for url, stored in known.items():
            if not stored.path:
                continue
            if not self.out.has(exporting.picture_identity(stored)):
                try:
                    self.out.add(exporting.picture(stored, self.parts.archive.read(stored.path)))
                except NotFound as error:
                    tally.problems.append((stored.path, str(error)))
                    continue
                tally.pictures += 1
            kept[url] = stored
        return kept
