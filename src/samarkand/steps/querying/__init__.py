"""The language of queries: from what was typed to a `Query`, or to an error that shows the place; asks no index.

text -> pieces (scanning) -> nodes (parsing), days and dates by name (days)
"""

from __future__ import annotations

from samarkand.steps.querying.parsing import parse

__all__ = ["parse"]
