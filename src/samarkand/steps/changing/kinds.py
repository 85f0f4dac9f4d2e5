"""What was done to a text, as edits of a kind: from where two versions differ, and what is marked in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from samarkand.model.changes import Edit, EditKind, State
from samarkand.model.statements import Stretch
from samarkand.steps.changing.aligning import Alignment, Region, Section
from samarkand.steps.changing.mentions import Mentions
from samarkand.steps.changing.notices import furniture_in, is_notice
from samarkand.steps.changing.places import Moved, Stretches, captions_in
from samarkand.steps.changing.speech import Side, said
from samarkand.steps.changing.tokens import has_words, tokens_of
from samarkand.text.typography import plain_form

PASSAGE = 12
"""Words or characters of a piece of a sentence from which it is a passage, where nothing stood in its place."""
LEFT = 4
"""Characters beside what was edited that may go with it unmentioned: 约, 逾, 的, 消息."""
_NO_WORD = re.compile(r"[\W_]+")


class Kinds:
    """Finds the edits between two texts that lie side by side."""

    def __init__(self, old: State, new: State, alignment: Alignment) -> None:
        self._old, self._new, self._alignment = old, new, alignment
        self._furniture = Stretches(furniture_in(old.text)), Stretches(furniture_in(new.text))
        self._mentions = Mentions(old, new)
        self._captions = Stretches(captions_in(old)), Stretches(captions_in(new))
        self.furniture: set[Region] = set()
        """Regions of what belongs to the page."""

    def edits(self) -> list[Edit]:
        """All of them."""
        found: list[Edit] = []
        told: list[Section] = []
        for section in self._alignment.sections:
            if self._is_blank(section):
                continue
            if kind := self._aside(section):
                found.append(self._edit(kind, section.before, section.after))
            else:
                told.append(section)
        speech = list(self._speech(told))
        moved = Moved(self._old.text, self._new.text, told)
        edited = [each for each in told if each.kind == "edited" and not self._is_notice(each)]
        mentions = [self._edit(*each) for each in self._mentions.replaced(edited)]
        found += (*speech, *mentions)
        for kind, run in groupby(told, key=lambda section: section.kind):
            if kind == "edited":
                found += self._edited(list(run), (*speech, *mentions))
            else:
                found += self._passages(kind == "added", [each for each in run if not moved.holds(each)])
        found += (self._edit("wording", before, after) for before, after in moved.places)
        return _apart_from_notices(dict.fromkeys(found))

    def _is_blank(self, section: Section) -> bool:
        """Whether a section differs in the blanks around it alone."""
        return self._old.text[slice(*section.before)].strip() == self._new.text[slice(*section.after)].strip()

    def _aside(self, section: Section) -> EditKind | None:
        """The kind of a section that is typography, furniture, or the caption of a picture; None for all others."""
        if all(region.is_style for region in section.regions):
            return "typography"
        sides = [(side, at) for side, at in ((0, section.before), (1, section.after)) if at[0] < at[1]]
        if all(self._furniture[side].hold(at) for side, at in sides):
            self.furniture.update(section.regions)
            return "furniture"
        return "picture" if all(self._captions[side].hold(at) for side, at in sides) else None

    def _edit(self, kind: EditKind, before: Stretch | None, after: Stretch | None) -> Edit:
        """An edit, its places without the blanks around them."""
        one, other = _bare(self._old.text, before), _bare(self._new.text, after)
        return Edit(
            kind,
            "text",
            self._old.span(one) if one else None,
            self._new.span(other) if other else None,
            self._old.text[slice(*one)] if one else "",
            self._new.text[slice(*other)] if other else "",
        )

    def _speech(self, told: Sequence[Section]) -> Iterator[Edit]:
        """What was done to statements."""
        there, back = self._alignment.mappers()
        regions = [region for section in told for region in section.regions if not region.is_style]
        old = Side(self._old.text, self._old.annotations.statements, [region.before for region in regions], there)
        new = Side(self._new.text, self._new.annotations.statements, [region.after for region in regions], back)
        return (self._edit(each.kind, each.before, each.after) for each in said(old, new, told))

    def _passages(self, is_added: bool, run: Sequence[Section]) -> Iterator[Edit]:
        """Sentences that came or went, those that follow one another together; and the notices among them."""
        text = self._new.text if is_added else self._old.text
        parts: list[tuple[EditKind, Stretch]] = []
        for section in run:
            start, end = section.after if is_added else section.before
            before, last = parts[-1] if parts else (None, (-1, -1))
            goes_on = last[1] == start and "\n" not in text[last[1] - 1 : last[1]]
            kind: EditKind = "passage-added" if is_added else "passage-removed"
            if is_added and (is_notice(text[start:end]) or (goes_on and before == "notice")):
                kind = "notice"
            elif not has_words(text[start:end]):
                kind = "wording"
            if before == kind and last[1] == start:
                parts[-1] = kind, (last[0], end)
            else:
                parts.append((kind, (start, end)))
        for kind, at in parts:
            yield self._edit(kind, None, at) if is_added else self._edit(kind, at, None)

    def _edited(self, sections: Sequence[Section], told: Sequence[Edit]) -> Iterator[Edit]:
        """What was done in sentences, beside what is told already."""
        for section in sections:
            if self._is_notice(section):
                yield self._edit("notice", section.before, section.after)
                continue
            for region in section.regions:
                if not region.is_style and not self._is_explained(region, told):
                    yield self._edit(self._other(region), region.before, region.after)

    def _is_notice(self, section: Section) -> bool:
        """Whether a sentence became a notice; what is changed in one that was there before tells of nothing."""
        old, new = self._old.text[slice(*section.before)], self._new.text[slice(*section.after)]
        return is_notice(new) and not is_notice(old)

    def _is_explained(self, region: Region, edits: Sequence[Edit]) -> bool:
        """Whether edits that are told tell all that was done in a region."""
        touching = [edit for edit in edits if _touches(edit, region)]
        if not touching:
            return False
        old = _rest(self._old.text, region.before, [(e.before.start, e.before.end) for e in touching if e.before])
        new = _rest(self._new.text, region.after, [(e.after.start, e.after.end) for e in touching if e.after])
        is_little = max(len(old), len(new)) <= LEFT
        return old == new or is_little

    def _other(self, region: Region) -> EditKind:
        """The kind of what no other edit tells."""
        old, new = self._old.text[slice(*region.before)], self._new.text[slice(*region.after)]
        if new and is_notice(new):
            return "notice"
        if not old and has_words(new) and len(tokens_of(new, (0, len(new)))) >= PASSAGE:
            return "passage-added"
        if not new and has_words(old) and len(tokens_of(old, (0, len(old)))) >= PASSAGE:
            return "passage-removed"
        return "wording"


def _apart_from_notices(edits: Iterable[Edit]) -> list[Edit]:
    """Edits without the statements that a notice repeats."""
    notices = [edit.after for edit in edits if edit.kind == "notice" and edit.after]
    return [
        edit
        for edit in edits
        if edit.kind != "statement-added"
        or not any(edit.after and at.start <= edit.after.start and edit.after.end <= at.end for at in notices)
    ]


def _bare(text: str, at: Stretch | None) -> Stretch | None:
    """A stretch without blanks around it; None for nothing."""
    if at is None:
        return None
    piece = text[slice(*at)]
    start = at[0] + len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if start < end else None


def _touches(edit: Edit, region: Region) -> bool:
    sides = ((edit.before, region.before), (edit.after, region.after))
    return any(span and span.start < at[1] and span.end > at[0] for span, at in sides)


def _rest(text: str, at: Stretch, told: Sequence[Stretch]) -> str:
    """The words of a stretch that lie in none of those that are told, in one form."""
    left, place = "", at[0]
    for start, end in sorted(told):
        left, place = left + text[place : max(place, min(start, at[1]))], max(place, end)
    return _NO_WORD.sub("", plain_form(left + text[place : at[1]]))
