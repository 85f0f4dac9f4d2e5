"""`export`: captures, records and pictures in the forms that web archives use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from samarkand.app.archives import open_archive
from samarkand.app.exports import exporting_to
from samarkand.cli.indexing import make_searchable
from samarkand.cli.options import archive_option, clock, json_option, outlet_option
from samarkand.cli.output import print_json, print_line, progress, visible
from samarkand.cli.reading import each_article
from samarkand.errors import UsageError
from samarkand.model.articles import Article
from samarkand.model.exports import Exported, Format
from samarkand.pipeline.exporting import export
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.searching import Narrowing, Search
from samarkand.steps.exporting import format_of

FORMATS = ("warc", "wacz")
COUNTS = ("articles", "versions", "captures", "texts", "pictures", "failed")


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--format", "form", type=click.Choice(FORMATS), help="The form; if not given, by the ending of FILE.")
@click.option("--article", "identities", multiple=True, metavar="ID", help="This article; may be given several times.")
@click.option("--query", default="", metavar="QUERY", help="The articles that a search finds.")
@click.option("--watch", default="", metavar="ID", help="The articles that a saved search finds.")
@outlet_option
@archive_option
@json_option
@click.pass_context
def export_command(ctx: click.Context, /, file: Path, archive: Path, **given: Any) -> None:
    """Export articles with all their versions as WARC 1.1 (FILE.warc.gz) or WACZ 1.1.1 (FILE.wacz).

    Captures go out as they were kept. A version whose page was not captured goes out as its record, with a page that says
    what it is. FILE is written anew, at one stroke.
    """
    form: Format | None = given["form"] or format_of(file.name)
    if form is None:
        raise UsageError(f"{file.name} has none of the endings .warc.gz and .wacz; give one, or --format")
    if sum(map(bool, (given["identities"], given["query"], given["watch"]))) > 1:
        raise UsageError("--article, --query and --watch exclude each other; give one of them")
    counts: Counter[str] = Counter()
    with open_archive(archive) as parts:
        articles, expected = _chosen(parts, given)
        with exporting_to(file, form, archive, parts.settings.title) as out, progress("exporting", expected) as advance:
            for each in export(parts, articles, out):
                counts += _counted(each)
                for subject, problem in each.problems:
                    click.echo(visible(f"! {subject}: {problem}"), err=True)
                advance()
    if given["as_json"]:
        print_json({"file": str(file), "format": form, **{name: counts[name] for name in COUNTS}})
    else:
        print_line(", ".join(f"{counts[name]} {name}" for name in COUNTS))
    ctx.exit(1 if counts["failed"] else 0)


def _counted(each: Exported) -> Counter[str]:
    """What one article adds to the sum."""
    return Counter(
        articles=1,
        versions=each.versions,
        captures=each.captures,
        texts=each.texts,
        pictures=each.pictures,
        failed=len(each.problems),
    )


def _chosen(parts: Parts, given: Mapping[str, Any]) -> tuple[Iterator[Article], int | None]:
    """The articles that were asked for, and how many they are where that is known."""
    queries, search = Queries(parts), Search(parts)
    owner = queries.outlet(given["outlet"]).id if given["outlet"] else ""
    if given["identities"]:
        found = {queries.article(identity).id for identity in given["identities"]}
    elif given["query"] or given["watch"]:
        text = given["query"] or search.watch(given["watch"]).query
        search.query(text, clock())  # a wrong one is told before anything is waited for
        make_searchable(search)
        found = search.articles(text, clock(), Narrowing(outlet=owner))
    else:
        return each_article(queries, owner, None), None
    articles = (queries.article(identity) for identity in sorted(found))
    return (article for article in articles if not owner or article.outlet == owner), len(found)
