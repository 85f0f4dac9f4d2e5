"""Changes as they are shown: what stayed the same is cut short, what was changed is not."""

from __future__ import annotations

from samarkand.model.answers import Change, Piece
from samarkand.web.marks import LONGEST, marked, marked_html


def change(*pieces: tuple[str, str]) -> Change:
    return Change("text", tuple(Piece(kind, text) for kind, text in pieces))


def test_pieces_are_marked_and_escaped():
    html = marked_html([change(("same", "价格<三>"), ("removed", "十"), ("added", "廿\n元"))])
    assert html == "<p>价格&lt;三&gt;<del>十</del><ins>廿<br>元</ins></p>"


def test_the_middle_of_what_stayed_the_same_is_left_out():
    long = "一" * 60 + "二" * 60 + "三" * 60
    html = marked_html([change(("added", "甲"), ("same", long), ("added", "乙"))])
    assert html == f"<p><ins>甲</ins>{'一' * 60} … {'三' * 60}<ins>乙</ins></p>"


def test_at_the_edges_only_the_side_of_the_change_is_shown():
    long = "一" * 100 + "二" * 100
    html = marked_html([change(("same", long), ("added", "甲"), ("same", long))])
    assert html == f"<p>… {'二' * 60}<ins>甲</ins>{'一' * 60} …</p>"


def test_no_latin_word_is_cut():
    html = marked_html([change(("added", "x"), ("same", " word" * 20 + " yesterday" * 20), ("added", "y"))])
    shown = html.replace("<p><ins>x</ins>", "").replace("<ins>y</ins></p>", "")
    assert set(shown.split()) == {"word", "…", "yesterday"}


def test_a_change_without_end_is_cut_and_says_so():
    (block,) = marked([change(("removed", "一" * LONGEST), ("added", "二" * LONGEST))])
    assert [len(piece["text"]) for piece in block["pieces"]] == [LONGEST]
    assert block["is_cut"]
    assert not marked([change(("removed", "一"))])[0]["is_cut"]
