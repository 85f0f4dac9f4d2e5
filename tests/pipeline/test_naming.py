import os
from datetime import UTC, datetime

import pytest

from samarkand.adapters.names import NamesFolder
from samarkand.errors import CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.search import SearchDocument
from samarkand.pipeline import naming
from samarkand.pipeline.naming import Learner
from samarkand.steps.variants import Variants

AT = datetime(2022, 9, 7, tzinfo=UTC)
ONE = "总统沙尔莫里克（Ivo Salmoric）到访，莫兰达（Ida Moranda）同行。"
TWO = "總統沙莫里奇（Ivo Salmoric）到訪。"


def document(article, text, version=1):
    return SearchDocument(article, version, "port", "zh-Hans", AT, "标题", text, version)


def place(count):
    return Place(count, "a" * 64, "2022-09.jsonl", 10 * count)


def learn(store, texts, index=Place(), end=None):  # noqa: B008  (a frozen value)
    learner = Learner(store, index)
    passed = list(
        learner.read(
            [document(f"a{index.count}-{n}", text) for n, text in enumerate(texts)],
            end or place(index.count + len(texts)),
        )
    )
    learner.link()
    return passed


@pytest.fixture
def store(tmp_path):
    return NamesFolder(tmp_path)


def test_spellings_that_two_articles_gloss_alike_are_one_name(store):
    learn(store, [ONE, TWO])
    known = Variants(store.grown())
    assert known.of("沙尔莫里克") == ("沙莫里奇", "Ivo Salmoric")
    assert "沙尔莫里克" in known.of("Ivo Salmoric")


def test_documents_pass_through_as_they_came(store):
    assert [document.text for document in learn(store, [ONE, TWO])] == [ONE, TWO]


def test_learning_goes_on_where_it_stopped(store):
    learn(store, [ONE])
    assert Variants(store.grown()).of("沙尔莫里克") == ()
    learn(store, [TWO], index=place(1))
    assert "沙莫里奇" in Variants(store.grown()).of("沙尔莫里克")


def test_reading_a_version_twice_changes_nothing(store):
    learn(store, [ONE, TWO])
    before = store.glosses()[1]
    learner = Learner(store, place(2))
    list(learner.read([document("a0-0", ONE, version=2), document("a0-1", TWO)], place(3)))
    assert store.glosses() == (place(3), before)


def test_learning_bit_by_bit_gives_what_learning_at_once_gives(tmp_path):
    texts = [ONE, TWO, "没有名字。", "外长沙莫里克（Ivo Salmoric）说"]
    (tmp_path / "once").mkdir()
    (tmp_path / "bits").mkdir()
    once, bits = NamesFolder(tmp_path / "once"), NamesFolder(tmp_path / "bits")
    learner = Learner(once, Place())
    list(learner.read([document(f"a{n}", text) for n, text in enumerate(texts)], place(4)))
    learner.link()
    for n, text in enumerate(texts):
        learner = Learner(bits, place(n) if n else Place())
        list(learner.read([document(f"a{n}", text)], place(n + 1)))
        learner.link()
    assert bits.glosses() == once.glosses()
    assert bits.grown() == once.grown()


def test_an_index_made_anew_learns_anew(store):
    learn(store, [ONE, TWO])
    learn(store, ["没有名字。"])
    assert store.glosses()[1] == {}
    assert store.grown() == ()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"format": 99}', b'{"format": 1, "place": 3, "pairs": 4}', b"\xff"]
)
def test_damaged_files_are_as_good_as_none_and_are_made_again(store, tmp_path, damage):
    learn(store, [ONE, TWO])
    for name in ("glosses.json", "names.json"):
        (tmp_path / "derived" / name).write_bytes(damage)
    assert store.glosses() == (Place(), {})
    assert store.grown() == ()
    assert Learner(store, place(2)).is_behind


def test_a_stop_before_the_index_was_written_leaves_nothing_to_repair(store):
    learn(store, [ONE])
    list(Learner(store, place(1)).read([document("a1-0", TWO)], place(2)))  # and the index stays at 1
    learner = Learner(store, place(1))
    assert not learner.is_behind
    list(learner.read([document("a1-0", TWO)], place(2)))
    learner.link()
    assert "沙莫里奇" in Variants(store.grown()).of("沙尔莫里克")


def test_memory_is_bounded_by_forgetting_what_one_article_told(store, monkeypatch):
    monkeypatch.setattr(naming, "MOST_PAIRS", 2)
    learn(store, [ONE, ONE, "外长高慕天（Otto Komut）和防长白日升（Max Beris）"])
    assert {latin for _, latin in store.glosses()[1]} == {"Ivo Salmoric", "Ida Moranda"}


def test_many_articles_keep_no_more_than_a_few_ids(store):
    learn(store, [TWO] * 50)
    assert {len(articles) for articles in store.glosses()[1].values()} == {naming.ENOUGH}


def test_what_was_learned_or_written_by_hand_changes_the_stamp(store, tmp_path):
    before = store.stamp()
    learn(store, [ONE, TWO])
    learned = store.stamp()
    (tmp_path / "names.toml").write_text('hegu = ["河谷城", "Hegu"]', "utf-8")
    assert len({before, learned, store.stamp()}) == 3


def test_a_file_that_cannot_be_written_is_told_and_leaves_the_old_state(store, tmp_path):
    learn(store, [ONE, TWO])
    before = store.glosses()
    (tmp_path / "derived" / f".glosses.json.{os.getpid()}").mkdir()  # where it is written before it takes its place
    with pytest.raises(CatalogUnusable, match=r"glosses\.json"):
        list(Learner(store, place(2)).read([document("b", "外长高慕天（Otto Komut）")], place(3)))
    assert store.glosses() == before
