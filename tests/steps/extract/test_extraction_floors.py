"""How well articles are taken out of real pages: floors that may only rise. The table: `python -m bench.extraction`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.extraction import bodies, fields, measure, pages, scorer, without_captions
from samarkand.model.articles import Extracted

BODIES = {
    "scrapinghub": 0.972,
    "fundus": 0.971,
    "readability": 0.954,
    "East Asian": 0.980,
    "all": 0.966,
    "half 1": 0.963,
}
WITH_CAPTIONS = {"scrapinghub": 0.964, "fundus": 0.953, "readability": 0.956, "East Asian": 0.980, "all": 0.958}
FIELDS = {
    ("fundus", "title"): 97,
    ("fundus", "authors"): 101,
    ("fundus", "published"): 116,
    ("readability", "title"): 100,
    ("readability", "authors"): 48,
    ("readability", "published"): 32,
}
CAPTIONS = 380


@pytest.fixture(scope="module")
def measured(shared: Path) -> tuple[Any, list[dict[str, Any]], dict[str, Extracted]]:
    folder = shared / "bench" / "extraction"
    chosen = pages(folder)
    return scorer(folder), chosen, {page_id: found for page_id, (found, _) in measure(chosen).items()}


@pytest.mark.parametrize("group", BODIES)
def test_bodies_are_no_worse_than_before(measured: Any, group: str) -> None:
    score, chosen, found = measured
    texts = {page_id: without_captions(article) for page_id, article in found.items()}
    assert bodies(chosen, texts, score)[group][2] >= BODIES[group]


@pytest.mark.parametrize("group", WITH_CAPTIONS)
def test_bodies_with_their_captions_are_no_worse_than_before(measured: Any, group: str) -> None:
    score, chosen, found = measured
    assert (
        bodies(chosen, {page_id: article.text for page_id, article in found.items()}, score)[group][2]
        >= WITH_CAPTIONS[group]
    )


def test_titles_authors_and_days_are_no_worse_than_before(measured: Any) -> None:
    score, chosen, found = measured
    right = {key: counts[0] for key, counts in fields(chosen, found, score).items()}
    assert {key: floor for key, floor in FIELDS.items() if right[key] < floor} == {}


def test_captions_are_kept_with_their_pictures(measured: Any) -> None:
    _, _, found = measured
    assert sum(bool(picture.caption) for article in found.values() for picture in article.pictures) >= CAPTIONS
