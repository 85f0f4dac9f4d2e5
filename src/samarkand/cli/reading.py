"""`list`, `show`, `text`: what the archive holds, for people and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.articles import article_json, opened_json, text_json
from samarkand.as_json.lives import life_json
from samarkand.cli.lives import absence_line, life_lines
from samarkand.cli.options import archive_option, json_option, limit_option, outlet_option
from samarkand.cli.output import print_json, print_line
from samarkand.lives import Lives
from samarkand.model.answers import Life, OpenedVersion
from samarkand.model.articles import Article
from samarkand.model.catalog import Listing
from samarkand.queries import Queries
from samarkand.times import iso, to_ms

PAGE = 500


def version_option(command: Any) -> Any:
    """`--version N`, handed over as `number: int | None`."""
    return click.option("--version", "number", type=click.IntRange(min=1), help="This version; the latest otherwise.")(
        command
    )


@click.command("list")
@outlet_option
@limit_option
@archive_option
@json_option
def list_command(outlet: str, limit: int | None, archive: Path, as_json: bool) -> None:
    """List articles, newest first."""
    with open_archive(archive) as parts:
        queries = Queries(parts)
        identity = queries.outlet(outlet).id if outlet else ""
        for article in each_article(queries, identity, limit):
            if as_json:
                print_json(article_json(queries, article))
            else:
                mark = f" ({article.versions} versions)" if article.versions > 1 else ""
                name = queries.outlet_name(article.outlet)
                title = " ".join(article.latest.title.split())
                gone = f" ({absence_line(article.absence)})" if article.absence else ""
                print_line(f"{article.id}  {when(article)}  {name}  {title}{mark}{gone}")


def each_article(queries: Queries, outlet: str, limit: int | None) -> Iterator[Article]:
    """The articles of an outlet, or all, newest first; memory holds one page of them."""
    before, left = None, limit
    while left is None or left > 0:
        page = queries.articles(Listing(outlet, PAGE if left is None else min(PAGE, left), before))
        yield from page
        if not page:
            return
        left = None if left is None else left - len(page)
        before = (to_ms(page[-1].published_at), page[-1].id)


def when(article: Article) -> str:
    """The time of an article as precisely as it is known, UTC."""
    published = article.latest.published
    if published and published.precision == "day" and published.on:
        return f"{published.on:%Y-%m-%d}      "
    return f"{article.published_at:%Y-%m-%d %H:%M}"


@click.command("show")
@click.argument("identity", metavar="ID")
@version_option
@archive_option
@json_option
def show_command(identity: str, number: int | None, archive: Path, as_json: bool) -> None:
    """Show an article: what is known of it, its pictures and its text. ID may be the beginning of an id."""
    with open_archive(archive) as parts:
        queries = Queries(parts)
        opened = queries.open(identity, number)
        life = Lives(queries).life(opened.article.id)
        if as_json:
            print_json(opened_json(queries, opened) | life_json(life))
        else:
            print_opened(queries, opened, life)


def print_opened(queries: Queries, opened: OpenedVersion, life: Life) -> None:
    """A version for people."""
    article, version, published = opened.article, opened.version, opened.version.published
    print_line(" ".join(version.title.split()))
    print_line(
        f"{queries.outlet_name(article.outlet)} · {', '.join(version.authors) or 'no author told'} · {version.language}"
    )
    if published:
        day = f"{published.on} (only the day is told)" if published.on else iso(published.at)
        print_line(f"published {day}, told by the {published.told} in {published.zone} time")
    print_line(f"seen      {iso(version.seen_at)}, version {version.number} of {article.versions}, id {article.id}")
    print_line(f"from      {version.url}")
    for label, value in (("feed", version.feed), ("capture", version.capture), ("imported", version.imported_from)):
        if value:
            print_line(f"{label:9} {value}")
    print_line(f"record    {version.record}\nsha256    {version.sha256}")
    for line in life_lines(life):
        print_line(line)
    for picture in opened.reading.pictures:
        image = opened.images.get(picture.url)
        state = (image.path or f"missing: {image.problem}") if image else picture.url
        print_line(f"picture   {picture.caption or picture.alt or 'without a caption'} <{state}>")
    print_line(f"\n{opened.reading.text}")


@click.command("text")
@click.argument("identity", metavar="ID")
@version_option
@archive_option
@json_option
def text_command(identity: str, number: int | None, archive: Path, as_json: bool) -> None:
    """The plain text of an article's body: one line a block, without the furniture of its page."""
    with open_archive(archive) as parts:
        queries = Queries(parts)
        _, version = queries.version(identity, number)
        _, read = queries.read(version)
        if as_json:
            print_json(text_json(version, read.text))
        else:
            print_line(read.text)
