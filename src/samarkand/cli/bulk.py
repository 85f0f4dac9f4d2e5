"""`bulk`: files of captures, any number of them, into tables; on this machine or on a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.app.bulk import import_bulk, open_bulk, sources
from samarkand.cli.options import clock, have_archive, json_option
from samarkand.cli.output import print_json, print_line, progress
from samarkand.errors import UsageError
from samarkand.model.reports import Summary
from samarkand.pipeline.bulk.running import Bulk, BulkReport, Source, Step


@click.command("bulk")
@click.argument("paths", nargs=-1, metavar="PATH|URL|PATTERN...")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder of the tables; on a cluster one that all its machines see.",
)
@click.option(
    "--list",
    "listing",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="A file that names further files, one a line; `-` for standard input.",
)
@click.option(
    "--engine",
    default="native",
    show_default=True,
    metavar="native|ray|ray://HOST:PORT",
    help="Who does the work: this machine, a Ray cluster on it, or one that is there.",
)
@click.option(
    "--into",
    "archive",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the articles in an archive too.",
)
@json_option
@click.pass_context
def bulk_command(  # noqa: PLR0913  (click hands over every option)
    ctx: click.Context,
    paths: tuple[str, ...],
    folder: Path,
    listing: Iterable[str] | None,
    engine: str,
    archive: Path | None,
    *,
    as_json: bool,
) -> None:
    """Make tables (Parquet) of WARC files: versions, statements, dates, names, near-duplicates, story candidates.

    The files lie on a disk, in an object store (s3://…) or on the web. Stopped at any moment, the same command goes on; run
    again, it does what is missing and no more. Exit code 1 where a file could not be read.
    """
    named = [line.strip() for line in listing or () if line.strip()]
    if not paths and not named:
        raise UsageError("name a file, an address or a pattern, or a --list of them")
    try:
        with open_bulk(folder, engine, archive) as bulk:
            report = _run(bulk, sources([*paths, *named]))
            kept = _keep(bulk, archive) if archive else None
    except KeyboardInterrupt:
        click.echo("samarkand: stopped; the same command goes on from here", err=True)
        os._exit(130)  # threads of the engine are still at work, and would make an orderly end a crash
    if as_json:
        print_json(asdict(report) | ({"archive": kept.as_json()} if kept else {}))
    else:
        for line in told(report, folder, kept):
            print_line(line)
    ctx.exit(1 if report.quarantined or (kept and kept.counts["failed"]) else 0)


def _run(bulk: Bulk, files: list[Source]) -> BulkReport:
    """Do the work under a bar for each stage."""
    steps = bulk.run(files, clock())
    step = next(steps)
    while isinstance(step, Step):
        stage = step.stage
        with progress(stage, step.total) as advance:
            while isinstance(step, Step) and step.stage == stage:
                advance()
                step = next(steps)
    return step


def _keep(bulk: Bulk, archive: Path) -> Summary:
    """Import what the tables hold."""
    have_archive(archive)
    summary = Summary()
    with open_archive(archive) as parts, progress("importing", None) as advance:
        for report in import_bulk(bulk, parts, clock()):
            summary.add(report)
            advance()
    return summary


def told(report: BulkReport, folder: Path, kept: Summary | None) -> list[str]:
    """A report for people."""
    unread = f", {report.quarantined} that could not be read" if report.quarantined else ""
    lines = [
        f"{folder}: {report.files} files{unread}; {report.worked} were worked on now",
        f"{report.pages} pages, {report.versions} versions, {report.articles} articles, {report.problems} problems",
        f"{report.duplicates} near-duplicates, {report.links} links, {report.stories} story candidates",
    ]
    if kept:
        lines.append("archive: " + ", ".join(f"{count} {outcome}" for outcome, count in kept.counts.items()))
    return lines
