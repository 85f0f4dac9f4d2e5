"""What commands about stories do first: place the articles that are in none yet."""

from __future__ import annotations

from samarkand.cli.output import caught_up
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.relating import relate
from samarkand.storytelling import Stories


def bring_together(parts: Parts) -> None:
    """Place what is in no story yet; where another process is at it, say how far behind the stories are."""
    caught_up("bringing articles together", Stories(parts).lag(), relate(parts), "taken in")
