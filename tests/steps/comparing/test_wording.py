"""Pieces of text are the more alike the more of their rare words and characters they share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.told import KNOWN

from samarkand.steps.comparing.wording import products, terms_of, vectors

PIECES = ["渡轮星期三停航三天", "渡轮將停航三天", "市长拒绝谈判", "市长愿意谈判", "Ferries stop for three days", ""]


def cosines(pieces: list[str], effort: int = 100_000) -> dict[tuple[int, int], float]:
    return products(vectors([terms_of(piece, KNOWN) for piece in pieces]), effort)


def test_what_says_the_same_in_other_words_and_script_is_more_alike_than_what_does_not():
    found = cosines(PIECES)
    assert found[0, 1] > 0.5
    assert found[0, 1] > found[2, 3] > found.get((0, 2), 0.0)


def test_the_same_piece_is_all_alike_in_both_scripts():
    assert cosines(["莫尔塔诺宣布渡轮停航", "莫爾塔諾宣布渡輪停航", "市长"])[0, 1] == pytest.approx(1)


def test_names_are_one_in_all_spellings_and_leave_no_characters_behind():
    assert terms_of("莫塔诺", KNOWN).keys() == terms_of("Ivo Moltano", KNOWN).keys() == {"@moltano"}


def test_what_all_pieces_share_says_nothing():
    found = cosines(["渡轮停航", "渡轮开航", "渡轮起火", "渡轮减价"])
    assert max(found.values()) < 0.6


def test_the_effort_is_bounded_and_the_rarest_terms_count_first():
    assert cosines(["渡轮停航"] * 9, effort=0) == {}
    some = cosines([*["渡轮停航"] * 9, "市长谈判", "市长谈判"], effort=30)
    assert set(some) == {(9, 10)}


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_cosines_are_between_0_and_1_and_pairs_in_order(pieces):
    for (one, two), cosine in cosines(pieces).items():
        assert one < two
        assert 0 <= cosine <= 1 + 1e-9
