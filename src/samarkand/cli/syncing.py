"""`sync`: an archive and a copy of it in an object store, each brought to where the other is ahead."""

from __future__ import annotations

from pathlib import Path

import click

from samarkand.app.buckets import BucketCopy, local_copy
from samarkand.cli.copying import told
from samarkand.cli.options import archive_option, json_option
from samarkand.cli.output import print_json, print_line, progress
from samarkand.errors import CopiesDiffer, UsageError
from samarkand.pipeline.carrying import carry, is_behind


@click.command("sync")
@click.argument("url", metavar="URL")
@archive_option
@json_option
@click.pass_context
def sync_command(ctx: click.Context, url: str, archive: Path, *, as_json: bool) -> None:
    """Bring the copy at URL (s3://bucket/prefix) to where the archive is, or the archive to where the copy is.

    Whichever is behind gets what is new, each file checked by its hash; nothing is ever taken away. Where each has what the
    other has not, that is an error and nothing is changed. Where there is no archive yet, one is made from the copy.
    Credentials come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL and the like).
    """
    here, there = local_copy(archive), BucketCopy(url)
    if not here.end().count and not there.end().count and not there.about() and not here.about():
        raise UsageError(f"there is neither an archive in {archive} nor a copy of one at {url}")
    is_up = is_behind(there, here)
    if not is_up and not is_behind(here, there):
        raise CopiesDiffer(
            f"{archive} and {url} each have lines of the ledger that the other has not: they are different archives, or each "
            "went on by itself. Nothing was changed. `samarkand sync` into a new folder, then `samarkand merge` that"
        )
    source, target = (here, there) if is_up else (there, here)
    try:
        with progress("synchronising", None) as advance:
            summary = told(carry(source, target, is_ours=not is_up), advance, as_json=as_json)
    finally:
        here.finish()
    lines = target.end().count
    if as_json:
        print_json({**summary.as_json(), "lines": lines, "to": "store" if is_up else "archive"})
    else:
        print_line(
            f"{summary.counts['new']} files brought {'there' if is_up else 'here'}; both know {lines} lines of the ledger"
        )
    ctx.exit(1 if summary.counts["failed"] else 0)
