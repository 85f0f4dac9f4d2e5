"""What commands about stories do first: place the articles that are in none yet."""

from __future__ import annotations

import click

from samarkand.cli.output import progress
from samarkand.errors import ArchiveBusy
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.relating import relate
from samarkand.storytelling import Stories


def bring_together(parts: Parts) -> None:
    """Place what is in no story yet; where another process is at it, say how far behind the stories are."""
    behind = Stories(parts).lag()
    if not behind:
        return
    try:
        with progress("bringing together", behind) as advance:
            for count in relate(parts):
                advance(count)
    except ArchiveBusy:
        told = "another process is bringing articles together"
        click.echo(f"{told}; the newest {behind} lines of the ledger are not taken in yet", err=True)
