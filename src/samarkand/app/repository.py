"""An archive that lives on a Git host: its lists written, its news committed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from samarkand.adapters import repository
from samarkand.model.catalog import Listing
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps import lists

LATEST = 100
LATEST_OF_OUTLET = 1000
"""A list on a page of a Git host that grew with the archive would soon not be shown any more."""


def write_lists(root: Path, parts: Parts, now: datetime) -> list[str]:
    """Write README.md and a list for each outlet; the paths that somebody's own file kept us from writing."""
    queries = Queries(parts)
    states = queries.status(now)
    names = {health.outlet: health.name for health in states}
    texts = {"README.md": lists.front_list(queries.title, states, queries.articles(Listing(limit=LATEST)), names)}
    for health in states:
        articles = queries.articles(Listing(health.outlet, LATEST_OF_OUTLET))
        if articles:
            texts[f"lists/{health.outlet}.md"] = lists.outlet_list(health.name, articles, health.articles)
    return [path for path, text in texts.items() if not repository.write_list(root, path, text, lists.MARK)]


def commit_all(root: Path, message: str) -> bool:
    """Commit what is new in an archive; False where nothing is. Raises UsageError where there is no repository."""
    return repository.commit_all(root, message)
