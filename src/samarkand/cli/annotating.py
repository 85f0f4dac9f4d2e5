"""What commands about statements do first: mark the texts that were not marked yet."""

from __future__ import annotations

import click

from samarkand.cli.output import progress
from samarkand.errors import ArchiveBusy
from samarkand.pipeline.annotating import annotate, lag
from samarkand.pipeline.parts import Parts


def mark_texts(parts: Parts) -> None:
    """Mark what is not marked yet; where another process is at it, say how far behind the annotations are."""
    behind = lag(parts)
    if not behind:
        return
    try:
        with progress("marking what was said", behind) as advance:
            for count in annotate(parts):
                advance(count)
    except ArchiveBusy:
        told = "another process is marking texts"
        click.echo(f"{told}; the newest {behind} lines of the ledger are not taken in yet", err=True)
