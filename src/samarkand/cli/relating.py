"""What commands about stories do first: place the articles that are in none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samarkand.cli.output import caught_up
from samarkand.later import later
from samarkand.pipeline.parts import Parts
from samarkand.storytelling import Stories

if TYPE_CHECKING:
    from samarkand.pipeline import relating
else:  # nothing of it is needed where all articles are placed
    relating = later("samarkand.pipeline.relating")


def bring_together(parts: Parts) -> None:
    """Place what is in no story yet; where another process is at it, say how far behind the stories are."""
    behind = Stories(parts).lag()
    caught_up("bringing articles together", behind, relating.relate(parts) if behind else (), "taken in")
