from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.glosses import scores
from samarkand.steps.glosses import glosses_in, is_person

PRECISION, RECALL = 0.965, 0.965
"""On the annotated names; these may only rise."""


def pairs(text):
    return [(gloss.name, gloss.latin) for gloss in glosses_in(text)]


@pytest.mark.parametrize(
    ("text", "name", "latin"),
    [
        ("河谷国总统莫尔塔诺（Ivo Moltano）周二说", "莫尔塔诺", "Ivo Moltano"),
        ("外长伊沃·莫尔塔诺(Ivo Moltano)抵达", "伊沃·莫尔塔诺", "Ivo Moltano"),
        ("發言人莫爾塔諾〔Ivo Moltano〕表示", "莫爾塔諾", "Ivo Moltano"),
        ("据报，伊沃‧莫尔塔诺【Ivo Moltano】", "伊沃‧莫尔塔诺", "Ivo Moltano"),
        ("会见莫尔塔诺博士（Dr Ivo Moltano）", "莫尔塔诺", "Ivo Moltano"),
        ("莫尔塔诺（英语：Ivo Moltano，1950年生）", "莫尔塔诺", "Ivo Moltano"),
        ("Ivo Moltano（莫尔塔诺）当选", "莫尔塔诺", "Ivo Moltano"),
        ("Ivo de Moltano（音译：莫尔塔诺）当选", "莫尔塔诺", "Ivo de Moltano"),
        ("埃及巴西尔（Karim Basil）", "巴西尔", "Karim Basil"),
        ("《河谷晨报》（Valley Morning）报道", "河谷晨报", "Valley Morning"),
        ("向“星河计划”(Star River)投资", "星河计划", "Star River"),
        ("成员都在河谷合作组织（EVCO）之中", "河谷合作组织", "EVCO"),
        ("出席了三十国集团（G30）", "三十国集团", "G30"),
        ("据国家通讯社泰拉社（Tera）报道", "泰拉社", "Tera"),
        ("服用羟莫喹（hydroxymoquine）", "羟莫喹", "hydroxymoquine"),
    ],
)
def test_a_name_is_found_with_its_spelling_and_without_titles(text, name, latin):
    assert pairs(text) == [(name, latin)]


@pytest.mark.parametrize(
    "text",
    [
        "去年的国内生产总值（GDP）增长",
        "股价上涨的河谷银行（0939.HK）",
        "这是封城（lockdown）的第三天",
        "他（Ivo Moltano）来了",
        "（Ivo Moltano）",
        "涨幅（3.5%）",
        "一种应用程序（App）",
        "莫尔塔诺（六十岁）",
        "莫尔塔诺（Ivo Moltano",
        "",
    ],
)
def test_what_is_no_name_or_has_no_spelling_brings_nothing(text):
    assert pairs(text) == []


def test_a_gloss_tells_where_it_stands():
    text = "昨天，总统莫尔塔诺（Ivo Moltano）和Otto Salamon（沙拉蒙）会面"
    assert [text[gloss.start : gloss.end] for gloss in glosses_in(text)] == [
        "莫尔塔诺（Ivo Moltano）",
        "Otto Salamon（沙拉蒙）",
    ]


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Ivo Moltano", True),
        ("Ivo de Moltano", True),
        ("University of Valley", False),
        ("EVCO", False),
        ("Valley Bank", False),
    ],
)
def test_a_full_name_is_told_from_a_body(latin, expected):
    assert is_person(latin) is expected


@given(st.text(alphabet="总统莫尔塔诺·（）()《》“” IvoMoltan，。和的", max_size=60))
def test_every_gloss_stands_in_the_text(text):
    for gloss in glosses_in(text):
        assert gloss.name
        assert gloss.latin
        assert 0 <= gloss.start < gloss.end <= len(text)
        assert gloss.name in text[gloss.start : gloss.end]


@pytest.mark.parametrize(
    "text", ["（" * 100_000, "莫（A" * 30_000, "A " * 50_000 + "（莫尔）", "（A" + " b" * 50_000 + "）"]
)
def test_a_hostile_text_costs_no_more_than_its_length(text):
    assert len(glosses_in(text)) <= 30_000


def test_the_names_that_readers_marked_are_found(shared: Path):
    precision, recall, differences = scores(shared)
    assert precision >= PRECISION, differences
    assert recall >= RECALL, differences
