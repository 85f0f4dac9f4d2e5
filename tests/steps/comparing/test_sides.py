"""Two articles side by side are joined where they say the same: statements that are one claim, and like sentences."""

from __future__ import annotations

import pytest
from twins.told import KNOWN, Said, article, cut

from samarkand.errors import NotFound
from samarkand.steps.comparing import side_by_side

HILL = article(
    "hill", ["码头的灯塔昨晚倒塌，无人受伤。", Said("莫尔塔诺", "停航影响两万名旅客的出行计划"), "议会明天开会。"]
)
BAY = article(
    "bay", [Said("莫塔诺", "停航影响26,000名旅客的出行计划"), "昨晚码头的灯塔倒塌，没有人受伤。", "市长休假。"], hours=1
)
BOTH = [HILL, BAY]


def matches(one: str = "ahill", two: str = "abay", articles=BOTH) -> list[tuple[str, str, str]]:
    found = side_by_side(one, two, articles, KNOWN)
    assert (found.one, found.two) == (one, two)
    assert all(0 < each.likeness <= 1 for each in found.matches)
    return [
        (each.kind, *(cut(articles, span.article, span.start, span.end) for span in (each.one, each.two)))
        for each in found.matches
    ]


def test_statements_and_sentences_are_joined_in_the_order_of_the_first():
    assert matches() == [
        ("sentence", "码头的灯塔昨晚倒塌，无人受伤。", "昨晚码头的灯塔倒塌，没有人受伤。"),
        ("claim", "停航影响两万名旅客的出行计划", "停航影响26,000名旅客的出行计划"),
    ]


def test_the_other_way_round_the_same_passages_are_joined():
    assert {(kind, two, one) for kind, one, two in matches("abay", "ahill")} == set(matches())


def test_what_differs_inside_of_a_joined_statement_is_told():
    (claim,) = [each for each in side_by_side("ahill", "abay", BOTH, KNOWN).matches if each.kind == "claim"]
    assert [each.kind for each in claim.differences] == ["number", "name"]


def test_each_passage_is_joined_once():
    twice = article("cape", ["码头的灯塔昨晚倒塌，无人受伤。", "码头的灯塔昨晚倒塌，无人受伤。"])
    assert len(matches("ahill", "acape", [HILL, twice])) == 1


def test_articles_that_say_nothing_alike_are_not_joined():
    assert matches("ahill", "acape", [HILL, article("cape", ["球队输了比赛。"])]) == []


def test_an_article_that_is_not_among_them_is_not_found():
    with pytest.raises(NotFound, match="acape"):
        side_by_side("ahill", "acape", BOTH, KNOWN)
