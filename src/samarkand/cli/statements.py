"""`statements`: who is reported to have said what, for people; all that is marked in the texts, as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.statements import annotations_json, told_time
from samarkand.cli.annotating import mark_texts
from samarkand.cli.options import archive_option, json_option, limit_option
from samarkand.cli.output import print_json, print_line, visible
from samarkand.cli.relating import bring_together
from samarkand.comparing import Comparisons
from samarkand.errors import UsageError
from samarkand.model.answers import AnnotatedVersion
from samarkand.model.articles import Article
from samarkand.model.statements import Statement
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.quoting import Quotes
from samarkand.speaking import People
from samarkand.storytelling import Stories

COMPARED = 1_000
"""Stories whose claims are remembered while all is told: those of some weeks, whose articles are told in turn."""


@click.command("statements")
@click.argument("identities", metavar="[ID]...", nargs=-1)
@click.option("--speaker", metavar="NAME", default="", help="What one is quoted with in latest versions; any spelling.")
@limit_option
@archive_option
@json_option
def statements_command(
    identities: tuple[str, ...], speaker: str, limit: int | None, archive: Path, as_json: bool
) -> None:
    """List who is reported to have said what, version by version, the newest article first.

    ID is an article's, a story's, or the beginning of one; without any, the whole archive is told. With --json each
    version has its line, and all that is marked in its text: statements, dates, numbers, names.
    """
    if identities and speaker:
        raise UsageError("give ids or a speaker, not both: a speaker is looked for in all articles")
    with open_archive(archive) as parts:
        queries, quotes = Queries(parts), Quotes(parts)
        mark_texts(parts)
        bring_together(parts)
        found = quotes.of(named_articles(parts, identities)) if identities else quotes.everywhere()
        if speaker:
            found = People(parts).versions(speaker)
        if as_json:
            claims = lru_cache(maxsize=COMPARED)(Comparisons(parts).claims)
            for each in islice(found, limit):
                print_json(annotations_json(each, claims(each.story) if each.story else {}))
        else:
            for each in islice((each for each in found if each.annotations.statements), limit):
                print_statements(queries, each)


def named_articles(parts: Parts, identities: Sequence[str]) -> Iterable[Article]:
    """The articles that are meant by ids of articles and stories, each once, in their order. Raises NotFound."""
    queries, stories = Queries(parts), Stories(parts)
    found: dict[str, Article] = {}
    for identity in identities:
        members = stories.story(identity).articles if identity.startswith("s") else (identity,)
        for article in map(queries.article, members):
            found.setdefault(article.id, article)
    return found.values()


def print_statements(queries: Queries, each: AnnotatedVersion) -> None:
    """The statements of a version for people; on a terminal the speakers are bold."""
    article, version = each.article, each.version
    several = f" (version {version.number} of {article.versions})" if article.versions > 1 else ""
    when = (told_time(version.published) or "").partition("T")[0] or f"{article.published_at:%Y-%m-%d}"
    print_line(f"{article.id}  {when}  {queries.outlet_name(version.outlet)}  {queries.title_of(version)}{several}")
    for line in map(statement_line, each.annotations.statements):
        click.echo(f"  {line}")


def statement_line(statement: Statement) -> str:
    """Who said what, and through whom it came, on one line in which nothing can steer a terminal."""
    speaker = click.style(one_line(statement.speaker or "somebody"), bold=True)
    role = f" ({one_line(statement.role)})" if statement.role else ""
    via = f" [via {one_line(' < '.join(statement.via))}]" if statement.via else ""
    said = one_line(statement.text)
    return f"{speaker}{role}{via}: {f'“{said}”' if statement.kind == 'direct' else said}"


def one_line(text: str) -> str:
    """Text from outside without line ends."""
    return visible(" ".join(text.split("\n")))
