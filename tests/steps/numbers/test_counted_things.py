"""What numbers are told of, and whether two of them can both be true; all sentences are invented."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.numbers import numbers_in


def told(text):
    return [(f"{each.low:f}", each.unit, each.bound, each.of) for each in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河谷国出动五万部队演习。", [("50000", "人", "", "士兵")]),
        ("河谷国出动50,000名官兵演习。", [("50000", "人", "", "士兵")]),
        ("The valley sent 50,000 troops.", [("50000", "人", "", "士兵")]),
        ("雾灾造成26,000人死亡，官方称两万人遇难。", [("26000", "人", "", "死亡"), ("20000", "人", "", "死亡")]),
        (
            "死亡人数升至31，31死200伤。",
            [("31", "人", "", "死亡"), ("31", "人", "", "死亡"), ("200", "人", "", "受伤")],
        ),
        (
            "至少12名乘客丧生，逾30人受傷，不到5人失踪。",
            [("12", "人", "least", "死亡"), ("30", "人", "over", "受伤"), ("5", "人", "under", "失踪")],
        ),
        ("約有兩萬人參加遊行，最多3000名示威者被捕。", [("20000", "人", "", "示威者"), ("3000", "人", "most", "被捕")]),
        ("2000軍人到場，罢工人数达到十万。", [("2000", "人", "", "士兵"), ("100000", "人", "", "罢工")]),
        (
            "At least 15 were killed and more than 40 injured.",
            [("15", "人", "least", "死亡"), ("40", "人", "over", "受伤")],
        ),
        ("The death toll rose to 31.", [("31", "人", "", "死亡")]),
        ("确诊病例增至1,234例，超过50艘船停航。", [("1234", "例", "", "确诊"), ("50", "艘", "over", "")]),
        ("1100万人口的北港有人感染。", [("11000000", "人", "", "")]),
        ("三名死者，死囚九死一生。", [("3", "人", "", "死亡")]),
    ],
)
def test_numbers_of_one_thing_meet_whatever_words_tell_of_it(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("26,000人死亡", "两万人死亡", False),
        ("五万名士兵", "50,000名士兵", True),
        ("约5万名士兵", "4.8万名士兵", True),
        ("约5万名士兵", "3万名士兵", False),
        ("逾2万名士兵", "26,000名士兵", True),
        ("逾2万名士兵", "3.5万名士兵", False),
        ("至少12人死亡", "31人死亡", True),
        ("至少31人死亡", "12人死亡", False),
        ("不到50人死亡", "45人死亡", True),
        ("不到50人死亡", "55人死亡", False),
        ("最多300人", "20人", True),
        ("200多人受伤", "240人受伤", True),
        ("二三十人受伤", "25人受伤", True),
    ],
)
def test_whether_two_tellings_can_both_be_true(one, other, both):
    [(low, high)], [(least, most)] = ([each.allows for each in numbers_in(f"共{text}。")] for text in (one, other))
    assert (low <= most and least <= high) is both


@given(st.integers(2, 10**12), st.sampled_from(["", "约", "近", "逾", "不到", "至少", "最多"]))
def test_what_a_number_allows_holds_the_number(number, word):
    [mention] = numbers_in(f"有{word}{number}人。")
    low, high = mention.allows
    assert low <= Decimal(number) <= high
    assert mention.is_approximate is bool(word)
