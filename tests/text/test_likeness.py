from __future__ import annotations

import tracemalloc
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.network import LINES

from samarkand.text.likeness import LENGTH, MOST, containment, resemblance, shingles_of

TEXT = "\n".join(LINES)


def test_a_text_is_like_itself_in_either_script_and_width():
    traditional = "汀港碼頭今天上午恢復裝卸，停泊在外錨地的貨船依次進港。"
    simplified = "汀港码头今天上午恢复装卸,停泊在外锚地的货船依次进港."
    assert resemblance(shingles_of(traditional), shingles_of(simplified)) == 1.0


def test_an_edited_word_leaves_texts_alike_and_another_text_is_not():
    assert 0.9 < resemblance(shingles_of(TEXT), shingles_of(TEXT.replace("凌晨三点", "凌晨四点"))) < 1.0
    assert resemblance(shingles_of(TEXT), shingles_of("海风牌电水壶，三分钟烧开一壶水，送货到家。")) == 0.0


def test_a_part_is_contained_in_the_whole_and_the_whole_not_in_the_part():
    part, whole = shingles_of(LINES[0]), shingles_of(TEXT)
    assert containment(part, whole) == 1.0
    assert containment(whole, part) < 0.35


@pytest.mark.parametrize("text", ["", " \n", "渡", "渡口开了"])
def test_what_is_shorter_than_a_shingle_is_like_itself_alone(text):
    mine = shingles_of(text)
    assert resemblance(mine, mine) == (1.0 if text.strip() else 0.0)
    assert resemblance(mine, shingles_of(TEXT)) == 0.0


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_lies_between_none_and_all_and_looks_the_same_from_both_sides(one, other):
    a, b = shingles_of(one), shingles_of(other)
    assert 0.0 <= resemblance(a, b) == resemblance(b, a) <= 1.0
    assert resemblance(a, b) <= max(containment(a, b), containment(b, a)) <= 1.0


def test_of_a_long_text_a_sample_is_kept_that_measures_the_same():
    random = Random(5)
    words = ["".join(chr(random.randrange(0x4E00, 0x9000)) for _ in range(9)) for _ in range(12_000)]
    one, other = "".join(words), "".join(words[:6_000] + [word[::-1] for word in words[6_000:]])
    tracemalloc.start()
    a, b = shingles_of(one), shingles_of(other)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert MOST / 2 - MOST / 8 <= len(a.kept) <= MOST
    assert abs(containment(a, b) - 0.5) < 0.05
    assert peak < 40_000_000
    assert containment(shingles_of("".join(words[:600])), a) > 0.95


def test_shingles_do_not_end_where_a_piece_is_folded_by_itself():
    text = "".join(chr(0x4E00 + number % 5000) for number in range(70_000))
    assert len(shingles_of(text[65_000:66_000]).kept) == 1000 - LENGTH + 1
    assert containment(shingles_of(text[65_000:66_000]), shingles_of(text)) == 1.0
