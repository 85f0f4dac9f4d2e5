"""Which articles a command is about: some, an outlet's, a story's, a day's, what a search finds, or all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

import click

from samarkand.cli.indexing import make_searchable
from samarkand.cli.options import clock
from samarkand.cli.reading import PAGE, each_article
from samarkand.cli.relating import bring_together
from samarkand.errors import UsageError
from samarkand.model.articles import Article
from samarkand.model.catalog import Listing
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.searching import Narrowing, Search
from samarkand.storytelling import Stories
from samarkand.times import to_ms

EXCLUDING = ("identities", "query", "watch", "story", "on")
"""What was given under these names, of which one at most may stand."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles that were asked for."""

    articles: Iterable[Article]
    expected: int | None
    """How many they are, where that is known."""
    title: str
    """What they are, for the heading of a book."""
    told: str
    """The same for the same choice, on every machine."""


def choosing_options(command: Any) -> Any:
    """`--article`, `--story`, `--on`, `--query`, `--watch`, handed over under the names in EXCLUDING."""
    for option in (
        click.option("--watch", default="", metavar="ID", help="The articles that a saved search finds."),
        click.option("--query", default="", metavar="QUERY", help="The articles that a search finds."),
        click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Those published on a day (UTC)."),
        click.option("--story", default="", metavar="ID", help="The articles of a story."),
        click.option(
            "--article", "identities", multiple=True, metavar="ID", help="This article; may be given several times."
        ),
    ):
        command = option(command)
    return command


def chosen(parts: Parts, given: Mapping[str, Any]) -> Choice:
    """The articles that options ask for. Raises UsageError, NotFound, BadQuery."""
    if sum(map(bool, (given[name] for name in EXCLUDING))) > 1:
        raise UsageError("--article, --story, --on, --query and --watch exclude each other; give one of them")
    queries = Queries(parts)
    outlet = queries.outlet(given["outlet"]) if given["outlet"] else None
    owner, name = (outlet.id, outlet.name) if outlet else ("", parts.settings.title)
    if given["story"]:
        bring_together(parts)
        glance = Stories(parts).glance(given["story"])
        articles = [member.article for member in glance.members if not owner or member.article.outlet == owner]
        return Choice(articles, len(articles), glance.title, f"story {glance.story.id} {owner}")
    if given["on"]:
        day = given["on"].date()
        return Choice(_of_day(queries, owner, day), None, f"{name} · {day}", f"day {day} {owner}")
    if given["identities"]:
        identities = sorted({queries.article(identity).id for identity in given["identities"]})
        title = queries.title_of(queries.article(identities[0]).latest) if len(identities) == 1 else name
        return _listed(queries, identities, owner, title, f"articles {' '.join(identities)}")
    if given["query"] or given["watch"]:
        search = Search(parts)
        text = given["query"] or _searched(search, given["watch"])
        search.query(text, clock())  # a wrong one is told before anything is waited for
        make_searchable(search)
        found = search.articles(text, clock(), Narrowing(outlet=owner))
        return _listed(queries, sorted(found), owner, text, f"query {text} {owner}")
    return Choice(each_article(queries, owner, None), None, name, f"all {owner}")


def _searched(search: Search, identity: str) -> str:
    """The query of a saved search. Raises NotFound, and UsageError for a watch that is none."""
    watch = search.watch(identity)
    if watch.kind != "search":
        raise UsageError(f"{watch.subject()} waits for something else than a search; give a --query")
    return watch.query


def _listed(queries: Queries, identities: list[str], owner: str, title: str, told: str) -> Choice:
    articles: Iterator[Article] = map(queries.article, identities)
    return Choice((each for each in articles if not owner or each.outlet == owner), len(identities), title, told)


def _of_day(queries: Queries, owner: str, day: date) -> Iterator[Article]:
    """The articles of a UTC day, newest first."""
    start = datetime.combine(day, time(), UTC)
    before = (to_ms(start + timedelta(days=1)), "")
    while page := queries.articles(Listing(owner, PAGE, before)):
        kept = list(takewhile(lambda article: article.published_at >= start, page))
        yield from kept
        if len(kept) < len(page):
            return
        before = (to_ms(page[-1].published_at), page[-1].id)
