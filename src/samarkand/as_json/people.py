"""Those who are quoted, in all articles, as JSON objects; places count characters of the plain text, ends excluded."""

from __future__ import annotations

from typing import Any

from samarkand.as_json.statements import statement_json
from samarkand.model.tellings import Appearance, OpenedSomebody, Somebody, Speaker
from samarkand.queries import Queries
from samarkand.times import iso


def somebody_json(somebody: Somebody) -> dict[str, Any]:
    """One who is quoted, under all spellings that are known to be one."""
    return {
        "name": somebody.name,
        "statements": somebody.statements,
        "outlets": list(somebody.outlets),
        "spellings": [speaker_json(each) for each in somebody.spellings],
    }


def speaker_json(speaker: Speaker) -> dict[str, Any]:
    """One who is quoted, under one spelling."""
    return {
        "name": speaker.name,
        "language": speaker.language,
        "statements": speaker.statements,
        "articles": speaker.articles,
        "outlets": list(speaker.outlets),
    }


def opened_json(queries: Queries, opened: OpenedSomebody) -> dict[str, Any]:
    """Somebody, a page of what they are quoted with, the newest article first, and who else is called so."""
    return somebody_json(opened.somebody) | {
        "items": [appearance_json(queries, each) for each in opened.appearances],
        "others": [speaker_json(each) for each in opened.others],
    }


def appearance_json(queries: Queries, appearance: Appearance) -> dict[str, Any]:
    """What somebody is quoted with in the latest version of an article."""
    article = appearance.article
    return {
        "id": article.id,
        "version": appearance.version,
        "outlet": article.outlet,
        "outlet_name": queries.outlet_name(article.outlet),
        "title": appearance.title,
        "url": article.latest.url,
        "published_at": iso(article.published_at),
        "story": appearance.story.id if appearance.story else "",
        "statements": [statement_json(each, None) for each in appearance.statements],
    }
