"""Bulk work, wired; apart from the rest because its libraries take long to import, and are an extra."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from pathlib import Path

from samarkand.adapters import engine, names, weights
from samarkand.adapters.captures import read_captures
from samarkand.adapters.outlets import OutletsFile, built_in
from samarkand.adapters.parquet import ParquetTables
from samarkand.app.captures import CAPTURE_FILES
from samarkand.model.reports import Report
from samarkand.pipeline.bulk.files import FileWork
from samarkand.pipeline.bulk.into import import_tables
from samarkand.pipeline.bulk.running import Bulk, Source
from samarkand.pipeline.parts import Parts
from samarkand.steps.nearness import check_library


@contextmanager
def open_bulk(folder: Path, where: str, archive: Path | None = None) -> Iterator[Bulk]:
    """Bulk work into a folder, on an engine; by the outlets of an archive, where one is named.

    Raises UsageError where a library is missing, or no engine can be had.
    """
    check_library()
    tables = ParquetTables(folder.resolve())
    outlets = OutletsFile(archive).load()[0] if archive and archive.exists() else built_in()
    runner = engine.DaftEngine(where)

    def file_work(begun_at: datetime) -> FileWork:
        return FileWork(tables, engine.opened, read_captures, outlets, weights.built_in, names.built_in, begun_at)

    try:
        with redirect_stdout(sys.stderr):  # what a cluster says of its workers must not get into the report
            yield Bulk(tables, runner, file_work, weights.built_in)
    finally:
        runner.close()


def import_bulk(bulk: Bulk, parts: Parts, now: datetime) -> Iterator[Report]:
    """Keep in an archive what the tables hold, with its captures. Raises ArchiveBusy."""
    return import_tables(parts, CAPTURE_FILES, bulk.tables, engine.opened, now)


def sources(paths: Sequence[str]) -> list[Source]:
    """The files that paths, addresses and patterns name, each once. Raises UsageError where one names none."""
    return [Source(*found) for found in dict.fromkeys(each for path in paths for each in engine.listed(path))]
