import pytest

from samarkand.text.scripts import language_of
from samarkand.text.units import MEASURES, SIGNS, UNITS


def test_every_unit_stands_for_itself():
    assert all(UNITS[unit] == unit for unit in UNITS.values())


def test_what_measures_needs_no_noun_and_what_counts_does():
    assert {"%", "美元", "公里", "年"} <= MEASURES
    assert not {"人", "辆", "个"} & MEASURES


@pytest.mark.parametrize(
    ("one", "other"),
    [("公里", "kilometres"), ("美元", "dollars"), ("輛", "辆"), ("名", "people"), ("个百分点", "百分點")],
)
def test_spellings_of_one_unit_are_one(one, other):
    assert UNITS[one] == UNITS[other]


def test_signs_of_currencies_are_units():
    assert set(SIGNS.values()) <= set(UNITS.values())


def test_units_are_spelled_in_simplified_characters():
    assert language_of("".join(sorted(set(UNITS.values())))) == "zh-Hans"
