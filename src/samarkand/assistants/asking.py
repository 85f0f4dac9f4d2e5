"""What an assistant may ask of articles: what a query finds, one of them, its history, what somebody said, what a day brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from samarkand.answering import Answers
from samarkand.as_json.lives import life_json
from samarkand.assistants.budget import QUOTE, Items, answer
from samarkand.assistants.receipts import Receipts
from samarkand.errors import UsageError
from samarkand.lives import Lives
from samarkand.model.changes import Edit
from samarkand.model.comparisons import Span
from samarkand.model.search import Options
from samarkand.model.tellings import Unit
from samarkand.searching import Narrowing
from samarkand.times import iso
from samarkand.web.api.cursors import Cursors, Place, asked_for
from samarkand.web.api.operations import at_place, place_of

HITS = 20
"""Hits that are looked up at a time."""
EDITS = 12
"""Edits of a version that are told."""
SLICE = 600
"""Characters of a text that one item holds."""


class Asking:
    """Answers, each of them JSON within the budget. Raises NotFound, UsageError, BadQuery, BadCursor, ArchiveDamaged."""

    def __init__(self, answers: Answers, cursors: Cursors, clock: Callable[[], datetime]) -> None:
        self.answers, self.cursors, self.clock = answers, cursors, clock

    def place(self, asked: tuple[str, Mapping[str, str]], cursor: str) -> Place | None:
        """The place of a cursor; None where none was given."""
        return self.cursors.read(asked_for(*asked), cursor) if cursor else None

    def search(self, query: str, outlet: str, cursor: str) -> str:
        """What a query finds, the best first."""
        asked = "search", {"query": query, "outlet": outlet}
        place = self.place(asked, cursor)
        narrowing = Narrowing(self.answers.queries.outlet(outlet).id if outlet else "")
        first = self.answers.search.find(query, self.clock(), Options(HITS, place[0] if place else 0), narrowing)
        about = {"total": first.total, "some_words_only": first.is_relaxed}
        return answer(self.cursors, asked, self._hits(query, narrowing, place[0] if place else 0), about)

    def _hits(self, query: str, narrowing: Narrowing, offset: int) -> Items:
        receipts = Receipts(self.answers.queries)
        while True:
            found = self.answers.search.find(query, self.clock(), Options(HITS, offset), narrowing).found
            stories = self.answers.stories.of([each.article.id for each in found])
            for each in found:
                offset += 1
                article, version = each.article, each.version
                spans = (
                    Span(article.id, version.number, part.start, part.start + len(part.text)) for part in each.passages
                )
                told = {
                    "title": each.title.text[:QUOTE],
                    **receipts.outlet(article.outlet),
                    "url": version.url,
                    "published_at": iso(article.published_at),
                    "story": stories[article.id].id if article.id in stories else "",
                    "versions": article.versions,
                    "passages": [receipts.quotation(span) for span in spans],
                    "receipt": receipts.of_version(version),
                }
                yield told, [offset]
            if len(found) < HITS:
                return

    def article(self, identity: str, version: int | None, cursor: str) -> str:
        """A version of an article: what is known of it, then its text in stretches."""
        asked = "article", {"article": identity, "version": str(version or "")}
        place = self.place(asked, cursor)
        queries = self.answers.queries
        opened = queries.open(identity, version)
        receipts, found = Receipts(queries), opened.version
        story = self.answers.stories.of([opened.article.id]).get(opened.article.id)
        life = life_json(Lives(queries).life(opened.article.id))
        about = {
            "title": " ".join(found.title.split())[:QUOTE],
            **receipts.outlet(found.outlet),
            "url": found.url,
            "published_at": iso(found.published.at) if found.published else None,
            "seen_at": iso(found.seen_at),
            "language": found.language,
            "versions": opened.article.versions,
            "story": story.id if story else "",
            "absences": life["absences"][-5:],
            "receipt": receipts.of_version(found),
        }
        text, start = opened.reading.text, place[0] if place else 0
        spans = (
            Span(found.article, found.number, at, min(at + SLICE, len(text))) for at in range(start, len(text), SLICE)
        )
        return answer(self.cursors, asked, ((receipts.quotation(span), [span.end]) for span in spans), about)

    def history(self, identity: str, cursor: str) -> str:
        """The versions of an article, the first one first, and what was changed in each."""
        asked = "history", {"article": identity}
        place = self.place(asked, cursor)
        return answer(self.cursors, asked, self._versions(identity, place[0] if place else 0))

    def _versions(self, identity: str, start: int) -> Items:
        receipts = Receipts(self.answers.queries)
        for number, step in enumerate(self.answers.changes.history(identity)):
            if number < start:
                continue
            version, changed = step.version, step.changed
            edits = changed.change.edits if changed else ()
            told = {
                "title": " ".join(version.title.split())[:QUOTE],
                "seen_at": iso(version.seen_at),
                "kinds": list(changed.change.kinds) if changed else [],
                "is_silent": bool(changed and changed.change.is_silent),
                "returns_to": changed.back_to or None if changed else None,
                "problem": changed.problem if changed else "",
                "edits": [_edit(version.article, each) for each in edits[:EDITS]],
                "edits_left": max(len(edits) - EDITS, 0),
                "receipt": receipts.of_version(version),
            }
            yield told, [number + 1]

    def statements(self, person: str, cursor: str) -> str:
        """What somebody is quoted with, the newest article first."""
        asked = "statements", {"person": person}
        place = self.place(asked, cursor)
        opened = self.answers.people.open(person)
        about = {
            "name": opened.somebody.name[:QUOTE],
            "spellings": [each.name for each in opened.somebody.spellings[:10]],
            "statements": opened.somebody.statements,
            "others_called_so": [each.name for each in opened.others],
        }
        return answer(self.cursors, asked, self._said(person, place), about)

    def _said(self, person: str, place: Place | None) -> Items:
        """Places tell the page of articles and how many statements of it are told."""
        receipts = Receipts(self.answers.queries)
        before, skipped = (at_place(place[:2] if place and place[0] else None), place[2] if place else 0)
        while True:
            opened = self.answers.people.open(person, before)
            told = [(each, said) for each in opened.appearances for said in each.statements]
            for number, (each, said) in enumerate(told[skipped:], start=skipped + 1):
                span = Span(each.article.id, each.version, said.start, said.end)
                item = {
                    **receipts.outlet(each.article.outlet),
                    "published_at": iso(each.article.published_at),
                    "title": each.title[:QUOTE],
                    "story": each.story.id if each.story else "",
                    "speaker": said.speaker[:QUOTE],
                    "role": said.role[:QUOTE],
                    "kind": said.kind,
                    "via": [channel[:QUOTE] for channel in said.via[:8]],
                    **receipts.quotation(span),
                }
                yield item, [*(place_of(before) or ("", "")), number]
            before, skipped = opened.next_at, 0
            if before is None:
                return

    def day(self, when: str, cursor: str) -> str:
        """What is told of a day or a month, what most outlets tell first; behind that, all articles by time."""
        asked = "day", {"when": when}
        place = self.place(asked, cursor)
        unit: Unit = "day" if len(when) > len("2022-09") else "month"
        try:
            since = date.fromisoformat(when if unit == "day" else f"{when}-01")
        except ValueError as error:
            raise UsageError(f"{when[:40]!r} is no day and no month; such are 2022-09-07 and 2022-09") from error
        counted = self.answers.calendar.day(unit, since).counted
        about = {
            "on": when,
            "outlets": counted.outlets if counted else 0,
            "articles": counted.articles if counted else 0,
        }
        return answer(self.cursors, asked, self._events(unit, since, place), about)

    def _events(self, unit: Unit, since: date, place: Place | None) -> Items:
        receipts = Receipts(self.answers.queries)
        before, skipped = (at_place(place[:2] if place and place[0] else None), place[2] if place else 0)
        while True:
            calendar = self.answers.calendar
            opened = calendar.all(unit, since, before) if before else calendar.day(unit, since)
            for number, event in enumerate(opened.events[skipped:], start=skipped + 1):
                told = {
                    "title": event.title[:QUOTE],
                    "story": event.story.id if event.story else "",
                    "articles": event.articles,
                    "told_ahead": event.is_ahead,
                    "told": [
                        dict(receipts.outlet(each.outlet))
                        | {"published_at": iso(each.published_at)}
                        | receipts.line_around(Span(each.article, each.version, each.start, each.end))
                        for each in event.tellings[:6]
                    ],
                }
                yield told, [*(place_of(before) or ("", "")), number]
            before, skipped = opened.next_at, 0
            if before is None:
                return


def _edit(article: str, edit: Edit) -> Mapping[str, Any]:
    def stretch(span: Span | None) -> Mapping[str, int] | None:
        return {"version": span.version, "start": span.start, "end": span.end} if span else None

    return {
        "kind": edit.kind,
        "where": edit.where,
        "article": article,
        "old": edit.old[: QUOTE // 2],
        "old_at": stretch(edit.before),
        "new": edit.new[: QUOTE // 2],
        "new_at": stretch(edit.after),
    }


def numbered(items: Iterator[Mapping[str, Any]], start: int) -> Items:
    """Items of a list behind the first `start`, each with its number for a place."""
    for number, item in enumerate(items):
        if number >= start:
            yield item, [number + 1]
