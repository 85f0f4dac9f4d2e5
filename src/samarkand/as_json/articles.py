"""Articles and their versions as JSON objects: what `list`, `show` and `text` print, and what is answered at `/api`."""

from __future__ import annotations

from typing import Any

from samarkand.as_json.lives import gone_json
from samarkand.model.answers import OpenedVersion
from samarkand.model.articles import Article, Published, Version
from samarkand.queries import Queries
from samarkand.times import iso


def published_json(published: Published | None) -> dict[str, Any]:
    """What is known of a time of publication; `published_at` is null where nothing is."""
    if published is None:
        return {"published_at": None}
    told: dict[str, Any] = {
        "published_at": iso(published.at),
        "published_zone": published.zone,
        "published_precision": published.precision,
        "published_told": published.told,
    }
    return told | ({"published_on": published.on.isoformat()} if published.on else {})


def article_json(queries: Queries, article: Article) -> dict[str, Any]:
    """An article as the contract of the command line names it."""
    latest = article.latest
    versions = queries.versions(article.id) if article.versions > 1 else [latest]
    return {
        "id": article.id,
        "outlet": article.outlet,
        "outlet_name": queries.outlet_name(article.outlet),
        "title": latest.title,
        "url": latest.url,
        "canonical_url": article.url,
        **published_json(latest.published),
        "seen_at": iso(article.first_seen_at),
        "header_ms": latest.header_ms,
        "versions": article.versions,
        "language": latest.language,
        "authors": list(latest.authors),
        "record": latest.record,
        "imported_from": [version.imported_from for version in versions if version.imported_from],
        **gone_json(article),
    }


def opened_json(queries: Queries, opened: OpenedVersion) -> dict[str, Any]:
    """A version with everything that is known of it."""
    version = opened.version
    pictures = [
        {
            "url": picture.url,
            "caption": picture.caption,
            "alt": picture.alt,
            "image": opened.images[picture.url].path if picture.url in opened.images else "",
            "problem": opened.images[picture.url].problem if picture.url in opened.images else "",
        }
        for picture in opened.reading.pictures
    ]
    return article_json(queries, opened.article) | {
        "version": version.number,
        "title": version.title,
        "url": version.url,
        **published_json(version.published),
        "version_seen_at": iso(version.seen_at),
        "header_ms": version.header_ms,
        "language": version.language,
        "authors": list(version.authors),
        "record": version.record,
        "sha256": version.sha256,
        "feed": version.feed,
        "capture": version.capture,
        "pictures": pictures,
        "text": opened.reading.text,
    }


def text_json(version: Version, text: str) -> dict[str, Any]:
    """The plain text of a version."""
    return {"id": version.article, "version": version.number, "title": version.title, "text": text}
