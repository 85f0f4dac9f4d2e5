"""`history`, `changes`: what was changed in articles after they were published, for people and as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from samarkand.app.archives import open_archive
from samarkand.changing import Changes
from samarkand.cli.lives import print_version_life, version_life_json
from samarkand.cli.options import archive_option, json_option, limit_option, outlet_option
from samarkand.cli.output import print_json, print_line
from samarkand.cli.reading import published_json
from samarkand.lives import Lives
from samarkand.model.answers import ChangedVersion
from samarkand.model.articles import Article, Version
from samarkand.model.changes import Block, Change, Edit, EditKind, Piece
from samarkand.model.comparisons import Span
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
            print_json(version_json(version, changed) | version_life_json(life[version.number]))
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
                told = version_json(changed.after, changed) | version_life_json(life)
                print_json({"outlet": changed.article.outlet} | told)
                continue
            name = queries.outlet_name(changed.article.outlet)
            title = " ".join(changed.after.title.split())
            print_line(
                f"{changed.article.id}  {iso(changed.after.seen_at)}  {name}  {title} (version {changed.after.number})"
            )
            print_changed(changed)


def version_json(version: Version, changed: ChangedVersion | None) -> dict[str, Any]:
    """A version with what was changed in it."""
    change = changed.change if changed else Change()
    return {
        "id": version.article,
        "version": version.number,
        "title": version.title,
        "url": version.url,
        **published_json(version.published),
        "seen_at": iso(version.seen_at),
        "header_ms": version.header_ms,
        "record": version.record,
        "sha256": version.sha256,
        "made_from": version.made_from,
        "imported_from": version.imported_from,
        "capture": version.capture,
        "kinds": list(change.kinds),
        "is_silent": change.is_silent,
        "returns_to": changed.back_to if changed and changed.back_to else None,
        "problem": changed.problem if changed else "",
        "edits": [edit_json(edit) for edit in change.edits],
        "changes": [block_json(block) for block in change.blocks],
    }


def edit_json(edit: Edit) -> dict[str, Any]:
    """One thing that was done."""
    return {
        "kind": edit.kind,
        "where": edit.where,
        "before": _span_json(edit.before),
        "after": _span_json(edit.after),
        "old": edit.old,
        "new": edit.new,
    }


def block_json(block: Block) -> dict[str, Any]:
    """Neighbouring sentences in which two versions differ."""
    return {
        "where": block.where,
        "before": list(block.before),
        "after": list(block.after),
        "is_folded": block.is_folded,
        "pieces": [_piece_json(each) for each in block.pieces],
    }


def _piece_json(piece: Piece) -> dict[str, Any]:
    """A stretch of text; `is_style` where the other version has the same in another typography."""
    return {"kind": piece.kind, "text": piece.text} | ({"is_style": True} if piece.is_style else {})


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


def _span_json(span: Span | None) -> dict[str, Any] | None:
    """A place in the text of a version, or in its title."""
    return {"version": span.version, "start": span.start, "end": span.end} if span else None
