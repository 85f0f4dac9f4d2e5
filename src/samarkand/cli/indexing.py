"""What commands that search do first: take in what the index does not know yet."""

from __future__ import annotations

import click

from samarkand.cli.output import progress
from samarkand.errors import ArchiveBusy
from samarkand.searching import Search


def make_searchable(search: Search) -> None:
    """Take in what the index does not know yet; where another process is at it, say how far behind it is."""
    behind = search.lag()
    if not behind:
        return
    try:
        with progress("indexing", behind) as advance:
            for count in search.catch_up():
                advance(count)
    except ArchiveBusy:
        click.echo(
            f"another process is indexing; the newest {behind} lines of the ledger are not searched yet", err=True
        )
