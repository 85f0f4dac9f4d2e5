"""What real articles teach about names: enough, and nothing that is known to be wrong."""

import pytest

from bench.names import glossed, learned
from samarkand.adapters.names import built_in
from samarkand.steps.variants import Variants, key_of

GROUPS, OF_SEVERAL = 1_050, 100
"""Groups learned from the corpus, and those that join spellings of characters; these may only rise."""


@pytest.fixture(scope="module")
def groups(shared):
    return learned(glossed(shared))


def test_an_archive_teaches_hundreds_of_names(groups):
    assert len(groups) >= GROUPS
    assert sum(sum(name[0] > "\u2e80" for name in group.names) > 1 for group in groups) >= OF_SEVERAL


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("佩洛希", "裴洛西"),
        ("史佩弗", "斯帕弗"),
        ("奥布赖恩", "奥布莱恩"),
        ("马萨勒克", "马萨莱克"),
        ("布朗巴克", "布朗贝克"),
    ],
)
def test_spellings_that_no_list_told_are_learned(groups, typed, other):
    assert other in Variants((*built_in(), *groups)).of(typed)


def test_no_learned_group_joins_two_names_that_are_known_to_be_different(groups):
    owners = {key_of(name): group.key for group in built_in() for name in group.names}
    joined = [
        group for group in groups if len({owners[key_of(name)] for name in group.names if key_of(name) in owners}) > 1
    ]
    assert joined == []


def test_no_learned_spelling_is_one_that_must_never_be_looked_for(groups):
    common = {key_of(name) for group in built_in() for name in (*group.whole, *group.shared)}
    assert not [group for group in groups if any(key_of(name) in common for name in group.names)]


def test_the_same_surname_is_not_learned_for_different_people(groups):
    known = Variants((*built_in(), *groups))
    assert "爱德华多·博索纳罗" not in known.of("雅伊尔·博索纳罗")
    assert not {"Nikhil Gandhi", "尼基尔·甘地"} & set(known.of("甘地"))
