"""What was done to an article between two of its versions: where they differ, of which kinds that is, and whether it is told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from samarkand.ids import sha256
from samarkand.model.changes import Block, Change, Edit, EditKind, State
from samarkand.steps.changing.aligning import aligned, aligned_line
from samarkand.steps.changing.blocks import blocks_of
from samarkand.steps.changing.kinds import Kinds
from samarkand.steps.changing.notices import is_notice, without_furniture
from samarkand.steps.changing.pictures import pictures_edited, words_of
from samarkand.text.aligning import Aligner
from samarkand.text.typography import plain_form

_ORDER = {kind: number for number, kind in enumerate(get_args(EditKind))}


def is_same_text(old: str, new: str) -> bool:
    """Whether two texts say the same: white space, and lines that belong to the page (a clock, a counter), do not count."""
    return old == new or _bare(old) == _bare(new) or _bare(without_furniture(old)) == _bare(without_furniture(new))


def change_between(old: State, new: State) -> Change:
    """What was done between two versions, the older one first; an empty change where they are the same.

    Costs a few passes over both texts, and what it takes to compare the sentences that differ, which ends: what is left
    then counts as replaced.
    """
    aligner = Aligner()
    blocks, edits = _title(old, new, aligner)
    if old.text != new.text:
        alignment = aligned(old.text, new.text, aligner)
        kinds = Kinds(old, new, alignment)
        edits += kinds.edits()
        blocks += blocks_of("text", old.text, new.text, alignment.sections, kinds.furniture)
    told = {(edit.old, edit.new) for edit in edits if edit.kind == "picture"}
    pictures = [(words_of(one), words_of(other)) for one, other in pictures_edited(old.pictures, new.pictures)]
    edits += [Edit("picture", "picture", None, None, *words) for words in pictures if words not in told]
    return Change(tuple(blocks), tuple(sorted(edits, key=lambda edit: _ORDER[edit.kind])))


def form_of(title: str, text: str) -> str:
    """A digest that two versions share where they differ in typography at most."""
    return sha256(f"{plain_form(title)}\n{plain_form(text)}".encode())


def returns(forms: Sequence[str]) -> list[int]:
    """Which earlier version each version is again, by the digests of all in order: its number from 1; 0 for none.

    What is the same as the version right before it comes back from nowhere. Of several, the first one is meant.
    """
    first: dict[str, int] = {}
    found = []
    for number, form in enumerate(forms, 1):
        earlier = first.setdefault(form, number)
        is_back = earlier < number and forms[number - 2] != form
        found.append(earlier if is_back else 0)
    return found


def _title(old: State, new: State, aligner: Aligner) -> tuple[list[Block], list[Edit]]:
    """What was done to the headline."""
    section = aligned_line(old.title, new.title, aligner)
    if section is None:
        return [], []
    at = (0, len(old.title)), (0, len(new.title))
    before, after = (state.span(each) if each[1] else None for state, each in zip((old, new), at, strict=True))
    kind: EditKind = "typography" if section.kind == "style" else "headline"
    edits = [Edit(kind, "title", before, after, old.title, new.title)]
    if kind == "headline" and is_notice(new.title) and not is_notice(old.title):
        edits.append(Edit("notice", "title", None, after, "", new.title))
    return list(blocks_of("title", old.title, new.title, [section], ())), edits


def _bare(text: str) -> str:
    return "".join(text.split())
