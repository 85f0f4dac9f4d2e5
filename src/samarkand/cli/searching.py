"""`search`: what a query finds, for people and as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.searching import found_json
from samarkand.cli.annotating import mark_texts
from samarkand.cli.indexing import make_searchable
from samarkand.cli.options import archive_option, clock, json_option, outlet_option
from samarkand.cli.output import print_json, print_line, visible
from samarkand.model.answers import FoundVersion, Results
from samarkand.model.search import Options, Passage
from samarkand.queries import Queries
from samarkand.searching import Narrowing, Search

MOST = 1_000
"""Hits that one call brings; `--offset` brings those behind them."""


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, help="At most so many.")
@click.option("--offset", type=click.IntRange(0, 100_000), default=0, help="Pass over so many.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), help="The best or the newest first.")
@click.option("--exact-names", is_flag=True, help="Look for no other spellings of names.")
@click.option("--no-recency", is_flag=True, help="Do not put newer articles a little higher.")
@outlet_option
@archive_option
@json_option
def search_command(words: tuple[str, ...], archive: Path, outlet: str, **given: Any) -> None:
    """Search titles and texts: words, "phrases", -exclusions, OR, parentheses, outlet: title: speaker: lang: before: after:.

    Chinese needs no spaces; both scripts and the regional spellings of names are one. Put a query that holds quotes or
    parentheses between ' ', so that the shell leaves it alone: 'title:"北岸大桥" -通车'.
    """
    for word in words:  # an exclusion begins with one hyphen, a mistyped option with two
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    as_json = given["as_json"]
    with open_archive(archive) as parts:
        queries, search = Queries(parts), Search(parts)
        narrowing = Narrowing(outlet=queries.outlet(outlet).id if outlet else "", sort=given["sort"])
        options = Options(
            limit=given["limit"],
            offset=given["offset"],
            with_variants=not given["exact_names"],
            with_recency=not given["no_recency"],
        )
        text, now = " ".join(words), clock()
        query = search.query(text, now, narrowing)  # a wrong one is told before anything is waited for
        make_searchable(search)
        if query.is_of_speakers:
            mark_texts(parts)
        results = search.find(text, now, options, narrowing)
        for found in results.found:
            if as_json:
                print_json(found_json(queries, found, results))
            else:
                print_found(queries, found)
        if not as_json:
            print_sum(results)


def print_found(queries: Queries, found: FoundVersion) -> None:
    """A hit for people: two lines and its passages; on a terminal the found places are bold."""
    article, version = found.article, found.version
    when = f"{(version.published.at if version.published else article.published_at):%Y-%m-%d}"
    older = f" (version {version.number} of {article.versions})" if version.number != article.versions else ""
    print_line(f"{article.id}  {when}  {queries.outlet_name(article.outlet)}{older}")
    print_marked("  ", found.title)
    for passage in found.passages:
        print_marked("    ", passage)
    if found.problem:
        print_line(f"    the record cannot be read: {found.problem}")


def print_marked(indent: str, passage: Passage) -> None:
    """A passage on one line."""
    pieces, place = [], 0
    for start, end in passage.marks:
        pieces += [
            visible_line(passage.text[place:start]),
            click.style(visible_line(passage.text[start:end]), bold=True),
        ]
        place = end
    click.echo(indent + "".join([*pieces, visible_line(passage.text[place:])]))


def visible_line(text: str) -> str:
    """Text from outside without line ends and without anything that could steer a terminal."""
    return visible(" ".join(text.split("\n")))


def print_sum(results: Results) -> None:
    """How many were found, and by which other spellings too."""
    for each in results.alternatives:
        print_line(f"{each.typed}: also {', '.join(each.also)} (--exact-names switches that off)")
    if results.is_relaxed:
        print_line("Nothing has all of this; these have some of it, the nearest first.")
    shown = f", {len(results.found)} shown" if len(results.found) < results.total else ""
    print_line(f"{results.total} found{shown}")
