"""`statements`: who is reported to have said what, for people; all that is marked in the texts, as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import click

from samarkand.app.archives import open_archive
from samarkand.cli.annotating import mark_texts
from samarkand.cli.options import archive_option, json_option, limit_option
from samarkand.cli.output import print_json, print_line, visible
from samarkand.cli.relating import bring_together
from samarkand.comparing import Comparisons
from samarkand.errors import UsageError
from samarkand.model.answers import AnnotatedVersion
from samarkand.model.articles import Article, Published
from samarkand.model.comparisons import Span
from samarkand.model.mentions import DateMention, NumberMention
from samarkand.model.names import Gloss
from samarkand.model.statements import Statement
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.quoting import Quotes
from samarkand.speaking import People
from samarkand.storytelling import Stories
from samarkand.times import iso

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


def annotations_json(each: AnnotatedVersion, claims: Mapping[Span, str]) -> dict[str, Any]:
    """What is marked in a version, by the names of the annotators' guidelines and some more; `claims`: those of its story."""
    article, version, annotations = each.article, each.version, each.annotations
    places = (Span(article.id, version.number, said.start, said.end) for said in annotations.statements)
    return {
        "id": article.id,
        "version": version.number,
        "outlet": version.outlet,
        "language": version.language,
        "path": version.imported_from,
        "story": each.story,
        "published": told_time(version.published),
        "method": annotations.method,
        "statements": [
            statement_json(statement, claims.get(place, ""))
            for statement, place in zip(annotations.statements, places, strict=True)
        ],
        "dates": [date_json(mention) for mention in annotations.dates],
        "numbers": [number_json(mention) for mention in annotations.numbers],
        "names": [name_json(name) for name in annotations.names],
    }


def told_time(published: Published | None) -> str | None:
    """An instant (UTC), or a date in the outlet's place where only a day is told."""
    if published is None:
        return None
    return published.on.isoformat() if published.precision == "day" and published.on else iso(published.at)


def statement_json(statement: Statement, claim: str) -> dict[str, Any]:
    """A statement and the id of its claim; places count characters of the plain text."""
    return {
        "text": statement.text,
        "start": statement.start,
        "end": statement.end,
        "kind": statement.kind,
        "speaker": statement.speaker,
        "speaker_at": list(statement.speaker_at) if statement.speaker_at else None,
        "role": statement.role,
        "cue": statement.cue,
        "cue_at": list(statement.cue_at) if statement.cue_at else None,
        "via": list(statement.via),
        "claim": claim,
    }


def date_json(mention: DateMention) -> dict[str, Any]:
    """A date."""
    told = {"text": mention.text, "start": mention.start, "end": mention.end}
    return told | {"value": mention.value, "grain": mention.grain, "time": mention.time, "side": mention.side}


def number_json(mention: NumberMention) -> dict[str, Any]:
    """A quantity; its ends as text, since no number of JSON holds all of them."""
    told = {"text": mention.text, "start": mention.start, "end": mention.end}
    ends = {"low": f"{mention.low:f}", "high": f"{mention.high:f}"}
    what = {"unit": mention.unit, "counts": mention.counts, "of": mention.of}
    return told | ends | what | {"approximate": mention.is_approximate, "bound": mention.bound}


def name_json(name: Gloss) -> dict[str, Any]:
    """A name with its Latin spelling; its place is that of both."""
    told = {"name": name.name, "gloss": name.latin, "type": name.kind}
    return told | {"start": name.start, "end": name.end}


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
