"""Two versions of a text in full, by rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from steps.changing.states import state

from samarkand.steps.changing import change_between
from samarkand.web.whole import LONGEST, rows

TEXT = st.text(alphabet="甲乙證证。\n1", max_size=40)


def shown(old: str, new: str, *, with_style: bool = False):
    change = change_between(state("题", old, 1, is_marked=False), state("题", new, 2, is_marked=False))
    return rows(new, change.blocks, with_style=with_style)


def told(row, side: str) -> str:
    marks = {"del": "[-{}-]", "ins": "{{+{}+}}", "span": "{}"}
    return "".join(marks[piece["tag"]].format(piece["text"]) for piece in row[side])


def test_a_row_is_a_paragraph_with_what_was_changed_in_it():
    found = shown("渡口今晨恢复。\n茶叶涨价。", "渡口今晚恢复。\n茶叶涨价。")
    assert [told(row, "inline") for row in found] == ["渡口今[-晨-]{+晚+}恢复。", "茶叶涨价。"]
    assert [told(row, "old") for row in found] == ["渡口今[-晨-]恢复。", "茶叶涨价。"]
    assert [told(row, "new") for row in found] == ["渡口今{+晚+}恢复。", "茶叶涨价。"]
    assert [row["is_same"] for row in found] == [False, True]


def test_a_paragraph_that_came_has_a_row_of_its_own():
    found = shown("渡口今晨恢复。\n茶叶涨价。", "渡口今晨恢复。\n市长没有露面，也没有说为什么。\n茶叶涨价。")
    assert [told(row, "old") for row in found] == ["渡口今晨恢复。", "", "茶叶涨价。"]
    assert told(found[1], "new") == "{+市长没有露面，也没有说为什么。+}"


def test_another_script_is_shown_as_it_is_now_unless_its_marks_are_wanted():
    assert told(shown("警方證實。", "警方证实。")[0], "inline") == "警方证实。"
    assert "[-" in told(shown("警方證實。", "警方证实。", with_style=True)[0], "inline")


def test_a_long_text_is_cut_and_says_so():
    long = "渡口今晨恢复通航。\n" * (LONGEST // 5)
    found = shown(long, f"{long}完")
    assert found[-1]["is_cut"]
    assert sum(len(piece["text"]) for row in found for piece in row["inline"]) <= LONGEST + 20


@given(TEXT, TEXT)
def test_all_words_of_both_texts_stand_in_the_rows(old, new):
    found = shown(old, new, with_style=True)
    for side, text in (("old", old), ("new", new)):
        words = "".join(piece["text"] for row in found for piece in row[side])
        assert "".join(words.split()) == "".join(text.split())
