"""Rows of tables out of what a version says and what is marked in it; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samarkand.ids import sha256
from samarkand.model.articles import Draft, Published, Reading, Version
from samarkand.model.captures import Captured
from samarkand.model.statements import Annotations
from samarkand.model.tables import DATES, NAMES, NUMBERS, STATEMENTS, Row, Table
from samarkand.steps.filing import article_of
from samarkand.text.agencies import agency_of


def version_of(draft: Draft) -> Version:
    """A draft as the version that it would become, if it were the first of its article."""
    return Version(
        article=article_of(draft),
        number=1,
        outlet=draft.outlet,
        url=draft.url,
        title=draft.title,
        record="",
        sha256=sha256(draft.data),
        seen_at=draft.captured_at or draft.seen_at,
        published=draft.reading.published,
        language=draft.reading.language,
        captured_at=draft.captured_at,
    )


def version_row(draft: Draft, version: Version, captured: Captured, source: str) -> Row:
    """The row of `versions`."""
    published = draft.reading.published
    return {
        "article": version.article,
        "sha256": version.sha256,
        "outlet": draft.outlet,
        "url": well(draft.url),
        "canonical_url": well(draft.canonical_url),
        "title": well(draft.title),
        "language": draft.reading.language,
        "authors": [well(name) for name in draft.reading.authors],
        "published_at": published.at if published else None,
        "published_zone": published.zone if published else None,
        "published_precision": published.precision if published else None,
        "published_told": published.told if published else None,
        "published_on": published.on if published else None,
        "header_ms": draft.header_ms,
        "captured_at": captured.at,
        "source": source,
        "offset": captured.offset,
        "agency": agency_of(draft.reading.text),
        "text": well(draft.reading.text),
        "record": draft.data,
    }


def draft_of_row(row: Row, now: datetime) -> Draft:
    """The draft that a row of `versions` was made of, as one that is imported and seen `now`; without its pictures."""
    published = row["published_at"] and Published(
        row["published_at"],
        row["published_zone"],
        row["published_precision"],
        row["published_told"],
        row["published_on"],
    )
    reading = Reading(row["text"], published, tuple(row["authors"]), row["language"], ())
    return Draft(
        outlet=row["outlet"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        title=row["title"],
        data=row["record"],
        reading=reading,
        seen_at=now,
        made_from="import",
        header_ms=row["header_ms"],
        captured_at=row["captured_at"],
    )


def marked_rows(version: Version, marked: Annotations) -> Iterator[tuple[Table, Row]]:
    """What is marked in a version, each with the table that it belongs to."""
    own = {"article": version.article, "sha256": version.sha256}
    for said in marked.statements:
        speaker, cue = said.speaker_at or (None, None), said.cue_at or (None, None)
        yield (
            STATEMENTS,
            own
            | {"start": said.start, "end": said.end, "text": well(said.text), "kind": said.kind}
            | {"speaker": well(said.speaker), "speaker_start": speaker[0], "speaker_end": speaker[1]}
            | {"role": well(said.role), "cue": well(said.cue), "cue_start": cue[0], "cue_end": cue[1]}
            | {"via": list(map(well, said.via))},
        )
    for day in marked.dates:
        told = {"value": day.value, "grain": day.grain, "since": day.since, "until": day.until}
        place = {"start": day.start, "end": day.end, "text": well(day.text)}
        yield DATES, own | place | told | {"time": day.time, "side": day.side}
    for number in marked.numbers:
        place = {"start": number.start, "end": number.end, "text": well(number.text)}
        ends = {"low": f"{number.low:f}", "high": f"{number.high:f}", "unit": number.unit}
        how = {"approximate": number.is_approximate, "bound": number.bound}
        yield NUMBERS, own | place | ends | {"counts": well(number.counts), "of": number.of} | how
    for name in marked.names:
        place = {"start": name.start, "end": name.end}
        yield NAMES, own | place | {"name": well(name.name), "gloss": well(name.latin), "type": name.kind}


def well(text: str) -> str:
    """A text that can be written as UTF-8: lone halves of surrogates become `?`, one for one, so that places hold."""
    return text.encode("utf-8", "replace").decode()
