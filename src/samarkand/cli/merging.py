"""`samarkand merge`."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.app.merging import FOLDERS, merge_book, open_other
from samarkand.app.proof import CHECK_SIGNATURE
from samarkand.cli.options import archive_option, clock, have_archive, json_option
from samarkand.cli.output import print_reports, progress
from samarkand.pipeline.merging import check_other, merge
from samarkand.pipeline.sealing import SealCheck


@click.command("merge")
@click.argument("other", type=click.Path(path_type=Path), metavar="OTHER")
@archive_option
@json_option
def merge_command(other: Path, archive: Path, *, as_json: bool) -> None:
    """Take in another archive: its versions in their order of time, captures, pictures, and what else its ledger tells.

    OTHER is checked first, and not changed. What both have kept is kept once. Merging again takes in what is new there.
    """
    with open_other(other, archive) as theirs:
        with progress("checking", theirs.count_files()) as advance:
            check_other(theirs, FOLDERS, chain(theirs.verify(advance), SealCheck().findings(theirs, CHECK_SIGNATURE)))
        have_archive(archive)
        with open_archive(archive) as parts, merge_book() as book, progress("merging", None) as advance:
            print_reports(merge(parts, theirs, book, clock()), advance, as_json=as_json)
