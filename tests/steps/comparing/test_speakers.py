"""Speakers are one through spellings, parts of their names and Latin spellings; titles tell how alike two are."""

from __future__ import annotations

import pytest
from twins.told import NAMES, Said, article

from samarkand.steps.comparing.speakers import Speakers


def speakers(*said: Said, **more: str) -> Speakers:
    return Speakers([article("hill", [*said, *more.pop("lines", "").split("|")], **more)], NAMES)


def test_all_known_spellings_of_a_name_are_one():
    who = speakers()
    assert who.key("莫塔诺") == who.key("Ivo Moltano") == who.key("莫爾塔諾") == "@moltano"
    assert who.key("克拉瓦") == "克拉瓦" != who.key("德萨")


def test_a_part_of_a_name_is_the_whole_name_where_both_speak():
    who = speakers(Said("安娜·克拉瓦", "渡轮停航"), Said("克拉瓦", "还要停"))
    assert who.key("克拉瓦") == who.key("安娜·克拉瓦")
    assert speakers(Said("安娜·克拉瓦", "渡轮停航")).key("克拉瓦") == "克拉瓦"


def test_names_with_one_latin_spelling_are_one():
    who = speakers(lines="克拉瓦（Anna Klava）|卡拉娃（Anna Klava）", glosses="克拉瓦=Anna Klava;卡拉娃=Anna Klava")
    assert who.key("克拉瓦") == who.key("卡拉娃") == who.key("Anna Klava")


def test_initials_make_no_two_names_one():
    who = speakers(lines="渡轮会（FA）|帆船会（FA）", glosses="渡轮会=FA;帆船会=FA")
    assert who.key("渡轮会") != who.key("帆船会")


def test_a_body_and_its_spokesman_are_alike():
    who = speakers(Said("德萨", "停航", role="汀港渡轮公司发言人"), Said("汀港渡轮公司", "停航"))
    assert who.alike(who.key("德萨"), who.key("汀港渡轮公司")) == 1


def test_bodies_of_different_places_are_not_alike_however_they_are_called():
    who = speakers(Said("汀港渡轮公司", "停航"), Said("盐桥渡轮公司", "停航"))
    assert who.alike(who.key("汀港渡轮公司"), who.key("盐桥渡轮公司")) == 0


def test_names_that_differ_by_a_character_are_nearly_alike():
    who = speakers()
    assert who.alike("克拉瓦德", "克拉娃德") == 0.75
    assert who.alike("克拉瓦德", "市长") == 0


@pytest.mark.parametrize(("one", "two"), [("", "克拉瓦"), ("克拉瓦", ""), ("", "")])
def test_of_one_who_is_not_named_nothing_can_be_told(one, two):
    assert speakers().alike(one, two) is None


def test_likeness_is_the_same_both_ways_round():
    who = speakers(Said("德萨", "停航", role="渡轮公司发言人"), Said("渡轮公司", "停航"))
    assert who.alike("德萨", "渡轮公司") == who.alike("渡轮公司", "德萨") == 1


def test_names_in_different_scripts_are_compared_by_what_is_known_in_them():
    who = speakers(Said("莫尔塔诺", "停航", role="盐桥市长"), Said("the mayor of Saltbridge", "停航"))
    assert who.alike("@moltano", who.key("the mayor of Saltbridge")) == 1
