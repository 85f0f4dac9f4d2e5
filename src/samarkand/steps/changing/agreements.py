"""Edits after which an article tells what another outlet had told before; a coincidence is not told from a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from samarkand.model.changes import Agreement, Dated, Edit, EditKind
from samarkand.model.comparisons import Span
from samarkand.model.mentions import NumberMention
from samarkand.model.statements import Stretch
from samarkand.steps.changing.tokens import tokens_of, words_of
from samarkand.text.folding import fold
from samarkand.text.sentences import Sentences
from samarkand.text.typography import plain_form

KINDS: frozenset[EditKind] = frozenset({"number", "date", "name", "quotation"})
NEAR, NAMED = 0.25, 0.1
"""Share of words of two sentences, as Dice counts it, from which they tell of one thing; and where one word says what it is (死亡)."""
OTHERS = 200
"""Versions of other outlets that are looked at for each edit, the earliest."""
_NUMERALS = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿]+")


class _Version:
    """A version of an article of a story, with what is asked of it again and again."""

    def __init__(self, dated: Dated) -> None:
        self.dated, self.state = dated, dated.state
        self.folded = fold(self.state.text)
        self._sentences = Sentences(self.state.text)

    def words(self, at: Stretch) -> frozenset[str]:
        """The words of the sentence around a place, without numbers."""
        text = self.state.text[slice(*self._sentences.around(*at))]
        bare = _NUMERALS.sub(" ", plain_form(text) if not text.isascii() else text)
        return words_of(tokens_of(bare, (0, len(bare))))

    def number(self, span: Span) -> NumberMention | None:
        """The number at a place."""
        found = (each for each in self.state.annotations.numbers if (each.start, each.end) == (span.start, span.end))
        return next(found, None)


def agreements(versions: Sequence[Dated], edits: Mapping[tuple[str, int], Iterable[Edit]]) -> tuple[Agreement, ...]:
    """What edits of the articles of a story agree with, by time; of several outlets, the first that told it.

    `versions`: all versions of the articles; `edits`: what was done in one of them, by article and number. Costs for each
    edit a look at the versions of other outlets that were there before.
    """
    known = {(each.state.article, each.state.version): _Version(each) for each in versions}
    by_time = sorted(known.values(), key=lambda each: (each.dated.seen_at, each.state.article, each.state.version))
    found: dict[tuple[object, ...], Agreement] = {}
    for (article, number), done in edits.items():
        old, new = known.get((article, number - 1)), known.get((article, number))
        if old is None or new is None:
            continue
        others = [
            each for each in by_time if each.dated.outlet != new.dated.outlet and each.dated.seen_at < new.dated.seen_at
        ]
        for edit in done:
            if edit.kind in KINDS and edit.before and edit.after and (told := _told(edit, old, new, others[:OTHERS])):
                found.setdefault((article, number, edit.kind, fold(edit.old), fold(edit.new)), told)
    return tuple(sorted(found.values(), key=lambda each: (each.at, each.outlet, each.edit.kind, each.told)))


def _told(edit: Edit, old: _Version, new: _Version, others: Iterable[_Version]) -> Agreement | None:
    """The first place where another outlet told what stands there now, and not what stood there."""
    for other in others:
        for start, end in _places(edit, old, new, other):
            span = other.state.span((start, end))
            words, dated = other.state.text[start:end], other.dated
            return Agreement(edit, new.dated.outlet, new.dated.seen_at, dated.outlet, span, words, dated.seen_at)
    return None


def _places(edit: Edit, old: _Version, new: _Version, other: _Version) -> Iterator[Stretch]:
    assert edit.before
    assert edit.after
    at = edit.after.start, edit.after.end
    words = new.words(at)
    if edit.kind == "number":
        yield from _numbers(old.number(edit.before), new.number(edit.after), words, other)
    elif edit.kind == "date":
        meant = next((each for each in new.state.annotations.dates if (each.start, each.end) == at), None)
        for date in other.state.annotations.dates:
            if meant and date.key == meant.key and _share(words, other.words((date.start, date.end))) >= NEAR:
                yield date.start, date.end
    else:
        yield from _words(edit, words, other)


def _numbers(
    old: NumberMention | None, new: NumberMention | None, words: frozenset[str], other: _Version
) -> Iterator[Stretch]:
    """Where another text tells the new number of the same thing, if it does not tell the old one too."""
    if new is None:
        return
    same = [each for each in other.state.annotations.numbers if each.of == new.of and each.unit == new.unit]
    if old and any(each.key == old.key for each in same):
        return
    for each in same:
        enough = NAMED if new.of else NEAR
        if each.key == new.key and _share(words, other.words((each.start, each.end))) >= enough:
            yield each.start, each.end


def _words(edit: Edit, words: frozenset[str], other: _Version) -> Iterator[Stretch]:
    """Where another text has a name or quoted words in any typography, if it does not have the old ones too."""
    wanted, old = fold(edit.new), fold(edit.old)
    tells_both = old not in wanted and old in other.folded
    if len(other.folded) != len(other.state.text) or not wanted.strip() or tells_both:
        return
    start = other.folded.find(wanted)
    if start >= 0:
        at = start, start + len(wanted)
        if edit.kind == "quotation" or _share(words, other.words(at)) >= NAMED:
            yield at


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))
