from datetime import UTC, datetime

import pytest

from samarkand.model.search import All, Not, Outlets, Words
from samarkand.steps.loosening import loosened, pieces
from samarkand.steps.querying import parse

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def understood(text):
    return parse(text, NOW, {"valley": "valley"}.get)


def texts(query):
    return [part.text for part in query.root.parts if isinstance(part, Words)]


def test_a_headline_is_looked_for_in_parts():
    query = loosened(understood("青川大桥今晨终于合龙通车"))
    assert texts(query) == ["青川大桥今晨终于合龙通车"]


def test_quotes_bars_and_parentheses_of_a_headline_are_its_own():
    query = loosened(understood("早读｜青川“最美大桥”今晨终于合龙通车（图）"))
    assert sorted(texts(query)) == sorted(["早读", "青川", "最美大桥", "今晨终于合龙通车", "图"])
    assert not any(part.is_exact for part in query.root.parts)


@pytest.mark.parametrize(
    "text",
    [
        "青川大桥",
        "青川大桥 合龙 通车 工程师",
        "“青川大桥今晨终于合龙通车”",
        "title:青川大桥今晨终于合龙通车",
        "outlet:valley",
        "青川 OR 大桥",
        "the bridge at last",
    ],
)
def test_a_few_words_a_quotation_and_fields_mean_what_they_say(text):
    assert loosened(understood(text)) is None


def test_exclusions_and_fields_beside_a_headline_hold():
    query = loosened(understood("青川大桥今晨终于合龙通车 -渡轮 outlet:valley title:大桥"))
    assert [type(part) for part in query.root.parts] == [Words, Not, Outlets, Words]
    assert query.root.parts[-1].field == "title"


def test_by_date_nothing_is_near():
    assert loosened(understood("青川大桥今晨终于合龙通车 sort:date")) is None


def test_pairs_and_words_are_marked():
    query = pieces(loosened(understood("青川大桥通车，Ferry停航三日")))
    assert query.root == All(
        tuple(map(Words, ["青川", "川大", "大桥", "桥通", "通车", "ferry", "停航", "航三", "三日"]))
    )
