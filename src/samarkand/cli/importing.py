"""`samarkand import`."""

from __future__ import annotations

from pathlib import Path

import click

from samarkand.app.archives import open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.cli.options import archive_option, clock, have_archive, json_option
from samarkand.cli.output import print_reports, progress
from samarkand.pipeline.importing import import_files


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@archive_option
@json_option
@click.pass_context
def import_command(ctx: click.Context, paths: tuple[Path, ...], archive: Path, as_json: bool) -> None:
    """Import files and folders: records, posts with front matter, saved feeds, WARC and WACZ, known by their content.

    A record whose URL was imported before becomes a version of that article, or nothing if it is the same file. A file
    that cannot be read is reported and the import goes on.
    """
    folders, count = open_files(paths)
    have_archive(archive)
    with open_archive(archive) as parts, progress("importing", count) as advance:
        summary = print_reports(import_files(parts, CAPTURE_FILES, folders, clock()), advance, as_json=as_json)
    ctx.exit(1 if summary.counts["failed"] else 0)
