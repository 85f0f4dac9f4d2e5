"""`backup` and `restore`: a second copy of an archive, and an archive from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from samarkand.app.archives import open_for_checking
from samarkand.app.copies import copy_at, copy_to
from samarkand.cli.options import archive_option, json_option
from samarkand.cli.output import Progress, print_json, print_line, print_report_json, progress, report_line
from samarkand.model.reports import Report, Summary
from samarkand.pipeline.carrying import carry, mend


@click.command("backup")
@click.argument("destination", type=click.Path(file_okay=False, path_type=Path), metavar="DEST")
@click.option(
    "--mend", "is_whole", is_flag=True, help="Read every file of the backup, and put back what is damaged there."
)
@archive_option
@json_option
@click.pass_context
def backup_command(ctx: click.Context, destination: Path, archive: Path, *, is_whole: bool, as_json: bool) -> None:
    """Bring a backup in the folder DEST to where the archive is: what is new, each file checked by its hash.

    DEST becomes an archive like any other. Nothing in it is ever taken away. Stopped, the next one goes on.
    Exit code 1 where a file of the archive is missing or damaged, and could not be copied.
    """
    source, target = copy_at(archive), copy_to(destination, archive)
    try:
        with progress("backing up", None) as advance:
            summary = told(carry(source, target, is_ours=False), advance, as_json=as_json)
            if is_whole:
                told(mend(source, target), advance, summary, as_json=as_json)
    finally:
        target.finish()
    end = target.end()
    if as_json:
        print_json({**summary.as_json(), "lines": end.count})
    else:
        put_back = f", {summary.counts['changed']} put back" if summary.counts["changed"] else ""
        print_line(
            f"{summary.counts['new']} files copied{put_back}; {destination} knows {end.count} lines of the ledger"
        )
    ctx.exit(1 if summary.counts["failed"] else 0)


@click.command("restore")
@click.argument("source", type=click.Path(file_okay=False, path_type=Path), metavar="SRC")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@json_option
@click.pass_context
def restore_command(ctx: click.Context, source: Path, folder: Path, *, as_json: bool) -> None:
    """Make an archive in the folder DIR from a backup in SRC, and check all of it. Stopped, the next one goes on.

    SRC is not changed. Exit code 3 where something is missing or damaged in what was restored.
    """
    backup, target = copy_at(source), copy_to(folder, source)
    try:
        with progress("restoring", None) as advance:
            summary = told(carry(backup, target, is_ours=True), advance, as_json=as_json)
    finally:
        target.finish()
    restored, found = open_for_checking(folder), 0
    with progress("verifying", restored.count_files()) as advance:
        for finding in restored.verify(advance):
            found += 1
            if as_json:
                print_json({"path": finding.path, "problem": finding.problem})
            else:
                print_line(f"! {finding.path}: {finding.problem}")
    end = restored.end()
    if as_json:
        print_json({**summary.as_json(), "lines": end.count, "findings": found})
    else:
        print_line(f"{summary.counts['new']} files restored; {end.count} lines of the ledger, {found} findings")
    ctx.exit(3 if found else 0)


def told(reports: Iterator[Report], advance: Progress, summary: Summary | None = None, *, as_json: bool) -> Summary:
    """Print what failed or was put back; the sum."""
    summary = summary or Summary()
    for report in reports:
        summary.add(report)
        advance()
        if report.outcome not in {"failed", "changed"}:
            continue
        if as_json:
            print_report_json(report)
        else:
            click.echo(report_line(report))
    return summary
