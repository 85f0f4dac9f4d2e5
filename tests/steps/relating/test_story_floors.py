"""How well articles of one event are brought together, beside what the project is measured by; a floor may only rise."""

from __future__ import annotations

import pytest

from bench import stories
from bench.clusterings import alone
from bench.stories import STORY, Seen, grouped, labels, scored, shipped
from bench.story_weights import learn
from samarkand.adapters.weights import built_in


@pytest.fixture(scope="module")
def records(shared) -> Seen:
    return stories.records()


@pytest.fixture(scope="module")
def stream(shared) -> Seen:
    return stories.stream()


def grouped_by_the_program(articles: Seen) -> tuple[dict[str, str], dict[str, int]]:
    return labels(articles), dict(grouped([shown for _, shown in articles], shipped, built_in().story))


def test_the_labelled_records_alone(records):
    truths, found = grouped_by_the_program(records)
    pairs, articles = scored(truths, found)
    assert pairs.f1 >= 0.987
    assert articles.f1 >= 0.991


def test_the_labelled_records_in_a_crowd(records):
    truths, found = grouped_by_the_program(stories.crowd(records))
    pairs, articles = scored(truths, found)
    assert pairs.f1 >= 0.987
    assert articles.f1 >= 0.991


def test_what_is_the_only_report_of_its_event_stays_alone(records):
    truths, found = grouped_by_the_program(records)
    single, kept = alone(list(truths.values()), [found[article] for article in truths])
    assert (single, kept) == (17, 17)


def test_the_events_of_the_stream(stream):
    truths, found = grouped_by_the_program(stream)
    assert scored(truths, found)[1].f1 >= 0.900


def test_the_weights_are_what_is_learned_from_the_labels(records, stream):
    learned = learn(stories.learned_from(records, stream))
    assert built_in().pair == pytest.approx(learned, abs=0.001)
    assert built_in().story == STORY
