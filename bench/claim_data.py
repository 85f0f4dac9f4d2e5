"""The annotated records as they go into a comparison, with the statements that careful readers marked and their claims."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from bench.reading import read_file
from bench.statements import find, pairs
from samarkand.adapters.outlets import built_in
from samarkand.model.comparisons import Compared, Span
from samarkand.model.statements import Annotations, Statement
from samarkand.steps.dates import dates_in
from samarkand.steps.glosses import glosses_in
from samarkand.steps.numbers import numbers_in

NOT_FOUND = "a statement that the readers marked does not stand in the text"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story whose statements are marked, and to which claim each belongs."""

    story: str
    articles: tuple[Compared, ...]
    claims: Mapping[Span, str]
    """Where each statement stands -> id of its claim; "" for one that no other record has; none that readers did not mark."""


def labelled(place: Path) -> list[Labelled]:
    """The stories, by name; their articles are known by the path of the record."""
    zones = {outlet.id: outlet.zone for outlet in built_in()}
    rows = [json.loads(line) for line in (place / "gold" / "statements.jsonl").read_text("utf-8").splitlines()]
    found = []
    for story in sorted({row["story"] for row in rows}):
        read = [_article(place, row, zones) for row in rows if row["story"] == story]
        claims = dict(chain.from_iterable(claims.items() for _, claims in read))
        found.append(Labelled(story, tuple(article for article, _ in read), claims))
    return found


def with_own_statements(story: Labelled) -> Labelled:
    """The story with the statements that the program finds; those that are none of the marked ones are in no claim of the readers."""
    articles, claims = [], {}
    for article in story.articles:
        marked, found = article.annotations.statements, find(article, article.outlet)
        articles.append(replace(article, annotations=replace(article.annotations, statements=found)))
        for one, two in pairs([{"text": each.text} for each in marked], found):
            claims[_span(article, found[two])] = story.claims[_span(article, marked[one])]
    return Labelled(story.story, tuple(articles), claims)


def _span(article: Compared, statement: Statement) -> Span:
    return Span(article.article, article.version, statement.start, statement.end)


def _article(place: Path, row: dict[str, Any], zones: Mapping[str, str]) -> tuple[Compared, dict[Span, str]]:
    _, reading, outlet = read_file(place / "records" / row["path"])
    assert reading.published, f"{row['path']} tells no time"
    text = reading.text
    dates = dates_in(text, reading.published, reading.language, zones[outlet])
    statements, claims, after = [], {}, 0
    for marked in row["statements"]:
        start = _place(text, marked["text"], after)
        end = start + len(marked["text"])
        at = Span(row["path"], 1, start, end)
        while at in claims:  # one stretch may be what two are said to have said
            at = Span(row["path"], 1, start, end := end - 1)
        statements.append(
            Statement(
                text=text[start:end],
                start=start,
                end=end,
                kind=marked["kind"],
                speaker=marked["speaker"],
                speaker_at=_speaker_at(text, marked["speaker"], start),
                role=marked["role"],
                cue=marked["cue"],
                via=tuple(marked["via"]),
            )
        )
        claims[at] = marked["claim"]
        after = start
    annotations = Annotations(
        row["path"], 1, 0, tuple(statements), dates, numbers_in(text, dates, reading.language), tuple(glosses_in(text))
    )
    article = Compared(
        row["path"], 1, outlet, reading.language, reading.published.at, reading.title, text, annotations, outlet
    )
    return article, claims


def _place(text: str, marked: str, after: int) -> int:
    start = text.find(marked, after)
    start = text.find(marked) if start < 0 else start
    assert start >= 0, f"{NOT_FOUND}: {marked[:20]}"
    return start


def _speaker_at(text: str, speaker: str, start: int) -> tuple[int, int] | None:
    """The nearest place before the statement, else the first behind it."""
    at = text.rfind(speaker, 0, start) if speaker else -1
    at = text.find(speaker, start) if at < 0 and speaker else at
    return None if at < 0 else (at, at + len(speaker))
