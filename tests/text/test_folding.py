"""Folding makes one what is one to a reader, a character at a time, and knows where each came from."""

import re
from itertools import accumulate
from unicodedata import normalize

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.folding import SAME, common, fold, fold_with_places

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("撒馬爾罕计畫 Ａé\u0301ガｶﾞ\u3099ﬁ㈱½\u200b한\u1112\u1161\u11ab\ufe0f\ud800，。"),
    )
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("撒馬爾罕", "撒马尔罕"),
        ("計畫", "计划"),
        ("藉口", "借口"),
        ("回覆", "回复"),
        ("復甦", "复苏"),
        ("乾隆", "干隆"),
        ("著名", "着名"),
        ("裏裡里", "里里里"),
        ("衞衛卫", "卫卫卫"),
        ("颱風臺灣", "台风台湾"),
        ("ＡＢｃ１２", "abc12"),
        ("ｶﾞガ", "ガガ"),
        ("か\u3099が", "がが"),
        ("\u1112\u1161\u11ab글", "한글"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Erdoğan Łódź", "erdogan łodz"),
        ("Straße", "strasse"),
        ("İ", "i"),
        ("Ёлка й", "елка и"),
        ("مُحَمَّد", "محمد"),
        ("٢٠٢٢", "2022"),
        ("ﬁ㎏", "fikg"),
        ("⼈", "人"),
        ("甲\u200b乙\u00ad丙\ufeff\ufe0f", "甲乙丙"),
        ("弗拉·基米尔・普", "弗拉 基米尔 普"),
        ("a_b\x00c\ud800d\ufffde", "a b c d e"),
        ("कि", "कि"),
        ("", ""),
    ],
)
def test_what_is_one_folds_to_one(written, folded):
    assert fold(written) == folded


def test_characters_that_are_the_same_fold_to_one_that_stays():
    assert all(fold(chr(one)) == fold(chr(other)) == chr(other) for one, other in SAME.items())


@pytest.mark.parametrize("conversion", ["s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s", "t2tw", "t2hk", "tw2t", "hk2t"])
def test_a_character_is_one_with_that_of_every_other_script_and_region(conversion):
    block = list(map(chr, range(0x4E00, 0xA000)))
    converted = opencc.OpenCC(conversion).convert("\n".join(block)).split("\n")
    pairs = zip(block, converted, strict=True)
    assert [one + other for one, other in pairs if fold(one) != fold(other)] == []


@pytest.mark.parametrize(
    "words",
    [
        "計畫 计划",
        "項鍊 项链",
        "傢俱 家具",
        "藉口 借口",
        "答覆 答复",
        "乾坤 干坤",
        "著手 着手",
        "瞭解 了解",
        "李澤鉅 李泽巨",
        "衹有 只有",
    ],
)
def test_words_that_only_other_characters_write_are_one(words):
    one, other = words.split()
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("撒馬爾罕", None),
        ("", None),
        ("ﬁn", [0, 0, 1, 2]),
        ("e\u0301t", [0, 2, 3]),
        ("ｶﾞa", [0, 2, 3]),
        ("甲\u200b乙", [0, 2, 3]),
    ],
)
def test_each_character_knows_where_it_came_from(written, places):
    folded, found = fold_with_places(written)
    assert (found and [found.begin(index) for index in range(len(folded) + 1)]) == places


APART = r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"


def places_one_by_one(text):
    """Where each character of the folded text begins, and where it ends: found by folding the text piece by piece."""
    pieces = re.findall(f"{APART}|.", text, re.DOTALL)
    starts = accumulate(map(len, pieces), initial=0)
    begins = [start for piece, start in zip(pieces, starts, strict=False) for _ in fold(piece)]
    begins.append(len(text))
    return begins, [
        next(later for later in begins[index:] if later > begins[index]) for index in range(len(begins) - 1)
    ]


@given(TEXTS)
def test_places_are_those_of_the_pieces_folded_one_by_one(text):
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    begins, ends = places_one_by_one(text)
    if places is None:
        assert begins == list(range(len(folded) + 1))
    else:
        assert [places.begin(index) for index in range(len(folded) + 1)] == begins
        assert [places.end(index + 1) for index in range(len(folded))] == ends


@given(st.lists(st.integers(0x80, 0x10FFFF), min_size=2, max_size=2))
def test_places_hold_for_characters_that_were_never_met_before(points):
    """In both orders, since what finds uneven characters grows with those that are met."""
    for text in ("".join(map(chr, points)), "".join(map(chr, reversed(points)))):
        folded, places = fold_with_places(f"a{text}b")
        begin = (lambda index: index) if places is None else places.begin
        assert [begin(index) for index in range(len(folded) + 1)] == places_one_by_one(f"a{text}b")[0]


@given(TEXTS)
def test_a_long_text_folds_as_its_pieces_do(text):
    """Long texts are folded as numbers, if each of their characters folds to one."""
    lead = "撒馬爾罕。" * 20
    folded, places = fold_with_places(lead + text)
    assert folded == fold(lead + text) == fold(lead) + fold(text)
    assert fold(lead) == "".join(map(fold, lead))
    begins = [len(lead) + begin for begin in places_one_by_one(text)[0]]
    begin = (lambda index: index) if places is None else places.begin
    assert [begin(index) for index in range(len(lead), len(folded) + 1)] == begins


def test_common_characters_fold_to_one_wherever_they_stand():
    characters = common()
    assert fold("".join(characters)) == "".join(characters.values()) == "".join(map(fold, characters))
    assert set("台臺abＡ１“，。 \n_・") <= set(characters)
    assert {one for one, folded in characters.items() if folded == " "} == set(
        re.findall(r"[\W_]", "".join(characters))
    )
    assert not set("\u200bß½ﬁ\u3099\u309a\u1100\ud800") & set(characters)


def test_chinese_characters_have_no_form_but_their_script():
    simplified = opencc.OpenCC("t2s")
    for character in map(chr, range(0x4E00, 0xA000)):
        assert normalize("NFKC", character) == normalize("NFD", character) == character.casefold() == character
        assert fold(character) == simplified.convert(character).translate(SAME)


@given(TEXTS, TEXTS)
def test_neighbours_do_not_decide(one, other):
    assert fold(f"{one}。{other}") == f"{fold(one)} {fold(other)}"


@given(TEXTS)
def test_what_is_folded_has_no_marks_left(text):
    assert not set(fold(text)) & set("，。“”「」（）-_:：.!?\n\t\u3000\u200b\u00ad")
