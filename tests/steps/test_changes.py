from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samarkand.steps.changes import changes, is_same_text

TEXT = st.text(alphabet="甲乙丙丁 ab1。\n", max_size=60)


def within(old: str, new: str):
    """The pieces of two titles, which are lines."""
    (change,) = changes(old, "", new, "")
    return change.pieces


def marked(found) -> str:
    marks = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(f"{marks[piece.kind][0]}{piece.text}{marks[piece.kind][1]}" for piece in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("舰上约有120名官兵", "舰上约有140名官兵", "舰上约有[-120-]{+140+}名官兵"),
        ("责令召回", "要求召回", "[-责令-]{+要求+}召回"),
        ("two missing", "ten missing", "[-two-]{+ten+} missing"),
        ("甲", "", "[-甲-]"),
        ("", "甲", "{+甲+}"),
        ("3.5%", "3.6%", "[-3.5-]{+3.6+}%"),
    ],
)
def test_chinese_differs_by_characters_and_other_words_and_numbers_as_a_whole(old, new, expected):
    assert marked(within(old, new)) == expected


def test_only_the_lines_that_differ_are_told():
    old, new = "一\n二二二\n三", "一\n二二四\n三"
    (change,) = changes("题", old, "题", new)
    assert (change.where, marked(change.pieces)) == ("text", "二二[-二-]{+四+}")


def test_a_line_that_was_added_is_told_as_a_whole():
    assert [marked(change.pieces) for change in changes("题", "一\n三", "题", "一\n二\n三")] == ["{+二+}"]


def test_a_changed_title_comes_first():
    found = changes("旧题", "一", "新题", "二")
    assert [(change.where, marked(change.pieces)) for change in found] == [
        ("title", "[-旧-]{+新+}题"),
        ("text", "[-一-]{+二+}"),
    ]


def test_white_space_is_no_change():
    assert is_same_text("一 二\n三", "一二\u3000三")
    assert changes("题", "一 二\n三", "题 ", "一二\n三 ") == ()
    assert not is_same_text("一", "二")


@given(TEXT, TEXT)
def test_both_texts_stand_in_the_pieces(old, new):
    assume(not is_same_text(old, new))
    found = within(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new


@given(TEXT, TEXT)
def test_there_are_changes_just_where_the_texts_do_not_say_the_same_line_by_line(old, new):
    lines = ["".join(line.split()) for line in old.split("\n")], ["".join(line.split()) for line in new.split("\n")]
    assert bool(changes("题", old, "题", new)) == (lines[0] != lines[1])


def test_two_long_texts_without_a_common_word_are_compared_in_little_time():
    old, new = "甲乙丙丁戊" * 20_000, "子丑寅卯辰" * 20_000
    start = time.monotonic()
    assert marked(within(old, new)) == f"[-{old}-]{{+{new}+}}"
    changes(
        "题",
        "\n".join(old[n : n + 5] for n in range(0, 10_000, 5)),
        "题",
        "\n".join(new[n : n + 5] for n in range(0, 10_000, 5)),
    )
    assert time.monotonic() - start < 10
