import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.counted import counted, counted_around, counted_around_latin, persons_at


@pytest.mark.parametrize(
    ("noun", "word"),
    [
        ("遇难者", "死亡"),
        ("罹難者", "死亡"),
        ("游行示威者", "示威者"),
        ("維和部隊", "士兵"),
        ("peaceful protesters", "示威者"),
        ("police officers", "警察"),
        ("渔船", ""),
        ("", ""),
    ],
)
def test_a_noun_has_one_word_in_every_wording(noun, word):
    assert counted(noun) == word


def around(text):
    before, number, behind = text.split("|")
    return counted_around(before + number + behind, len(before), len(before) + len(number))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("雾灾造成|12人|死亡", "死亡"),
        ("|12名|乘客遇难", "死亡"),
        ("|12名|乘客到站", "乘客"),
        ("死亡人数已升至|12人|，雾未散", "死亡"),
        ("受伤|12人|，雾未散", "受伤"),
        ("|12人|到站，3人受伤", ""),
        ("|12人|到站", ""),
    ],
)
def test_what_befell_people_goes_before_who_they_are_and_a_clause_is_not_left(text, word):
    assert around(text) == word


@pytest.mark.parametrize(
    ("before", "behind", "found"),
    [
        ("", " were killed", ("死亡", True)),
        ("", " fishing boats with soldiers", ("士兵", False)),
        ("killing at least ", " and more", ("死亡", True)),
        ("the death toll rose to ", ".", ("死亡", True)),
        ("killed on page ", ".", ("", False)),
        ("", ", killed", ("", False)),
    ],
)
def test_english_says_it_behind_the_number_or_before(before, behind, found):
    assert counted_around_latin(f"{before}15{behind}", len(before), len(before) + 2) == found


def test_persons_need_no_word_that_counts():
    assert persons_at("两千军人", 2) == "士兵"
    assert persons_at("两千死亡", 2) == ""


@given(st.text("死亡受伤者人数升至示威部队约，。 killedmr", max_size=40), st.integers(0, 40), st.integers(0, 10))
def test_no_place_in_a_text_fails(text, start, length):
    counted_around(text, start, start + length)
    counted_around_latin(text, start, start + length)
