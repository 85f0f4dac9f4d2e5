"""Outlets that tell another number of one thing in like words disagree, outside of statements too."""

from __future__ import annotations

from decimal import Decimal

import pytest
from twins.told import KNOWN, article

from samarkand.model.mentions import NumberMention
from samarkand.steps.comparing import compare
from samarkand.steps.comparing.quantities import value_of

FILLING = ["市长有12名顾问拒绝谈判。", "学校添了300张课桌。", "灯塔高55米，需要修理。", "议会有70个席位。"]


def disagreements(*texts: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    articles = [article(f"o{number}", [text, FILLING[number]]) for number, text in enumerate(texts)]
    found = compare(articles, KNOWN).disagreements
    assert all(each.kind == "number" and not each.claim and each.is_disagreement for each in found)
    return [[(variant.value, variant.outlets) for variant in each.variants] for each in found]


def test_numbers_of_one_thing_in_like_sentences_disagree():
    assert disagreements("汀港演习出动两万名士兵。", "汀港演习一共出动26,000名士兵。") == [
        [("20000 人", ("o0",)), ("26000 人", ("o1",))]
    ]


def test_one_number_in_two_spellings_agrees():
    assert disagreements("汀港演习出动五万名士兵。", "汀港演习一共出动50,000名士兵。") == []


def test_those_who_agree_stand_together_against_another():
    told = disagreements("汀港演习出动五万名士兵。", "汀港演习出动50,000名士兵。", "汀港演习出动两万名士兵。")
    assert told == [[("50000 人", ("o0", "o1")), ("20000 人", ("o2",))]]


def test_numbers_of_other_things_do_not_disagree():
    assert disagreements("汀港演习出动两万名士兵。", "汀港演习出动300辆卡车。") == []
    assert disagreements("汀港演习出动两万名士兵。", "盐桥医院来了40名士兵看病。") == []


def test_one_outlet_does_not_disagree_with_itself():
    both = article("hill", ["汀港演习出动两万名士兵。", "汀港演习出动三万名士兵。"])
    assert compare([both], KNOWN).disagreements == ()


@pytest.mark.parametrize(
    ("low", "high", "unit", "value"),
    [("50000", "50000", "人", "50000 人"), ("3.20", "3.20", "%", "3.2 %"), ("20", "30", "", "20-30")],
)
def test_a_value_is_one_for_all_spellings(low, high, unit, value):
    assert value_of(NumberMention("", 0, 0, Decimal(low), Decimal(high), unit)) == value


def test_a_toll_is_one_thing_in_other_words():
    told = disagreements("汀港渡轮上的火灾造成20人死亡，救援还在继续。", "汀港一艘渡轮失火，火灾已致26人遇难。")
    assert told == [[("20 人", ("o0",)), ("26 人", ("o1",))]]


def test_bounds_leave_room():
    assert disagreements("汀港演习出动超过两万名士兵。", "汀港演习一共出动26,000名士兵。") == []
    assert disagreements("汀港演习出动至少两万名士兵。", "汀港演习一共出动六万名士兵。") == []
    assert len(disagreements("汀港演习出动不到两万名士兵。", "汀港演习一共出动六万名士兵。")) == 1
