"""Versions for the tests of changes, marked as the flow marks them."""

from __future__ import annotations

from datetime import UTC, datetime

from samarkand.model.articles import Picture, Published
from samarkand.model.changes import Change, EditKind, State
from samarkand.model.statements import METHOD, Annotations
from samarkand.steps.changing import change_between
from samarkand.steps.dates import dates_in
from samarkand.steps.glosses import names_in
from samarkand.steps.numbers import numbers_in
from samarkand.steps.statements import statements_in
from samarkand.text.scripts import language_of

ARTICLE = "a" * 16
ZONE = "Asia/Shanghai"
PUBLISHED = Published(datetime(2026, 3, 4, 4, tzinfo=UTC), ZONE, "minute", "dateline")


def state(
    title: str, text: str, version: int, *pictures: Picture, is_marked: bool = True, article: str = ARTICLE
) -> State:
    """A version with its annotations."""
    marks = Annotations(article, version, METHOD)
    if is_marked:
        language = language_of(f"{title}\n{text}", "zh-Hans")
        dates = dates_in(text, PUBLISHED, language, ZONE)
        said, numbers = statements_in(text, language, "", ()), numbers_in(text, dates, language)
        marks = Annotations(article, version, METHOD, said, dates, numbers, names_in(text))
    return State(article, version, title, text, marks, pictures)


def change(old: str, new: str) -> Change:
    """What was done between two texts."""
    return change_between(state("甲", old, 1), state("甲", new, 2))


def kinds(old: str, new: str) -> tuple[EditKind, ...]:
    return change(old, new).kinds


def edits(old: str, new: str, without: frozenset[EditKind] | set[EditKind] = frozenset()) -> list[tuple[str, str, str]]:
    return [(edit.kind, edit.old, edit.new) for edit in change(old, new).edits if edit.kind not in without]
