"""Record files of an invented press for `bench.growth`: a day like any other, for as many days as are asked for.

The reports are those of `bench.story_crowd`, `DAILY` a day. Of a hundred, six are changed later, four come once more as they were,
and eight are sent by an agency that another outlet prints word by word. Drawn by lot from a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.story_crowd import Report, by_event, reports
from samarkand.times import to_ms

DAILY = 2_000
CHANGED, SENT_AGAIN, COPIED = 0.06, 0.04, 0.08
FOLDER = 1_000
"""Files of a folder."""


def written(place: Path, size: int, since: int = 0) -> int:
    """Write the records of so many reports, those from `since` on; how many files. The first are the same for every size."""
    chance, count = random.Random(f"{size} {since}"), 0
    span = timedelta(days=max(1, size // DAILY))
    some = (report for event in by_event(reports(span=span), size) for report in event)
    for number, report in enumerate(some):
        if number >= since:
            for record in _records(chance, report):
                path = place / f"{count // FOLDER:04}" / f"{count}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(record)
                count += 1
    return count


def _records(chance: random.Random, report: Report) -> Iterator[bytes]:
    is_copied = chance.random() < COPIED
    if is_copied:
        report = replace(report, sentences=(f"（潮讯社电）{report.sentences[0]}", *report.sentences[1:]))
        outlet = f"copy{chance.randrange(50)}.example"
        yield _record(replace(report, outlet=outlet, url=f"https://{outlet}/{report.event}-{chance.random()}"))
    yield _record(report)
    if chance.random() < SENT_AGAIN:
        yield _record(report)
    if chance.random() < CHANGED:
        at = report.published_at + timedelta(hours=chance.randint(1, 72))
        yield _record(replace(report, sentences=(*report.sentences[:-1], "本报稍后更新。"), published_at=at))


def _record(report: Report) -> bytes:
    body = "".join(f"<p>{sentence.strip()}</p>" for sentence in report.sentences)
    head = f"<!--{to_ms(report.published_at)}-->\n[{report.title}]({report.url})\n------\n\n"
    return f"{head}{body}\n".encode("utf-8", "replace")
