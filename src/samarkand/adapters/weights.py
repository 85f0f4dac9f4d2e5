"""What was learned of words and of articles that report one event, from the files that come with the program."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from samarkand.model.comparisons import ClaimWeights
from samarkand.model.stories import Weights

WORDS, STORIES, CLAIMS = "words.tsv", "stories.toml", "claims.toml"


@lru_cache(maxsize=1)
def built_in() -> Weights:
    """The weights, read once. `python -m bench.story_weights` makes the files."""
    folder = files("samarkand.weights")
    learned = tomllib.loads(folder.joinpath(STORIES).read_text("utf-8"))
    return Weights(
        frequencies=_frequencies(folder.joinpath(WORDS).read_text("utf-8")),
        pair=learned["pair"],
        abroad=learned["abroad"],
        story=learned["enough"]["story"],
        thread=learned["thread"],
        thread_enough=learned["enough"]["thread"],
    )


@lru_cache(maxsize=1)
def claims() -> ClaimWeights:
    """The weights of statements, read once. `python -m bench.claim_weights` makes the file."""
    learned = tomllib.loads(files("samarkand.weights").joinpath(CLAIMS).read_text("utf-8"))
    return ClaimWeights(pair=learned["pair"], abroad=learned["abroad"], enough=learned["enough"]["claim"])


def _frequencies(text: str) -> dict[str, float]:
    """Each line: a folded word, a tab, in how many of 10,000 articles it stands."""
    lines = (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))
    return {word: int(count) / 10_000 for word, count in lines}
