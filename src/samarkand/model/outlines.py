"""An article in one line: what a program that looks at all of them has to know of each. Values only."""

from __future__ import annotations

from typing import NamedTuple


class Outline(NamedTuple):
    """An article without its text. A tuple, because there is one for each article of the archive."""

    id: str
    outlet: str
    published_ms: int
    """Best known time of publication, in epoch milliseconds (UTC)."""
    versions: int
    state: str
    """Another one whenever the catalog tells anything else of the article, or of others that may be issues of it."""
