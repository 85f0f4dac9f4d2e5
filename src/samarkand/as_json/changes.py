"""Versions with what was changed in them, as JSON objects; places count characters of the plain text, ends excluded."""

from __future__ import annotations

from typing import Any

from samarkand.as_json.articles import published_json
from samarkand.as_json.lives import version_life_json
from samarkand.model.answers import ChangedVersion, VersionLife
from samarkand.model.articles import Version
from samarkand.model.changes import Block, Change, Edit, Piece
from samarkand.model.comparisons import Span
from samarkand.times import iso


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


def _span_json(span: Span | None) -> dict[str, Any] | None:
    """A place in the text of a version, or in its title."""
    return {"version": span.version, "start": span.start, "end": span.end} if span else None


def history_json(version: Version, changed: ChangedVersion | None, life: VersionLife) -> dict[str, Any]:
    """A version as the history of its article tells it."""
    return version_json(version, changed) | version_life_json(life)


def latest_json(changed: ChangedVersion, life: VersionLife) -> dict[str, Any]:
    """A later version as the list of the latest changes tells it."""
    return {"outlet": changed.article.outlet} | history_json(changed.after, changed, life)
