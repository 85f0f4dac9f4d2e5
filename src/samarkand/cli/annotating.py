"""What commands about statements do first: mark the texts that were not marked yet."""

from __future__ import annotations

from samarkand.cli.output import caught_up
from samarkand.pipeline.annotating import annotate, lag
from samarkand.pipeline.parts import Parts


def mark_texts(parts: Parts) -> None:
    """Mark what is not marked yet; where another process is at it, say how far behind the annotations are."""
    caught_up("marking texts", lag(parts), annotate(parts), "taken in")
