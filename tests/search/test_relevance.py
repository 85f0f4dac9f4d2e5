"""How good the order of what is found is: floors that may only rise. The table: `python -m bench.search_quality`."""

from dataclasses import replace
from statistics import mean

import pytest

from bench.search_quality import corpus, ours, pairs, plain, score
from samarkand.model.search import Options

WHOLE = Options(limit=200)


@pytest.fixture(scope="module")
def judged(shared):
    return corpus(shared)


@pytest.fixture(scope="module")
def rank(judged):
    with ours(judged) as made:
        yield made


def test_there_are_enough_judged_queries_and_each_has_an_answer_in_the_corpus(judged):
    here = {document.article for document in judged.documents}
    assert len(judged.answers) >= 143
    assert all(answers and set(answers) <= here for answers in judged.answers.values())
    assert {grade for answers in judged.answers.values() for grade in answers.values()} == {1, 2, 3}


def test_the_best_answers_come_first(judged, rank):
    reached = score(judged, rank(WHOLE))
    assert reached.mrr >= 0.995
    assert reached.ndcg >= 0.928
    assert reached.recall >= 0.914


def test_plain_words_find_better_than_any_of_their_pairs_would(judged, rank):
    words = plain(judged)
    reached, others = score(words, rank(WHOLE)), score(words, pairs(judged))
    assert reached.ndcg >= 0.920
    assert reached.ndcg > others.ndcg + 0.1
    assert reached.recall > others.recall + 0.05


def test_other_spellings_find_what_one_spelling_misses(judged, rank):
    alone = score(judged, rank(replace(WHOLE, with_variants=False)))
    assert score(judged, rank(WHOLE)).recall >= alone.recall + 0.12


@pytest.mark.parametrize(
    "spellings",
    [
        ("普京", "蒲亭", "Putin"),
        ("博索纳罗", "波索納洛", "Bolsonaro"),
        ("埃塞俄比亚", "衣索比亞"),
        ("特鲁多", "杜魯道"),
        ("福奇", "佛奇", "Fauci"),
        ("特斯拉", "Tesla"),
        ("也门", "葉門"),
        ("内塔尼亚胡", "納坦雅胡"),
    ],
)
def test_each_spelling_of_a_name_finds_the_same(rank, spellings):
    first, *others = [set(rank(WHOLE)(spelling)) for spelling in spellings]
    assert first
    assert all(found == first for found in others)


def test_script_never_decides(judged, rank):
    for simplified, traditional in [
        ("罗兴亚", "羅興亞"),
        ("五眼联盟", "五眼聯盟"),
        ("马斯克", "馬斯克"),
        ("墨尔本", "墨爾本"),
    ]:
        assert rank(WHOLE)(simplified) == rank(WHOLE)(traditional), simplified


def test_what_stands_in_the_title_comes_first(judged, rank):
    titles = {document.article: document.title for document in judged.documents}
    for word in ["鼠疫", "瑞幸", "王全璋", "墨尔本", "彭定康", "猴"]:
        places = [word in titles[article] for article in rank(WHOLE)(word)]
        ahead = places[: sum(places)]
        assert ahead, word
        assert mean(ahead) >= 0.75, word
