"""How many feeds of other programs' tests are read, how well, and how fast: a table beside what feedparser finds.

    python -m bench.feeds [--misses]

Files: in how many entries were found, and as many as the reference found (feedparser; fastfeedparser for JSON Feed,
listparser for OPML; numbers of the benchmark). Facts: what feedparser's own tests expect, for the fields that we have
too, of both programs. `/sanitize/` files expect what a sanitiser leaves; both have none here.
"""

from __future__ import annotations

import argparse
import calendar
import html
import io
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from bench.shared import shared
from samarkand.model.collecting import FeedDocument
from samarkand.steps.feeds import read_feed
from samarkand.steps.opml import read_opml
from samarkand.text.markup import decode_as, parse_body
from samarkand.times import iso
from samarkand.urls import join

NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL = "http://127.0.0.1:8097/feed"
OURS = {
    "feed.title": lambda feed: feed.title,
    "feed.link": lambda feed: feed.home,
    "feed.language": lambda feed: feed.language,
    "version": lambda feed: feed.format,
    "encoding": lambda feed: feed.encoding,
}
ENTRY = {
    "title": lambda entry: entry.title,
    "title_detail.value": lambda entry: entry.title,
    "description": lambda entry: entry.body,
    "summary": lambda entry: entry.body,
    "content.0.value": lambda entry: entry.body,
    "link": lambda entry: entry.url,
    "id": lambda entry: entry.guid,
    "guid": lambda entry: entry.guid,
    "author": lambda entry: ", ".join(entry.authors),
    "authors.0.name": lambda entry: entry.authors[0] if entry.authors else None,
    "language": lambda entry: entry.language,
    "published_parsed": lambda entry: entry.published_at and iso(entry.published_at),
    "created_parsed": lambda entry: entry.published_at and iso(entry.published_at),
    "updated_parsed": lambda entry: (
        (entry.updated_at or entry.published_at) and iso(entry.updated_at or entry.published_at)
    ),
    "enclosures.0.href": lambda entry: entry.pictures[0] if entry.pictures else None,
}


def value_of(feed: FeedDocument, path: str) -> Any:
    """What we say where feedparser's path points; None where we say nothing."""
    if path in OURS:
        return OURS[path](feed)
    match = re.fullmatch(r"entries\.(\d+)\.(.+)", path)
    if match and match[2] in ENTRY and int(match[1]) < len(feed.entries):
        return ENTRY[match[2]](feed.entries[int(match[1])])
    return None


def is_ours(path: str) -> bool:
    match = re.fullmatch(r"entries\.\d+\.(.+)", path)
    return path in OURS or bool(match and match[1] in ENTRY)


def theirs(found: Any, path: str) -> Any:
    """What feedparser says at a path."""
    for key in path.split("."):
        try:
            found = found[int(key)] if key.isdecimal() else found[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            return None
    if path.endswith("_parsed") and found:
        return iso(datetime.fromtimestamp(calendar.timegm(found), UTC))
    return found


def same(path: str, have: Any, want: Any, data: bytes) -> bool:
    """Whether a fact is met: HTML counts as the tree that it makes, titles as their text, encodings as what they read."""
    if have is None or isinstance(want, bool) or not isinstance(want, str):
        return bool(have == want)
    if path == "encoding":
        return _text_under(have, data) == _text_under(want, data)
    name = path.rsplit(".", 1)[-1]
    if "title" in path:
        return _plain(want) in {have, _plain(str(have))}
    if name in {"description", "summary", "value"}:
        return _tree(str(have)) == _tree(want)
    if name in {"author", "name"}:
        return bool(have == want or want.startswith(f"{have} ("))
    return bool(have == want)


def _text_under(encoding: str, data: bytes) -> str | None:
    text = decode_as(data, encoding)
    return data.decode(encoding, "replace") if text is None else text


def _plain(text: str) -> str:
    return " ".join(parse_body(text).text.split())


def _in_order(tag: re.Match[str]) -> str:
    attributes = sorted(re.findall(r'[^ =]+="[^"]*"', tag[2]))
    return " ".join([tag[1], *attributes])


def _tree(text: str) -> str:
    inner = re.sub(r"(<[\w-]+)((?: [\w:-]+=\"[^\"]*\")+)", _in_order, parse_body(text).inner_html.strip())
    return " ".join(html.unescape(inner.removeprefix("<div>").removesuffix("</div>")).split())


def rows(place: Path) -> Iterator[dict[str, Any]]:
    with (place / "files.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def with_feedparser(data: bytes, headers: dict[str, str]) -> tuple[Any, float]:
    start = time.perf_counter()
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers={"content-location": URL, **headers}, sanitize_html=False
        )
    except Exception:  # noqa: BLE001  (whatever it raises counts as a feed that it did not read)
        found = {"entries": []}
    return found, time.perf_counter() - start


@dataclass
class Measured:
    """Counts by (set, kind) and by fact, seconds by (set, kind, whose), and what was missed."""

    files: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    facts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, row: dict[str, Any], have: int, want: int) -> None:
        """Take in how many entries or feeds were found in a file, and how many the reference found."""
        words = ["files"] + ["ours"] * bool(have) + ["theirs"] * bool(want) + ["same"] * (have == want)
        self.files[row["set"], row["kind"]].update(words)
        if have < want:
            self.misses.append(f"{have} of {want}  {row['file']}")


def measure(place: Path, *, beside: bool) -> Measured:
    """All files of the benchmark in a folder; `beside`: feedparser reads them too, for its facts and its time."""
    measured = Measured()
    for row in rows(place):
        data = (place / row["file"]).read_bytes()
        if row["kind"] == "opml":
            measured.count(row, len(read_opml(data)), row["feeds"])
            continue
        headers = row.get("headers", {})
        start = time.perf_counter()
        ours = read_feed(data, join(URL, headers.get("content-location", "")) or URL, headers, NOW)
        measured.seconds[row["set"], row["kind"], "ours"] += time.perf_counter() - start
        other, spent = with_feedparser(data, headers) if beside else ({}, 0.0)
        measured.seconds[row["set"], row["kind"], "theirs"] += spent
        found = row["entries"]
        measured.count(row, len(ours.entries), found["fastfeedparser" if row["kind"] == "json" else "feedparser"] or 0)
        for path, expected in row.get("facts", {}).items():
            if is_ours(path):
                us = same(path, value_of(ours, path), expected, data)
                them = same(path, theirs(other, path), expected, data)
                name = re.sub(r"\.\d+(?=\.|$)", "", path)
                measured.facts[name].update(["files"] + ["ours"] * us + ["theirs"] * them)
                if them and not us:
                    measured.misses.append(f"{path}  {row['file']}  {expected!r}  {value_of(ours, path)!r}")
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list what the reference has and we have not")
    options = parser.parse_args()
    measured = measure(shared() / "bench" / "feeds", beside=True)
    if options.misses:
        print(*measured.misses, sep="\n")
    print(f"{'set':12}{'kind':6}{'files':>6}{'ours':>6}{'theirs':>8}{'same':>6}{'seconds':>9}{'theirs':>8}")
    for (name, kind), counts in measured.files.items():
        seconds = [measured.seconds[name, kind, whose] for whose in ("ours", "theirs")]
        numbers = f"{counts['files']:>6}{counts['ours']:>6}{counts['theirs']:>8}{counts['same']:>6}"
        print(f"{name:12}{kind:6}{numbers}{seconds[0]:>9.2f}{seconds[1]:>8.2f}")
    print(f"{'fact':32}{'files':>6}{'ours':>6}{'theirs':>8}")
    for name, counts in sorted(measured.facts.items(), key=lambda pair: -pair[1]["files"]):
        print(f"{name:32}{counts['files']:>6}{counts['ours']:>6}{counts['theirs']:>8}")


if __name__ == "__main__":
    main()
