"""Learn `samarkand/weights/claims.toml`: what ties two statements to one claim.

    python -m bench.claim_weights          learn from all annotated stories, write the file
    python -m bench.claim_weights --show   learn, print, write nothing

Examples are all pairs of statements of different records of a story. `bench.claims` measures on stories that were left out
of the learning.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations
from pathlib import Path

from bench.claim_data import Labelled, labelled
from bench.logistic import fit
from bench.shared import shared
from bench.story_data import lexicon
from samarkand.model.comparisons import ClaimWeights, Span, TermGroup
from samarkand.steps.comparing.comparing import by_time
from samarkand.steps.comparing.evidence import MEASURES, Shown, measure, shown_of
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.wording import products

ENOUGH = 0.27
"""Mean likeness at which groups are one claim: the middle of the range in which cross-validation is level."""
LEARNED = tuple(name for name in MEASURES if name != "names")
"""Not `names`: within one language they are words among others."""
ABROAD = """\
start = -6.5
names = 5.0
speaker = 2.5
other_speaker = -2.0
numbers = 3.0
other_numbers = -4.0
same_time = 2.0
near_time = 1.0
other_time = -3.0
"""
HEAD = """\
# What ties two statements to one claim: log-odds for each unit of a measure (samarkand.steps.comparing.evidence).
# Made by `python -m bench.claim_weights`; `python -m bench.claims` tells how good they are.

[pair]
{pair}

# Two statements in different languages: speaker, names, numbers and times are all that they can share. Set by hand, since
# no annotated statements are at hand; tests/steps/comparing tells what they must do.
[abroad]
{abroad}
# Mean likeness, from 0 to 1.
[enough]
claim = {enough}
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A story as the comparison sees it."""

    story: Labelled
    speakers: Speakers
    shown: list[Shown]

    def claim(self, shown: Shown) -> str | None:
        """The claim that a statement is labelled with; "" for none, and None for a statement that readers did not mark."""
        statement = shown.statement
        return self.story.claims.get(Span(shown.article.article, 1, statement.start, statement.end))


@dataclass(frozen=True, slots=True)
class Example:
    """Two statements of one story."""

    measured: tuple[float, ...]
    is_same: bool


def knowledge(weights: ClaimWeights, terms: tuple[TermGroup, ...] = ()) -> Knowledge:
    """What the program knows before it compares."""
    known = lexicon()
    return Knowledge(known.names, known.telling, weights, terms)


def seen(stories: Iterable[Labelled]) -> list[Seen]:
    """The stories, as the comparison sees them."""
    known, found = knowledge(ClaimWeights({}, {}, 0)), []
    for story in stories:
        articles = by_time(story.articles)
        speakers = Speakers(articles, known.names)
        found.append(Seen(story, speakers, shown_of(articles, speakers, known)))
    return found


def examples(story: Seen) -> list[Example]:
    """All pairs of statements of different records."""
    cosines = products([each.vector for each in story.shown], sys.maxsize)
    found = []
    for (one, first), (two, second) in combinations(enumerate(story.shown), 2):
        if first.article.article != second.article.article:
            measured = measure(first, second, cosines.get((one, two), 0.0), story.speakers)
            chosen = tuple(value for name, value in zip(MEASURES, measured, strict=True) if name in LEARNED)
            found.append(Example(chosen, bool(story.claim(first)) and story.claim(first) == story.claim(second)))
    return found


def learn(some: Sequence[Example]) -> dict[str, float]:
    """The weights of the measures, and `start`."""
    fitted = fit([each.measured for each in some], [each.is_same for each in some], [1.0] * len(some))
    return dict(zip(("start", *LEARNED), (round(value, 4) for value in fitted), strict=True))


def main(is_shown: bool) -> None:
    some = [example for story in seen(labelled(shared())) for example in examples(story)]
    print(f"{len(some)} pairs, {sum(each.is_same for each in some)} of one claim")
    text = written(learn(some))
    print(text)
    if not is_shown:
        Path(str(files("samarkand.weights").joinpath("claims.toml"))).write_text(text, "utf-8")


def written(pair: Mapping[str, float]) -> str:
    """The file."""
    lines = "\n".join(f"{name} = {value}" for name, value in pair.items())
    return HEAD.format(pair=lines, abroad=ABROAD, enough=ENOUGH)


if __name__ == "__main__":
    main("--show" in sys.argv[1:])
