"""Searches that are content with some of the words, on invented texts."""

from datetime import UTC, datetime

import pytest

from samarkand.adapters.search import TantivyIndex
from samarkand.model.events import Place
from samarkand.model.search import Options, SearchDocument
from samarkand.steps.querying import parse

NOW = datetime(2024, 5, 1, tzinfo=UTC)
TEXTS = {
    "bridge": ("青川大桥合龙", "青川大桥昨日合龙，工程师说明年通车。"),
    "ferry": ("渡轮停航", "青川渡轮因大风停航，旅客改走大桥。"),
    "market": ("早市开张", "城南早市开张，摊贩三百家。"),
    "letter": ("Letter from the harbour", "The ferry was late again, wrote a reader."),
}


@pytest.fixture
def find(tmp_path):
    index = TantivyIndex(tmp_path / "search")
    index.place()
    documents = [
        SearchDocument(name, 1, "harbour" if name == "letter" else "valley", "zh-Hans", NOW, title, text, 1)
        for name, (title, text) in TEXTS.items()
    ]
    index.take(documents, Place(1, "a" * 64))

    def ask(query, **options):
        asked = parse(query, NOW, {"harbour": "harbour", "valley": "valley"}.get)
        return [hit.article for hit in index.search(asked, {}, Options(is_relaxed=True, **options)).hits]

    return ask


def test_a_headline_that_nobody_else_wrote_finds_the_nearest_report_first(find):
    assert find("青川大桥今晨终于合龙通车")[0] == "bridge"


def test_punctuation_and_script_decide_as_little_as_ever(find):
    assert find("「青川」大橋，今晨！終於合龍") == find("青川 大桥 今晨 终于合龙")


def test_words_none_of_which_stand_anywhere_find_nothing(find):
    assert find("鹦鹉") == []


def test_quoted_words_must_stand_as_they_are_beside_at_least_one_of_the_others(find):
    assert find('大桥 通车 三百家 "早市开张"') == ["market"]
    assert find('大桥 通车 "早市开张"') == []


def test_exclusion_outlet_and_title_hold(find):
    assert "ferry" not in find("青川大桥停航 -渡轮")
    assert find("ferry 大桥 outlet:harbour") == ["letter"]
    assert find("大桥 通车 title:渡轮") == ["ferry"]


def test_a_single_character_finds_what_holds_it(find):
    assert set(find("桥")) == {"bridge", "ferry"}


def test_letters_and_characters_go_together(find):
    assert set(find("ferry大桥")) == {"letter", "bridge", "ferry"}


def test_the_longest_query_is_taken(find):
    assert find("青川大桥合龙" * 600)[0] == "bridge"
