"""`export`: an archive's articles as files for other programs: web archives, tables, books, pages, citations, bags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from samarkand.app.archives import open_archive
from samarkand.app.exports import exporting_to, writing_to
from samarkand.cli.annotating import mark_texts
from samarkand.cli.choosing import Choice, choosing_options, chosen
from samarkand.cli.options import archive_option, json_option, outlet_option
from samarkand.cli.output import Progress, print_json, print_line, progress, visible
from samarkand.cli.relating import bring_together
from samarkand.comparing import Comparisons
from samarkand.errors import UsageError
from samarkand.ids import sha256
from samarkand.model.articles import Article, Version
from samarkand.model.exports import About, Exported, Form, Format, Preface, Taken
from samarkand.pipeline.exporting import export
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.taking import take
from samarkand.publishing import forms
from samarkand.publishing.comparing import preface_of
from samarkand.queries import Queries
from samarkand.steps.exporting import format_of
from samarkand.web.wording import LANGUAGES

WEB_ARCHIVES: tuple[Format, ...] = ("warc", "wacz")
COMPARED = ("epub", "html")
"""Forms in which a story has its comparison before its articles."""
COUNTS = ("articles", "versions", "captures", "texts", "pictures", "failed")
SUMS = ("articles", "versions", "failed")


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--format", "form", default="", metavar="NAME", help="The form; if not given, by the ending of FILE.")
@click.option("--version", "number", type=click.IntRange(min=1), help="This version of one --article.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Of the words around the texts.")
@choosing_options
@outlet_option
@archive_option
@json_option
@click.pass_context
def export_command(ctx: click.Context, /, file: Path, archive: Path, **given: Any) -> None:
    """Export articles: all, an outlet's, a story's, a day's, or what a search finds.

    \b
    .warc.gz .wacz      captures, records and pictures, for the programs of web archives
    .jsonl .csv         the table of versions; .parquet the same in typed columns
    .epub .html         a book; one page that needs nothing else
    .md .md.tar         one article as Markdown with front matter; many of them in a tar
    .bib .csl.json      citations, for BibTeX and CSL
    .bag.tar            records and pictures as a bag (BagIt) with an RO-Crate, for deposit

    Web archives, tables and bags take all versions, the others the latest. FILE is written anew, at one stroke.
    """  # noqa: D301  (click's mark for lines that stay as they are)
    name = given["form"] or format_of(file.name) or forms.name_of(file.name)
    form = None if name in WEB_ARCHIVES else _form(name, file)
    if given["number"] and (len(given["identities"]) != 1 or form is None):
        raise UsageError("--version asks for one version of one --article, and not as a web archive")
    with open_archive(archive) as parts:
        choice = chosen(parts, given)
        if form is None:
            counts = _to_web_archive(parts, choice, (file, "wacz" if name == "wacz" else "warc"), archive)
        else:
            bring_together(parts)
            counts = _to_form(parts, choice, (file, form), archive, given)
    sums = COUNTS if form is None else SUMS
    if given["as_json"]:
        print_json({"file": str(file), "format": name, **{each: counts[each] for each in sums}})
    else:
        print_line(", ".join(f"{counts[each]} {each}" for each in sums))
    ctx.exit(1 if counts["failed"] else 0)


def _form(name: str, file: Path) -> Form:
    """The form of a name. Raises UsageError for one that nobody knows."""
    form = forms.named(name)
    if form is None:
        known = ", ".join((*WEB_ARCHIVES, *forms.known()))
        if name:
            raise UsageError(f"no form is called {name!r}; known are {known}")
        endings = " ".join((".warc.gz", ".wacz", *forms.endings()))
        raise UsageError(f"{file.name} has none of the endings {endings}; give one, or --format with one of {known}")
    return form


def _to_web_archive(parts: Parts, choice: Choice, target: tuple[Path, Format], archive: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    file, form = target
    with (
        exporting_to(file, form, archive, parts.settings.title) as out,
        progress("exporting", choice.expected) as advance,
    ):
        for each in export(parts, choice.articles, out):
            counts += _counted(each)
            for subject, problem in each.problems:
                _tell(subject, problem)
            advance()
    return counts


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


def _to_form(
    parts: Parts, choice: Choice, target: tuple[Path, Form], archive: Path, given: dict[str, Any]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    file, form = target
    queries = Queries(parts)

    def lacking(subject: str, problem: str) -> None:
        counts["failed"] += 1
        _tell(subject, problem)

    def versions(article: Article) -> Sequence[Version]:
        if given["number"]:
            return [queries.version(article.id, given["number"])[1]]
        return queries.versions(article.id) if form.versions == "all" and article.versions > 1 else [article.latest]

    identity = sha256(f"{queries.identity()} {choice.told} {given['number'] or ''}".encode())
    preface = _preface(parts, form, given)
    about = About(choice.title, identity, given["language"], parts.archive.read, preface)
    with writing_to(file, archive) as out, progress("exporting", choice.expected) as advance:
        articles = _counting(choice.articles, counts, advance)
        form.write(_within(form, take(parts, articles, versions, lacking), counts), out, about)
    return counts


def _preface(parts: Parts, form: Form, given: dict[str, Any]) -> Preface | None:
    """The comparison of a story that goes out whole as a book or a page."""
    if not given["story"] or given["outlet"] or form.name not in COMPARED:
        return None
    mark_texts(parts)
    return preface_of(Queries(parts), Comparisons(parts).open(given["story"]), given["language"])


def _counting(articles: Iterable[Article], counts: Counter[str], advance: Progress) -> Iterator[Article]:
    for article in articles:
        counts["articles"] += 1
        yield article
        advance()


def _within(form: Form, taken: Iterable[Taken], counts: Counter[str]) -> Iterator[Taken]:
    """The versions, as many as a file of that form may hold. Raises UsageError for more."""
    for each in taken:
        counts["versions"] += 1
        if form.most and counts["versions"] > form.most:
            raise UsageError(
                f"one file of the form {form.name} holds {form.most:,} articles at most; choose fewer, or another form"
            )
        yield each


def _tell(subject: str, problem: str) -> None:
    click.echo(visible(f"! {subject}: {problem}"), err=True)
