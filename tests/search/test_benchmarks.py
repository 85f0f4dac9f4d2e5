"""Headlines and questions typed whole: floors that may only rise, and the size of the index. The table: `python -m bench.search_quality`."""

import pytest

from bench.search_quality import corpus, ours, pairs, score, trigrams, typed_whole
from samarkand.adapters.search import TantivyIndex
from samarkand.model.events import Place
from samarkand.model.search import Options

RELAXED = Options(limit=110, is_relaxed=True)


@pytest.fixture(scope="module")
def news(shared):
    return typed_whole(shared, "news")


@pytest.fixture(scope="module")
def passages(shared):
    return typed_whole(shared, "cmrc2018")


def test_a_headline_finds_the_other_outlets_report(news):
    with ours(news) as rank:
        reached = score(news, rank(RELAXED))
    assert reached.mrr >= 0.744
    assert reached.ndcg >= 0.789
    assert reached.recall >= 0.991


def test_a_question_finds_its_passage(passages):
    with ours(passages) as rank:
        reached = score(passages, rank(RELAXED))
    assert reached.mrr >= 0.986
    assert reached.ndcg >= 0.988
    assert reached.recall >= 0.998


def test_the_order_is_better_than_that_of_pairs_alone_and_of_trigrams(news):
    with ours(news) as rank:
        reached = score(news, rank(RELAXED))
    assert reached.mrr > score(news, pairs(news)).mrr + 0.01
    assert reached.mrr > score(news, trigrams(news)).mrr + 0.08


def test_what_is_typed_into_the_box_goes_the_same_way(news, passages):
    with ours(news) as rank:
        reached = score(news, rank(Options(limit=110)))
    assert reached.mrr >= 0.7365
    assert reached.recall >= 0.976
    with ours(passages) as rank:
        assert score(passages, rank(Options(limit=110))).mrr >= 0.982


def test_the_index_takes_little_more_than_its_text(shared, tmp_path):
    judged = corpus(shared)
    TantivyIndex(tmp_path).take(judged.documents, Place(1, "0" * 64))
    text = sum(len(each.title.encode()) + len(each.text.encode()) for each in judged.documents)
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert size <= 1.49 * text, "the smaller the set, the larger the share: some 1.1 of 100,000 articles"
