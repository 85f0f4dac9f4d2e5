"""Learn `samarkand/weights/stories.toml`: what ties two articles to one event.

    python -m bench.story_weights          learn from all labelled articles, write the file
    python -m bench.story_weights --show   learn, print, write nothing

Examples are pairs of labelled articles: of the 109 records those of the same week, of the stream those of the same days. A
pair of records counts as much as `IMPORTANCE` pairs of the stream, whose labels are silver and whose articles stand on
one platform. `bench.stories` measures on stories that were left out of the learning.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from bench.logistic import fit
from bench.story_data import Labelled, features, lexicon, of_records, of_stream
from samarkand.model.stories import Features
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import MEASURES, measure, prepare

IMPORTANCE = 12.0
NEAR = {"records": timedelta(days=7), "stream": timedelta(days=3, hours=12)}
STORY = 0.49
"""Mean likeness at which groups are one story: the middle of the range in which cross-validation is level."""


HEAD = """\
# What ties two articles to one event: log-odds for each unit of a measure (samarkand.steps.relating.evidence).
# Made by `python -m bench.story_weights`; `python -m bench.stories` tells how good they are.

[pair]
{pair}

# Two articles in different languages: names, numbers and days are all that they can share. Set by hand, since no labelled
# articles are at hand; tests/steps/relating tells what they must do.
[abroad]
start = -5.5
wording = 16.0
title_most = 2.0
numbers = 1.2
same_days = 1.0
other_days = -1.0
apart = -1.0
same_outlet = -1.0

[thread]
start = 0.0

# Mean likeness, from 0 to 1.
[enough]
story = {story}
thread = 0.5
"""


@dataclass(frozen=True, slots=True)
class Example:
    """Two labelled articles."""

    measured: tuple[float, ...]
    is_same: bool
    importance: float
    stories: frozenset[str]
    """The stories or affairs that they belong to: left out together."""


def seen(labelled: Iterable[Labelled]) -> list[tuple[Labelled, Features]]:
    """Articles as the program sees them, by time."""
    known = lexicon()
    return sorted(((each, features(each, known)) for each in labelled), key=lambda pair: pair[1].published_at)


def examples(articles: Sequence[tuple[Labelled, Features]], near: timedelta, importance: float) -> list[Example]:
    """The labelled reports that the program would compare, near enough in time."""
    labels = {shown.article: each for each, shown in articles if each.story and shown.genre == "report"}
    nearby, found = Nearby(), []
    for _, shown in articles:
        if shown.article not in labels:
            continue
        prepared = prepare(shown)
        for its in nearby.of(prepared):
            if abs(its.at - prepared.at) <= near.total_seconds():
                each, other = labels[shown.article], labels[its.shown.article]
                is_same = (each.event or each.story) == (other.event or other.story)
                stories = frozenset((each.story, other.story))
                found.append(Example(measure(its, prepared), is_same, importance, stories))
        nearby.add(shown)
    return found


def learn(some: Sequence[Example]) -> dict[str, float]:
    """The weights of the measures, and `start`."""
    fitted = fit([e.measured for e in some], [e.is_same for e in some], [e.importance for e in some])
    return dict(zip(("start", *MEASURES), (round(value, 4) for value in fitted), strict=True))


def main(is_shown: bool) -> None:
    some = examples(seen(of_records("records")), NEAR["records"], IMPORTANCE)
    some += examples(seen(of_stream()), NEAR["stream"], 1.0)
    print(f"{len(some)} pairs, {sum(e.is_same for e in some)} of one event")
    text = written(learn(some))
    print(text)
    if not is_shown:
        Path(str(files("samarkand.weights").joinpath("stories.toml"))).write_text(text, "utf-8")


def written(pair: dict[str, float]) -> str:
    """The file."""
    return HEAD.format(pair="\n".join(f"{name} = {value}" for name, value in pair.items()), story=STORY)


if __name__ == "__main__":
    main("--show" in sys.argv[1:])
