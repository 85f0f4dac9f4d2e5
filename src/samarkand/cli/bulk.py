"""`bulk`: files of captures, any number of them, into tables; on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from samarkand.app.bulk import open_bulk, sources
from samarkand.cli.options import clock, json_option
from samarkand.cli.output import print_json, print_line, progress
from samarkand.errors import UsageError
from samarkand.pipeline.bulk.running import Bulk, BulkReport, Source, Step


@click.command("bulk")
@click.argument("paths", nargs=-1, metavar="PATH|URL|PATTERN...")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder of the tables.",
)
@click.option(
    "--list",
    "listing",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="A file that names further ones, one a line; `-` for standard input.",
)
@click.option(
    "--engine",
    default="native",
    show_default=True,
    metavar="native|ray|ray://HOST:PORT",
    help="Who does the work: this machine, a Ray cluster on it, or one that is there.",
)
@json_option
@click.pass_context
def bulk_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    folder: Path,
    listing: Iterable[str] | None,
    engine: str,
    as_json: bool,
) -> None:
    """Make tables (Parquet) of WARC files: versions, statements, dates, names, near-duplicates, story candidates.

    Files lie on a disk, in an object store (s3://…) or on the web. Stopped at any moment, the same command goes on; run
    again, it does what is missing and no more. Exit code 1 where a file could not be read.
    """
    named = [line.strip() for line in listing or () if line.strip()]
    if not paths and not named:
        raise UsageError("name a file, an address or a pattern, or a --list of them")
    with open_bulk(folder, engine) as bulk:
        report = _run(bulk, sources([*paths, *named]))
    if as_json:
        print_json(asdict(report))
    else:
        for line in told(report, folder):
            print_line(line)
    ctx.exit(1 if report.quarantined else 0)


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


def told(report: BulkReport, folder: Path) -> list[str]:
    """A report for people."""
    unread = f", {report.quarantined} that could not be read" if report.quarantined else ""
    return [
        f"{folder}: {report.files} files{unread}; {report.worked} were worked on now",
        f"{report.pages} pages, {report.versions} versions, {report.articles} articles, {report.problems} problems",
        f"{report.duplicates} near-duplicates, {report.links} links, {report.stories} story candidates",
    ]
