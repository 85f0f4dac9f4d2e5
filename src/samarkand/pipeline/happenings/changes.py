"""Changes of the kinds that a watch waits for, in the versions that are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samarkand.errors import ArchiveDamaged
from samarkand.model.articles import Version
from samarkand.model.changes import Change
from samarkand.model.watches import Heard, Watch
from samarkand.pipeline.happenings.looking import Look, News

_EDITS = 3
"""Of a change, the first that are told."""
_LONGEST = 140
"""Characters of a change that are told."""


def changes(look: Look, watch: Watch, heard: Heard) -> News:
    """Those that were not looked at yet. Raises BadQuery.

    Cost: the two versions of each change are read, those of other articles are not.
    """
    ask = look.asking(watch)
    hits = []
    for row in look.new(heard.place):
        if row.number < 2:
            continue
        (article,), number = row.articles, row.number
        found = {each.number: each for each in look.parts.catalog.versions(article)}
        before, after = found.get(number - 1), found.get(number)
        if before and after and (told := _changed(look, watch, before, after)) and ask(after, number):
            hits.append(told)
    return News(hits, (), look.end)


def _changed(look: Look, watch: Watch, before: Version, after: Version) -> Mapping[str, Any] | None:
    """A change of the kinds that are waited for; None for another, and for one that cannot be read."""
    try:
        change = look.changes.change(before, after)
    except ArchiveDamaged:
        return None  # `verify` tells of it
    if not any(kind in watch.changes for kind in change.kinds):
        return None
    edits = _edits(change, watch)
    return look.hit(after, _shown(edits)) | {"kinds": list(change.kinds), "edits": edits}


def _edits(change: Change, watch: Watch) -> list[Mapping[str, str]]:
    """What was done of the kinds that are waited for, the first of it."""
    told = [edit for edit in change.edits if edit.kind in watch.changes]
    return [{"kind": edit.kind, "old": _cut(edit.old), "new": _cut(edit.new)} for edit in told[:_EDITS]]


def _shown(edits: Sequence[Mapping[str, str]]) -> str:
    """The same in the marks that `changes` prints."""
    told = []
    for edit in edits:
        sides = (f"[-{edit['old']}-]" if edit["old"] else "", f"{{+{edit['new']}+}}" if edit["new"] else "")
        told.append(f"{edit['kind']}: {' '.join(filter(None, sides))}")
    return " … ".join(told)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
