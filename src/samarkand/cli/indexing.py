"""What commands that search do first: take in what the index does not know yet."""

from __future__ import annotations

from samarkand.cli.output import caught_up
from samarkand.searching import Search


def make_searchable(search: Search) -> None:
    """Take in what the index does not know yet; where another process is at it, say how far behind it is."""
    caught_up("indexing", search.lag(), search.catch_up(), "searched")
