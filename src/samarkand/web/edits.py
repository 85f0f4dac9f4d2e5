"""What was done to an article, as pages show it: the kinds of a change, and each edit with the way to where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samarkand.model.answers import ChangedVersion, StoryGlance
from samarkand.model.changes import FOLDED, Change, Edit, EditKind
from samarkand.model.comparisons import Span
from samarkand.web.moments import moment, span
from samarkand.web.pointing import href_of
from samarkand.web.timelines import zone_of
from samarkand.web.views import View

WORDS = 120
"""Characters of what was there, and of what is there now, that are shown of an edit."""
SHOWN = 12
"""Edits of a change that are shown one by one."""


def kind_words(view: View, kind: EditKind) -> str:
    """The name of a kind."""
    return view.say(f"edit_{kind.replace('-', '_')}")


def kinds_shown(view: View, change: Change) -> list[Mapping[str, Any]]:
    """The kinds of a change, each with its name."""
    return [{"kind": kind, "words": kind_words(view, kind), "is_folded": kind in FOLDED} for kind in change.kinds]


def edits_shown(view: View, change: Change) -> list[Mapping[str, Any]]:
    """The edits of a change that change what is told, the first few."""
    told = [edit for edit in change.edits if edit.kind not in FOLDED]
    return [edit_shown(view, edit) for edit in told[:SHOWN]]


def edit_shown(view: View, edit: Edit) -> Mapping[str, Any]:
    """An edit: what stood there and what stands there, with links to where."""
    in_text = edit.where == "text"
    return {
        "kind": edit.kind,
        "words": kind_words(view, edit.kind),
        "old": cut(edit.old),
        "new": cut(edit.new),
        "old_href": _href(view, edit.before) if in_text else "",
        "new_href": _href(view, edit.after) if in_text else "",
    }


def marks_of(view: View, changed: ChangedVersion) -> Mapping[str, Any]:
    """What is said of a change besides its words: kinds, whether it is silent, what it goes back to."""
    change = changed.change
    return {
        "kinds": kinds_shown(view, change),
        "is_silent": change.is_silent,
        "back_to": view.say("back_to", number=changed.back_to) if changed.back_to else "",
    }


def agreements_shown(view: View, glance: StoryGlance) -> list[Mapping[str, Any]]:
    """Edits of a story's articles after which one tells what another outlet had told before; times in the story's place."""
    articles = [member.article for member in glance.members]
    language_of, zone = {each.id: each.latest.language for each in articles}, zone_of(view, glance)
    shown: list[Mapping[str, Any]] = []
    for each in view.desk.changes.agreements(articles):
        assert each.edit.after
        own, other = view.queries.outlet_name(each.outlet), view.queries.outlet_name(each.other)
        shown.append(
            {
                "edit": edit_shown(view, each.edit),
                "words": view.say(
                    "agreement", outlet=own, other=other, span=span(each.at - each.told_at, view.wording)
                ),
                "language": language_of.get(each.edit.after.article, "und"),
                "at": moment(each.at, view.wording, zone),
                "told_at": moment(each.told_at, view.wording, zone),
                "told_href": href_of(view, each.told),
                "told": cut(each.words),
                "told_language": language_of.get(each.told.article, "und"),
                "other": other,
            }
        )
    return shown


def cut(text: str) -> str:
    """Words on one line, or their beginning and a mark that they go on."""
    line = " ".join(text.split())
    return line if len(line) <= WORDS else f"{line[:WORDS].rstrip()}…"


def _href(view: View, at: Span | None) -> str:
    return href_of(view, at) if at else ""
