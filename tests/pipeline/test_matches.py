"""A version asked by queries and told of as JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest
from twins.network import NOON, record

from samarkand.model.catalog import Listing
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.matches import hit_of, outlet_named, read_of
from samarkand.steps.querying import parse


@pytest.fixture
def version(parts):
    keeper = Keeper(parts)
    data = record("https://port.example/1", "停航", "<p>海事局长罗慕言说，渡轮今晚停航。</p>", 1_915_000_000_000)
    list(keeper.keep(replace(record_draft(parts, data, "", NOON), made_from="page")))
    list(keeper.flush())
    (article,) = parts.catalog.articles(Listing(limit=2))
    return article.latest


def test_an_outlet_is_known_by_its_id_and_its_name_and_by_what_it_brought(parts, version):
    assert outlet_named(parts, "港口日报") == outlet_named(parts, "port") == "port"
    assert outlet_named(replace(parts, outlets=()), version.outlet) == version.outlet
    assert outlet_named(parts, "nobody") is None


@pytest.mark.parametrize(("query", "is_found"), [("渡轮", True), ("speaker:罗慕言", True), ("茶叶", False)])
def test_a_version_answers_queries_of_words_and_of_speakers(parts, version, query, is_found):
    asked = parse(query, NOON, lambda _: None)
    read = read_of(parts, version, 1, with_speakers=asked.is_of_speakers)
    assert read.answers(asked, {}) is is_found


def test_what_is_told_of_a_version_names_its_outlet_and_both_times(parts, version):
    hit = hit_of(parts, version, "停航", "今晚停航")
    assert (hit["outlet_name"], hit["title"], hit["snippet"]) == ("港口日报", "停航", "今晚停航")
    assert hit["published_at"].startswith("2030-09-0")
    assert hit["seen_at"] == "2030-09-07T12:00:00Z"
