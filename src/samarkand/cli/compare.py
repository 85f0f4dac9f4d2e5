"""`compare`: a story laid side by side, or two articles; for people, as JSON, Markdown, or a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain as chain_of
from pathlib import Path
from typing import Literal

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.comparisons import agreement_json, comparison_json, sides_json
from samarkand.changing import Changes
from samarkand.cli.annotating import mark_texts
from samarkand.cli.comparison_sections import Section, Sections, chain
from samarkand.cli.options import archive_option, json_option
from samarkand.cli.output import print_json, visible
from samarkand.cli.relating import bring_together
from samarkand.cli.statements import one_line
from samarkand.comparing import Comparisons
from samarkand.model.answers import OpenedComparison, OpenedSides
from samarkand.model.changes import Agreement
from samarkand.queries import Queries
from samarkand.steps.lists import escaped
from samarkand.text.cells import guarded

Form = Literal["json", "markdown", "csv"]


@click.command("compare")
@click.argument("identity", metavar="ID")
@click.argument("other", metavar="[ID]", required=False)
@click.option("--markdown", "form", flag_value="markdown", help="As a Markdown page on stdout.")
@click.option("--csv", "form", flag_value="csv", help="As a table: a row a claim, a column an outlet.")
@archive_option
@json_option
def compare_command(identity: str, other: str | None, form: Form | None, archive: Path, as_json: bool) -> None:
    """Lay the articles of a story side by side, or two articles.

    One ID: a story's, one that it had before, an article's in it, or the beginning of any. Who claims what, in which words
    and through whom, where outlets disagree, what one of them alone tells or lacks. Two IDs: those of two articles, and
    which of their passages say the same.
    """
    if as_json and form:
        raise click.UsageError(f"--json and --{form} exclude each other")
    wanted = "json" if as_json else form
    with open_archive(archive) as parts:
        queries, comparisons = Queries(parts), Comparisons(parts)
        mark_texts(parts)
        bring_together(parts)
        if other is None:
            opened = comparisons.open(identity)
            articles = [member.article for member in opened.glance.members]
            print_comparison(queries, opened, wanted, Changes(parts).agreements(articles))
        else:
            print_sides(queries, comparisons.side_by_side(identity, other), wanted)


def print_comparison(
    queries: Queries, opened: OpenedComparison, form: Form | None, agreements: Sequence[Agreement]
) -> None:
    """A story compared, in the form that is wanted; None for people."""
    if form == "json":
        print_json(comparison_json(queries, opened) | {"agreements": [agreement_json(each) for each in agreements]})
    elif form == "csv":
        click.echo(table(claim_rows(opened)), nl=False)
    else:
        sections = Sections(queries)
        told = chain_of(sections.of_story(opened), sections.of_agreements(agreements))
        print_sections(told, as_markdown=form == "markdown")


def print_sides(queries: Queries, opened: OpenedSides, form: Form | None) -> None:
    """Two articles, in the form that is wanted; None for people."""
    if form == "json":
        print_json(sides_json(queries, opened))
    elif form == "csv":
        click.echo(table(match_rows(opened)), nl=False)
    else:
        print_sections(Sections(queries).of_sides(opened), as_markdown=form == "markdown")


def print_sections(sections: Iterable[Section], *, as_markdown: bool) -> None:
    """Sections on stdout; nothing in them can steer a terminal, or is markup. On a terminal headings are bold."""
    for number, section in enumerate(sections):
        if as_markdown:
            click.echo(f"{'##' if number else '#'} {escaped(section.heading)}\n")
            for depth, text in section.lines:
                click.echo(f"{'  ' * depth}- {escaped(text)}")
            click.echo("")
        else:
            click.echo(("\n" if number else "") + click.style(one_line(section.heading), bold=True))
            for depth, text in section.lines:
                click.echo(f"{'  ' * (depth + 1)}{one_line(text)}")


def claim_rows(opened: OpenedComparison) -> Iterator[Sequence[str]]:
    """The table of claims and outlets, its heading first; the wordings of a cell stand on lines of their own."""
    outlets = opened.comparison.outlets
    yield "claim", "voices", "speaker", "text", *outlets
    for claim in opened.comparison.claims:
        cells = (
            "\n".join(f"{each.statement.text}{chain(each.statement.via)}" for each in claim.of(one)) for one in outlets
        )
        yield claim.id, str(claim.voices), claim.speaker, claim.text, *cells


def match_rows(opened: OpenedSides) -> Iterator[Sequence[str]]:
    """The passages that say the same, a row for each two of them, the heading first."""
    one, two = opened.one, opened.two
    yield "kind", "likeness", one.article, two.article
    for match in opened.sides.matches:
        passages = one.text[match.one.start : match.one.end], two.text[match.two.start : match.two.end]
        yield match.kind, f"{match.likeness:.3f}", *passages


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180, but for line ends of one character); no cell is taken for a formula."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    for row in rows:
        writer.writerow([visible(guarded(cell)) for cell in row])
    return made.getvalue()
