"""`history`, `changes`: what was changed in articles after they were published, for people and as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.changes import history_json, latest_json
from samarkand.changing import Changes
from samarkand.cli.lives import print_version_life
from samarkand.cli.options import archive_option, json_option, limit_option, outlet_option
from samarkand.cli.output import print_json, print_line
from samarkand.lives import Lives
from samarkand.model.answers import ChangedVersion
from samarkand.model.articles import Article
from samarkand.model.changes import Block, EditKind
from samarkand.queries import Queries
from samarkand.times import iso

MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


@click.command("history")
@click.argument("identity", metavar="ID")
@archive_option
@json_option
def history_command(identity: str, archive: Path, as_json: bool) -> None:
    """The versions of an article, the first one first, and what was changed in each; what was taken down and came back.

    An article that its outlet issued again under another address has one history: all of it is told, by publication.
    """
    with open_archive(archive) as parts:
        changes, lives = Changes(parts), Lives(Queries(parts))
        issues = lives.history(identity)
        for article in issues:
            if len(issues) > 1 and not as_json:
                print_line(f"issued as {article.id}  {article.latest.url}")
            print_history(changes, lives, article, as_json=as_json)


def print_history(changes: Changes, lives: Lives, article: Article, *, as_json: bool) -> None:
    """The versions of one article, and what was witnessed of it."""
    life = lives.of_versions(article.id)
    for step in changes.history(article.id):
        version, changed = step.version, step.changed
        if as_json:
            print_json(history_json(version, changed, life[version.number]))
            continue
        print_line(f"version {version.number}  {iso(version.seen_at)}  {' '.join(version.title.split())}")
        if changed:
            print_changed(changed)
        print_version_life(life[version.number], version)


@click.command("changes")
@outlet_option
@click.option("--kind", type=click.Choice(get_args(EditKind)), help="Those alone in which this was done.")
@limit_option
@archive_option
@json_option
def changes_command(outlet: str, kind: EditKind | None, limit: int | None, archive: Path, as_json: bool) -> None:
    """What was changed lately: the latest versions that came after a first one, 50 unless told otherwise.

    Those in which only typography (script, width, quotation marks, blanks) or furniture of the page was changed are shown
    with `--kind typography` and `--kind furniture` alone.
    """
    with open_archive(archive) as parts:
        queries = Queries(parts)
        identity = queries.outlet(outlet).id if outlet else ""
        lives = Lives(queries)
        for changed in Changes(parts).latest(limit or 50, identity, kind):
            if as_json:
                life = lives.of_versions(changed.article.id)[changed.after.number]
                print_json(latest_json(changed, life))
                continue
            name = queries.outlet_name(changed.article.outlet)
            title = " ".join(changed.after.title.split())
            print_line(
                f"{changed.article.id}  {iso(changed.after.seen_at)}  {name}  {title} (version {changed.after.number})"
            )
            print_changed(changed)


def print_changed(changed: ChangedVersion) -> None:
    """A change: its kinds, and its words in the marks that word diffs use, [-removed-] and {+added+}.

    What differs in typography or furniture alone is not shown.
    """
    change = changed.change
    if changed.problem:
        print_line(f"    cannot be compared: {changed.problem}")
        return
    told = [", ".join(change.kinds) or "nothing", *(["no notice says so"] if change.is_silent else [])]
    if changed.back_to:
        told.append(f"back to version {changed.back_to}")
    print_line(f"    {'; '.join(told)}")
    for block in change.blocks:
        if not block.is_folded:
            print_line(f"    {block.where}: {_marked(block)}")
    for edit in change.edits:
        if edit.where == "picture":
            print_line(f"    picture: [-{edit.old}-] {{+{edit.new}+}}")


def _marked(block: Block) -> str:
    shown = [piece for piece in block.pieces if not (piece.is_style and piece.kind == "removed")]
    marks = [MARKS["same" if piece.is_style else piece.kind] for piece in shown]
    texts = [piece.text.rstrip("\n") if piece is shown[-1] else piece.text for piece in shown]
    return "".join(f"{begin}{text}{end}" for (begin, end), text in zip(marks, texts, strict=True))
