"""Changes as they are shown: what stayed the same is cut short, what was changed is not."""

from __future__ import annotations

from samarkand.model.changes import Block, Change, Piece
from samarkand.web.marks import LONGEST, marked, marked_html


def block(*pieces: tuple[str, str], is_folded: bool = False) -> Block:
    return Block("text", tuple(Piece(kind, text) for kind, text in pieces), (0, 0), (0, 0), is_folded)


def change(*pieces: tuple[str, str]) -> Change:
    return Change((block(*pieces),))


def test_pieces_are_marked_and_escaped():
    html = marked_html(change(("same", "价格<三>"), ("removed", "十"), ("added", "廿\n元")))
    assert html == "<p>价格&lt;三&gt;<del>十</del><ins>廿<br>元</ins></p>"


def test_the_middle_of_what_stayed_the_same_is_left_out():
    long = "一" * 60 + "二" * 60 + "三" * 60
    html = marked_html(change(("added", "甲"), ("same", long), ("added", "乙")))
    assert html == f"<p><ins>甲</ins>{'一' * 60} … {'三' * 60}<ins>乙</ins></p>"


def test_at_the_edges_only_the_side_of_the_change_is_shown():
    long = "一" * 100 + "二" * 100
    html = marked_html(change(("same", long), ("added", "甲"), ("same", long)))
    assert html == f"<p>… {'二' * 60}<ins>甲</ins>{'一' * 60} …</p>"


def test_no_latin_word_is_cut():
    html = marked_html(change(("added", "x"), ("same", " word" * 20 + " yesterday" * 20), ("added", "y")))
    shown = html.replace("<p><ins>x</ins>", "").replace("<ins>y</ins></p>", "")
    assert set(shown.split()) == {"word", "…", "yesterday"}


def test_a_change_without_end_is_cut_and_says_so():
    (shown,) = marked([block(("removed", "一" * LONGEST), ("added", "二" * LONGEST))])
    assert [len(piece["text"]) for piece in shown["pieces"]] == [LONGEST]
    assert shown["is_cut"]
    assert not marked([block(("removed", "一"))])[0]["is_cut"]


def test_what_differs_in_typography_alone_is_told_as_the_new_version_has_it():
    pieces = (Piece("same", "甲"), Piece("removed", "證", True), Piece("added", "证", True), Piece("added", "乙"))
    assert marked_html(Change((Block("text", pieces, (0, 2), (0, 3)),))) == "<p>甲证<ins>乙</ins></p>"


def test_a_block_of_typography_alone_is_left_out_of_a_feed_and_marked_where_it_is_asked_for():
    folded = block(("removed", "證"), ("added", "证"), is_folded=True)
    assert marked_html(Change((folded,))) == ""
    assert [piece["tag"] for piece in marked([folded])[0]["pieces"]] == ["del", "ins"]


def test_blanks_alone_are_nothing_to_be_seen():
    assert marked([block(("same", "甲"), ("removed", "\n"))]) == []
