import tomllib
from collections import defaultdict
from importlib.resources import files

import pytest

from samarkand.adapters import names
from samarkand.errors import BadOutlet
from samarkand.steps.variants import Variants, key_of


def test_hundreds_of_names_come_with_the_program():
    groups = names.built_in()
    assert len(groups) >= 900
    assert len({group.key for group in groups}) == len(groups)


@pytest.mark.parametrize("name", ["people", "places", "bodies", "words", "terms"])
def test_lists_are_read_as_the_format_has_them(name):
    text = files("samarkand.names").joinpath(f"{name}.toml").read_text("utf-8")
    read, format_has = names.read_lists(text), tomllib.loads(text)
    assert [*read.items()] == [*format_has.items()]


def test_no_spelling_stands_in_two_groups_unless_both_say_that_it_is_shared():
    groups_of = defaultdict(set)
    sharing = defaultdict(set)
    for group in names.built_in():
        for spelling in (*group.names, *group.whole, *group.shared):
            groups_of[key_of(spelling)].add(group.key)
        for spelling in group.shared:
            sharing[key_of(spelling)].add(group.key)
    assert {key: groups for key, groups in groups_of.items() if len(groups) > 1} == dict(sharing)


def test_every_group_joins_different_spellings_of_more_than_one_character():
    wrong = []
    for group in names.built_in():
        spellings = [key_of(spelling) for spelling in (*group.names, *group.whole, *group.shared)]
        is_fine = group.names and len(spellings) == len(set(spellings)) >= 2
        if not is_fine or any(len(key) <= 3 for key in spellings):
            wrong.append(group.key)
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("普京", "普丁"),
        ("普丁", "普京"),
        ("Putin", "普京"),
        ("普京", "Putin"),
        ("川普", "特朗普"),
        ("波索納洛", "博尔索纳罗"),
        ("博索納羅", "波索纳洛"),
        ("撒馬爾罕", "Samarkand"),
        ("紐西蘭", "新西兰"),
        ("雪梨", "悉尼"),
        ("上合组织", "SCO"),
        ("北大西洋公約組織", "NATO"),
        ("飛彈", "导弹"),
    ],
)
def test_well_known_names_are_joined(typed, other):
    assert other in Variants(names.built_in()).of(typed)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("悉尼", "雪梨"),
        ("希拉里", "克林顿"),
        ("鲍里斯·约翰逊", "迈克·约翰逊"),
        ("塔克辛", "他信"),
        ("伊万卡", "特朗普"),
    ],
)
def test_common_words_and_other_people_are_not_looked_for(typed, other):
    assert other not in Variants(names.built_in()).of(typed)


def test_an_archive_without_a_file_knows_what_comes_with_the_program(tmp_path):
    assert names.load(tmp_path) == names.built_in()


def test_the_names_of_an_archive_come_first_and_replace(tmp_path):
    (tmp_path / names.FILE).write_text(
        'hegu = ["河谷城", "Hegu City"]\nputin = []\ntrump = { names = ["特朗普", "懂王"], note = "slang" }\n', "utf-8"
    )
    known = Variants(names.load(tmp_path))
    assert known.of("河谷城") == ("Hegu City",)
    assert known.of("普京") == ()
    assert known.of("懂王") == ("特朗普",)


def test_a_spelling_of_the_archive_leaves_the_group_that_came_with_the_program(tmp_path):
    (tmp_path / names.FILE).write_text('river = ["亚马逊", "大河"]\ntrumpet = ["川普", "小号"]', "utf-8")
    known = Variants(names.load(tmp_path))
    assert known.of("亚马逊") == ("大河",)
    assert known.of("川普") == ("小号",)
    assert "川普" not in known.of("特朗普")


@pytest.mark.parametrize(
    "text",
    [
        "hegu = ",
        'hegu = "河谷"',
        'hegu = { name = ["河谷"] }',
        "hegu = [1]",
        'hegu = [""]',
        'hegu = { names = ["a"], note = 1 }',
        b"\xff\xfe",
    ],
)
def test_a_file_that_cannot_be_understood_is_told_with_its_place(tmp_path, text):
    (tmp_path / names.FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadOutlet, match=r"names\.toml"):
        names.load(tmp_path)


def test_words_that_take_sides_are_read_once_in_the_order_of_their_file():
    assert names.terms() is names.terms()
    assert names.terms()[0].key == "ukraine_war"
    assert {"入侵", "特别军事行动"} <= set(names.terms()[0].terms)
    assert names.terms()[0].about
