"""How well the steps of one affair are linked, as the program places them in a store on disk.

    python -m bench.threads

The stream of affairs is placed week after week. `threads`: against the affairs; a story that is alone is a thread of its own.
`stories`: against the events of the same articles. B-cubed (`bench.clusterings`). Then the labelled records in the crowd of the
corpus: how many stories its longest threads hold. About a minute.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from bench import stories
from bench.clusterings import Score, of_articles
from bench.story_data import Labelled, of_stream
from bench.story_weights import seen
from samarkand.adapters.stories import SqliteStories
from samarkand.adapters.weights import built_in
from samarkand.model.events import Place
from samarkand.model.packing import packed
from samarkand.model.stories import Features, Sketch, StoryListing
from samarkand.pipeline.linking import Linker, opened
from samarkand.pipeline.relating import SPAN, Placer
from samarkand.steps.relating.sketches import common_words, sketch_of


@dataclass(frozen=True, slots=True)
class Placed:
    """Where articles stand, by their ids."""

    stories: Mapping[str, str]
    threads: Mapping[str, str]
    """That of its story, or the story that is alone."""


def placed(articles: Sequence[Features]) -> Placed:
    """Stories and threads of articles that come by time, those of `SPAN` together, to an empty archive."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStories(Path(folder) / "placed.sqlite")
        placer, linker, common = Placer(store, built_in()), Linker(store, built_in), common_words(built_in())
        for count, some in enumerate(_pieces(articles, SPAN)):
            store.place()
            sketches = [Sketch(each.article, each.published_at, sketch_of(each, common)) for each in some]
            (links,) = linker([sketches])
            shown = list(zip(map(packed, some), sketches, strict=True))
            store.take(placer.place(shown, opened(links)), Place(count))
        found = store.stories(StoryListing(limit=len(articles)))
        store.close()
    homes = {article: story for story in found for article in story.articles}
    return Placed(
        {article: story.id for article, story in homes.items()},
        {article: story.thread or story.id for article, story in homes.items()},
    )


def of_affairs() -> list[tuple[Labelled, Features]]:
    """The articles of the stream, in the order in which they were published."""
    stream = seen(of_stream("stream"))
    return [(each, replace(shown, order=number)) for number, (each, shown) in enumerate(stream)]


def scored(articles: Sequence[tuple[Labelled, Features]], found: Placed) -> tuple[Score, Score]:
    """Of threads against affairs, and of stories against events."""
    ids = [shown.article for _, shown in articles]
    return (
        of_articles([each.story for each, _ in articles], [found.threads[each] for each in ids]),
        of_articles([each.event for each, _ in articles], [found.stories[each] for each in ids]),
    )


def longest(found: Placed, count: int) -> list[int]:
    """How many stories the longest threads hold."""
    steps = {(found.threads[article], story) for article, story in found.stories.items()}
    return [size for _, size in Counter(thread for thread, _ in steps).most_common(count)]


def _pieces(articles: Sequence[Features], span: timedelta) -> list[list[Features]]:
    pieces: list[list[Features]] = []
    for article in articles:
        if not pieces or article.published_at - pieces[-1][0].published_at > span:
            pieces.append([])
        pieces[-1].append(article)
    return pieces


def main() -> None:
    articles = of_affairs()
    begun = perf_counter()
    found = placed([shown for _, shown in articles])
    lasted = perf_counter() - begun
    print(f"{'B-cubed':10}{'P':>8}{'R':>8}{'F1':>8}")
    for name, score in zip(("threads", "stories"), scored(articles, found), strict=True):
        print(f"{name:10}" + "".join(f"{value:8.3f}" for value in (*score, score.f1)))
    print(f"{len(articles)} articles placed in {lasted:.0f} s")
    crowd = [shown for _, shown in stories.crowd(stories.records())]
    crowded = placed([replace(shown, order=number) for number, shown in enumerate(crowd)])
    print(f"{len(crowd)} articles of the crowd, stories in the longest threads: {longest(crowded, 5)}")


if __name__ == "__main__":
    main()
