"""Cells that no spreadsheet takes for a formula, and that can be had back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.cells import FORMULA, guarded, unguarded


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_what_may_be_a_formula_is_made_a_text(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "渡轮", "1=1", " =1", "“=”"])
def test_all_else_stays_as_it_is(cell):
    assert guarded(cell) == cell


@given(st.text())
def test_a_guarded_cell_is_no_formula_and_can_be_had_back(cell):
    made = guarded(cell)
    assert not made.startswith(FORMULA)
    assert (unguarded(made) if made.startswith("'") else made) == cell
