"""How a story stands, in words, wherever it is told: on a card of the reader, in a digest."""

from __future__ import annotations

from samarkand.model.digests import Standing
from samarkand.web.wording import Wording


def marks(known: Standing, wording: Wording) -> list[tuple[str, str]]:
    """How a story stands, in words: the kind of each mark, and what it says."""
    told = []
    if known.new:
        told.append(("new", wording.say("mark_new") if known.is_all_new else wording.count("mark_joined", known.new)))
    if known.disputed:
        told.append(("disputed", wording.count("disagreements", known.disputed)))
    if known.changed:
        told.append(("changed", wording.count("mark_changed", known.changed)))
    return told
