"""How fast articles are placed in stories where many others are around, and where the time goes.

    python -m bench.story_speed            10,000 and 100,000 articles in a week
    python -m bench.story_speed --huge     and 300,000
    python -m bench.story_speed 50000      so many

The articles are those of `bench.story_crowd`. The store is filled with what they show, their links and stories; then 5,000
others of the same days and events, records in an archive, are placed by the program's own flow, in one go. `rate` counts
all of it by the clock. The columns behind it are milliseconds of the processor for an article, without what is told in another
column: `read`, in as many processes as there are cores, records and what they show, with the start of all processes; in
the process beside, taking up what is `around`, finding what is `near`, `compare`, all of which is `beside`; in the one that
places, grouping, threads, the store, and the rest, mostly what comes from the other processes, all of which is `here`. Each
size has processes of its own; `MiB` is the greatest memory of the one that places and of the one beside.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.child import run, tell
from bench.story_crowd import Report, Sketcher, by_event, reports
from bench.story_data import lexicon
from bench.story_watch import Stopwatch, TimedStore, watched_beside
from samarkand.adapters.stories import SqliteStories
from samarkand.adapters.weights import built_in
from samarkand.app.archives import STORIES, create_archive, open_archive
from samarkand.model.events import Place
from samarkand.model.stories import Features, Link, Placement, Sketch, Story
from samarkand.pipeline import relating
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.threads import Threader
from samarkand.steps import filing
from samarkand.steps.relating.gists import gists_of
from samarkand.steps.relating.sketches import common_words, sketch_of
from samarkand.steps.relating.stories import stories_of
from samarkand.times import to_ms

MODULE = "bench.story_speed"
FRESH = 5_000
AT_ONCE = 1_000
"""Articles that are kept with one line of the ledger's lock, as an import keeps them."""
NOW = datetime(2026, 4, 1, tzinfo=UTC)
NEIGHBOURS = 10
"""Links of an article of the crowd to others of its event."""
BESIDE = ("around", "near", "compare")
COLUMNS = ("read", *BESIDE, "beside", "group", "threads", "store", "rest", "here")


def fill(root: Path, some: Sequence[Sequence[Report]]) -> None:
    """Put what the crowd shows into the store, a piece at a time."""
    sketcher, store, order = Sketcher(lexicon()), SqliteStories(root / STORIES), 10_000_000
    store.place()
    common = common_words(built_in())
    for number in range(0, len(some), 500):
        features: list[Features] = []
        links: list[Link] = []
        stories: list[Story] = []
        for event in some[number : number + 500]:
            members = [sketcher.features(report, order + each) for each, report in enumerate(event)]
            order += len(members)
            tied = list(_tied(members))
            features += members
            links += tied
            stories += stories_of([members], tied)
        sketches = [Sketch(each.article, each.published_at, sketch_of(each, common)) for each in features]
        gists = gists_of(stories, {each.article: each.data for each in sketches})
        made = Placement(tuple(features), tuple(sketches), tuple(links), (), tuple(stories), gists=tuple(gists))
        store.take(made, Place())
    store.close()


def _tied(members: Sequence[Features]) -> Iterator[Link]:
    ids = sorted(member.article for member in members)
    for number, one in enumerate(ids):
        for two in ids[number + 1 : number + 1 + NEIGHBOURS]:
            yield Link(one, two, 2.0)


def keep(parts: Parts, some: Sequence[Report]) -> None:
    """Put articles into the archive as records."""
    events = []
    for report in some:
        body = "".join(f"<p>{sentence.strip()}</p>" for sentence in report.sentences)
        header = f"<!--{to_ms(report.published_at)}-->\n[{report.title}]({report.url})\n------\n\n"
        draft = record_draft(parts, f"{header}{body}\n".encode("utf-8", "replace"), "", NOW)
        events.append(filing.version_event(draft, 1, filing.first_path(draft)))
        if len(events) == AT_ONCE:
            parts.archive.commit(events)
            events = []
    if events:
        parts.archive.commit(events)


def place(root: Path) -> None:
    """Place what the stories do not know yet, under the watch."""
    gc.set_threshold(100_000, 50, 100)  # as in `cli.group.main`
    watch, aside = Stopwatch(), dict[str, float]()
    for owner, name, column in ((Threader, "thread", "threads"), (relating.Placer, "place", "group")):
        setattr(owner, name, watch.timed(column, getattr(owner, name)))
    with open_archive(root) as parts:
        assert isinstance(parts.stories, SqliteStories)
        start, used = time.perf_counter(), time.process_time()
        watched = replace(parts, stories=TimedStore(parts.stories, watch), beside=watched_beside(aside))
        for _ in relating.relate(watched):
            pass
        took, here = time.perf_counter() - start, time.process_time() - used
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    beside = sum(aside[name] for name in BESIDE)
    read = children.ru_utime + children.ru_stime - beside
    told = {
        **aside,
        **watch.spent,
        "rest": here - sum(watch.spent.values()),
        "read": read,
        "beside": beside,
        "here": here,
    }
    tell(seconds=took, spent=told, beside=aside["memory"])


def main(sizes: Sequence[int]) -> None:
    print(f"{'articles':>9}{'MiB':>7}{'beside':>7}{'rate':>7}" + "".join(f"{name:>9}" for name in COLUMNS), flush=True)
    for size in sizes:
        events = list(by_event(reports(), size + FRESH))
        everything = [report for event in events for report in event]
        fresh = set(random.Random(1).sample(range(len(everything)), FRESH))
        numbers = iter(range(len(everything)))
        others = [[report for report in event if next(numbers) not in fresh] for event in events]
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            root = Path(folder) / "archive"
            create_archive(root)
            with open_archive(root) as parts:
                keep(parts, [everything[number] for number in sorted(fresh)])
            fill(root, [event for event in others if event])
            told = run(MODULE, "place", str(root))
            cells = "".join(f"{1000 * told['spent'].get(name, 0.0) / FRESH:>9.2f}" for name in COLUMNS)
            memory = f"{told['peak']:>7}{told['beside']:>7.0f}"
            print(f"{size:>9,}{memory}{FRESH / told['seconds']:>7.0f}{cells}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["place", folder]:
            place(Path(folder))
        case ["--huge"]:
            main([10_000, 100_000, 300_000])
        case [count]:
            main([int(count)])
        case _:
            main([10_000, 100_000])
