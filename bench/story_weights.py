"""Learn `samarkand/weights/stories.toml`: what ties two articles to one event.

    python -m bench.story_weights          learn from all labelled articles, write the file
    python -m bench.story_weights --show   learn, print, write nothing

Examples are pairs of labelled articles: of the 109 records those of the same week, of the stream those of the same days. A
pair of records counts as much as `IMPORTANCE` pairs of the stream, whose labels are silver and whose articles stand on
one platform. `bench.stories` measures on stories that were left out of the learning.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np

from bench.logistic import fit
from bench.story_data import Labelled, features, lexicon, of_records, of_stream
from samarkand.adapters.weights import built_in
from samarkand.model.stories import Features
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import MEASURES, measure, measure_titles, wording
from samarkand.steps.relating.gists import gists_of
from samarkand.steps.relating.sketches import Sketches, common_words, sketch_of
from samarkand.steps.relating.stories import stories_of
from samarkand.steps.relating.threads import SOUGHT

IMPORTANCE = 12.0
NEAR = {"records": timedelta(days=7), "stream": timedelta(days=3, hours=12)}
THREAD = 0.43
"""The same of threads."""
STORY = 0.37
"""Mean likeness at which groups are one story: the middle of the range in which cross-validation is level."""


LEARNED = 60
"""Stories, those that share most terms, that each is compared with in learning: more than the program compares, so that what
is seldom alike is learned too."""
STEP_MEASURES = ("title", "title_least", "title_most", "wording")
"""What is measured of two stories. Not the time between them: in the stream, whose affairs seldom meet, nearness in time is a
giveaway, and in the crowd of an archive it is none."""
HEAD = """\
# What ties two articles to one event: log-odds for each unit of a measure (samarkand.steps.relating.evidence).
# Made by `python -m bench.story_weights`; `python -m bench.stories` tells how good they are.

[pair]
{pair}

# Two articles in different languages: names, numbers and days are all that they can share. Set by hand, since no labelled
# articles are at hand; tests/steps/relating tells what they must do.
[abroad]
start = -6.0
wording = 9.0
title_most = 2.0
numbers = 2.8
same_days = 1.0
other_days = -1.5
apart = -1.0
same_outlet = -1.0

# Two stories that may be steps of one affair.
[thread]
{thread}

# Mean likeness, from 0 to 1.
[enough]
story = {story}
thread = {enough}
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
    reports = [(each, shown) for each, shown in articles if each.story and shown.genre == "report"]
    common = common_words(built_in())
    nearby = Nearby([(shown.article, sketch_of(shown, common)) for _, shown in reports])
    ones, others = nearby.near(np.arange(len(reports)))
    at = nearby.sketches.at
    is_near = abs(at[ones] - at[others]) <= 1000 * near.total_seconds()
    found = []
    for one, other, *row in np.column_stack((ones, others, measure(nearby.sketches, ones, others)))[is_near].tolist():
        each, its = reports[int(one)][0], reports[int(other)][0]
        is_same = (each.event or each.story) == (its.event or its.story)
        found.append(Example(tuple(row), is_same, importance, frozenset((each.story, its.story))))
    return found


def learn(some: Sequence[Example], names: Sequence[str] = MEASURES) -> dict[str, float]:
    """The weights of the measures, and `start`."""
    fitted = fit([e.measured for e in some], [e.is_same for e in some], [e.importance for e in some])
    return dict(zip(("start", *names), (round(value, 4) for value in fitted), strict=True))


def steps(articles: Sequence[tuple[Labelled, Features]]) -> list[Example]:
    """Stories of the stream that share terms: whether they are of one affair. Each event as it is labelled is a story."""
    events: dict[str, list[tuple[Labelled, Features]]] = {}
    for each, shown in articles:
        events.setdefault(each.event, []).append((each, shown))
    sketches = {shown.article: sketch_of(shown) for _, shown in articles}
    stories = [story for members in events.values() for story in stories_of([[its for _, its in members]], ())]
    told = zip((members[0][0].story for members in events.values()), gists_of(stories, sketches), strict=True)
    shown = sorted(told, key=lambda each: (each[1].first_at, each[1].story))
    finding: dict[int, list[int]] = {}
    pairs = []
    for place, (_, gist) in enumerate(shown):
        shared = Counter(chain.from_iterable(finding.get(key, ()) for key in gist.keys))
        for other, _ in [each for each in shared.most_common(LEARNED) if each[1] >= SOUGHT.least]:
            if gist.first_at - shown[other][1].first_at <= SOUGHT.reach:
                pairs.append((place, other))
        for key in gist.keys:
            finding.setdefault(key, []).append(place)
    some, (ones, others) = Sketches([gist.sketch for _, gist in shown]), np.array(pairs).T
    rows = np.column_stack((*measure_titles(some, ones, others), wording(some, ones, others))).tolist()
    affairs = [affair for affair, _ in shown]
    return [
        Example(tuple(row), affairs[one] == affairs[other], 1.0, frozenset((affairs[one], affairs[other])))
        for (one, other), row in zip(pairs, rows, strict=True)
    ]


def main(is_shown: bool) -> None:
    some = examples(seen(of_records("records")), NEAR["records"], IMPORTANCE)
    stream = seen(of_stream())
    some += examples(stream, NEAR["stream"], 1.0)
    ours = steps([(each, shown) for each, shown in stream if each.is_first])
    print(f"{len(some)} pairs, {sum(e.is_same for e in some)} of one event")
    print(f"{len(ours)} pairs of stories, {sum(e.is_same for e in ours)} of one affair")
    text = written(learn(some), learn(ours, STEP_MEASURES))
    print(text)
    if not is_shown:
        Path(str(files("samarkand.weights").joinpath("stories.toml"))).write_text(text, "utf-8")


def written(pair: dict[str, float], thread: dict[str, float]) -> str:
    """The file."""
    return HEAD.format(pair=_lines(pair), thread=_lines(thread), story=STORY, enough=THREAD)


def _lines(weights: dict[str, float]) -> str:
    return "\n".join(f"{name} = {value}" for name, value in weights.items())


if __name__ == "__main__":
    main("--show" in sys.argv[1:])
