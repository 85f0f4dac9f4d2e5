"""What a query finds, as JSON objects; marks count characters of the passage they stand in, ends excluded."""

from __future__ import annotations

from typing import Any

from samarkand.model.answers import FoundVersion, Results
from samarkand.queries import Queries
from samarkand.times import iso


def found_json(queries: Queries, found: FoundVersion, results: Results) -> dict[str, Any]:
    """A hit as the contract of the command line names it."""
    article, version = found.article, found.version
    return {
        "id": article.id,
        "version": version.number,
        "versions": article.versions,
        "outlet": article.outlet,
        "outlet_name": queries.outlet_name(article.outlet),
        "title": found.title.text,
        "title_marks": [list(mark) for mark in found.title.marks],
        "url": version.url,
        "language": version.language,
        "published_at": iso(version.published.at) if version.published else None,
        "score": found.score,
        "snippet": " … ".join(passage.text for passage in found.passages),
        "passages": [
            {"text": passage.text, "start": passage.start, "marks": [list(mark) for mark in passage.marks]}
            for passage in found.passages
        ],
        "alternatives": {each.typed: list(each.also) for each in results.alternatives},
        "total": results.total,
        "is_relaxed": results.is_relaxed,
    }
