"""The labelled articles of the benchmarks of stories, as the program sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.shared import shared
from samarkand.adapters import incoming
from samarkand.adapters.names import built_in as names_built_in
from samarkand.adapters.outlets import built_in
from samarkand.adapters.weights import built_in as built_in_weights
from samarkand.errors import BadRecord
from samarkand.model.articles import Published
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features
from samarkand.pipeline.showing import DATED
from samarkand.steps import reading, records
from samarkand.steps.dates import stretches_in
from samarkand.steps.numbers import values_in
from samarkand.steps.outlets import outlet_of
from samarkand.steps.relating.features import Lexicon, Told, features_of
from samarkand.times import in_place

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its labels, "" where it has none."""

    document: SearchDocument
    published: Published
    zone: str
    """Of the outlet's place."""
    story: str = ""
    """The event, among the records; the affair, in the stream."""
    event: str = ""
    """The event, in the stream."""
    is_first: bool = True
    """Of the stream: whether it stands in `stream.jsonl`."""


def of_records(*folders: str) -> Iterator[Labelled]:
    """Real records, those of `records` with their stories."""
    lines = (shared() / "records" / "stories.tsv").read_text("utf-8").splitlines()[1:]
    stories = {path: story for path, story, *_ in (line.split("\t") for line in lines)}
    for name in folders:
        for files in incoming.folders([shared() / name]):
            for file in files:
                try:
                    record = records.parse(file.read())
                except BadRecord:
                    continue
                outlet = outlet_of(record.url, built_in())
                read = reading.read(record, outlet, NOW)
                published = read.published or Published(NOW, outlet.zone, "day", "header")
                document = SearchDocument(
                    f"{name}/{file.name}", 1, outlet.id, read.language, published.at, read.title, read.text, 1
                )
                story = stories.get(file.name.replace("\n", ""), "") if name == "records" else ""
                yield Labelled(document, published, outlet.zone, story)


def of_stream(*names: str) -> Iterator[Labelled]:
    """The stream of affairs; `pair_texts` are more reports of its events."""
    for name in names or ("stream", "pair_texts"):
        for line in (shared() / "bench" / "stories" / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            at = in_place(datetime.fromisoformat(row["time"]), PLACE) or NOW
            document = SearchDocument(row["id"], 1, row["outlet"], "zh-Hans", at, row["title"], row["text"], 1)
            published = Published(at, PLACE, "second", "feed")
            yield Labelled(document, published, PLACE, row["story"], row["subevent"], name == "stream")


def features(labelled: Labelled, lexicon: Lexicon) -> Features:
    """What the program sees of an article."""
    document = labelled.document
    beginning = f"{document.title}\n{document.text[:DATED]}"
    found = stretches_in(beginning, labelled.published, document.language, labelled.zone)
    days = [told.stretch.since for told in found if told.stretch.grain == "day"]
    told = Told(document, values_in(beginning, found, document.language), days)
    return features_of([told], lexicon)[0]


def lexicon() -> Lexicon:
    """What the program knows of words and names before it reads."""
    return Lexicon(built_in_weights(), names_built_in())
