"""What machines read of an article's page: schema.org's NewsArticle as JSON-LD (W3C JSON-LD 1.1, section 7)."""

from __future__ import annotations

import json

from samarkand.model.answers import OpenedVersion
from samarkand.times import iso
from samarkand.urls import is_web

LONGEST = 110
"""Characters of a headline that search engines take."""


def news_article(opened: OpenedVersion, outlet: str) -> str:
    """The content of a `script` element: JSON without any `<`, so that nothing in it ends the element."""
    version, reading = opened.version, opened.reading
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": (reading.title or version.title or version.url)[:LONGEST],
        "inLanguage": reading.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
        "dateModified": iso(version.seen_at),
        "version": version.number,
    }
    if reading.published:
        told["datePublished"] = iso(reading.published.at)
    if reading.authors:
        told["author"] = [{"@type": "Person", "name": each} for each in reading.authors]
    if is_web(version.url):
        told["url"] = told["isBasedOn"] = version.url
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
