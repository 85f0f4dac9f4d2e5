"""What was done between two versions: where they differ, of which kinds that is, whether a notice says so."""

from __future__ import annotations

from time import process_time

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps.changing.states import change, edits, kinds, state

from samarkand.model.articles import Picture
from samarkand.steps.changing import change_between, form_of, is_same_text, returns
from samarkand.steps.changing.blocks import applied

CHINESE = "警方证实，事故造成12人死亡，37人受伤。市长顾惟安说：“我们会在周五公布名单。”\n救援人员仍在搜寻。\n桥梁于昨天重新开放。"
WORDS = st.text(alphabet="甲乙丙丁说證证 ab1２。？“”「」，\n：", max_size=80)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("12人死亡", "15人死亡", [("number", "12人", "15人")]),
        ("于昨天重新", "于前天重新", [("date", "昨天", "前天")]),
        ("顾惟安说", "顾维安说", [("name", "顾惟安", "顾维安")]),
        ("警方证实，", "警方称，", [("weakened", "证实", "称")]),
        ("市长顾惟安说：“我们会在周五", "市长顾惟安声称：“我们会在周五", [("weakened", "说", "声称")]),
        ("仍在搜寻。", "仍在搜寻？", [("wording", "。", "？")]),
        ("桥梁于", "所谓桥梁于", [("wording", "", "所谓")]),
        ("桥梁于", "“桥梁”于", [("wording", "", "“"), ("wording", "", "”")]),
        ("救援人员仍在搜寻。\n", "", [("passage-removed", "救援人员仍在搜寻。", "")]),
    ],
)
def test_one_edit_is_of_one_kind(old, new, expected):
    assert edits(CHINESE, CHINESE.replace(old, new)) == expected


def test_a_figure_in_other_words_is_the_same_figure():
    assert kinds("损失达5万元，十分惊人。", "损失达五万元，十分惊人。") == ("wording",)


def test_other_words_in_quotation_marks_are_a_quotation_changed():
    found = edits(CHINESE, CHINESE.replace("我们会在", "我们不会在"))
    assert found == [("quotation", "我们会在周五公布名单", "我们不会在周五公布名单")]


def test_what_somebody_says_comes_and_goes_as_a_statement():
    more = CHINESE + "\n码头工人联合会主席郝志勤表示，工人不会在周末开工。"
    assert kinds(CHINESE, more) == ("statement-added", "passage-added")
    assert kinds(more, CHINESE) == ("statement-removed", "passage-removed")


def test_what_was_ascribed_to_somebody_and_is_told_as_a_fact_is_strengthened():
    told, bare = "消息人士透露，谈判将在下月重新开始。", "谈判将在下月重新开始。"
    assert "strengthened" in kinds(told, bare)
    assert "weakened" in kinds(bare, told)


@pytest.mark.parametrize(
    "notice",
    [
        "更正：本文先前误将死亡人数写作12人。",
        "（編者按：本文已更新。）",
        "Correction: an earlier version of this article was wrong.",
    ],
)
def test_a_notice_makes_a_change_that_is_not_silent(notice):
    new = CHINESE.replace("12人", "15人")
    assert change(CHINESE, new).is_silent
    told = change(CHINESE, f"{new}\n{notice}")
    assert told.kinds == ("number", "notice")
    assert not told.is_silent


def test_a_number_in_a_notice_that_was_there_before_is_no_new_notice():
    old = f"{CHINESE}\n编者按：本文写于桥梁垮塌后的第3天。"
    found = change(old, old.replace("第3天", "第4天"))
    assert "notice" not in found.kinds
    assert found.is_silent


@pytest.mark.parametrize(
    "new",
    [
        opencc.OpenCC("s2t").convert(CHINESE),
        CHINESE.replace("“", "「").replace("”", "」"),
        CHINESE.replace("12", "１２").replace("，", ","),
        CHINESE.replace("。\n", "。 "),
        CHINESE.replace("桥梁于昨天", "桥梁 于昨天"),
    ],
    ids=["script", "quotation marks", "width", "lines", "blanks"],
)
def test_typography_is_told_apart_and_folded(new):
    found = change(CHINESE, new)
    assert set(found.kinds) <= {"typography"}
    assert found.is_folded
    assert not found.is_silent
    assert all(block.is_folded for block in found.blocks)


def test_a_change_in_another_script_is_still_seen():
    new = opencc.OpenCC("s2t").convert(CHINESE.replace("12人", "15人"))
    assert edits(CHINESE, new, without={"typography"}) == [("number", "12人", "15人")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("更新时间：2026年3月1日 08:00", "更新时间：2026年3月1日 09:30"),
        ("阅读 1,204", "阅读 3,911"),
        ("相关新闻\n渡口今晨恢复通航", "相关新闻\n春茶上市价格上涨"),
        ("Share", "Share on Facebook Twitter"),
    ],
)
def test_furniture_is_never_a_change(old, new):
    found = change(f"{CHINESE}\n{old}", f"{CHINESE}\n{new}")
    assert found.kinds == ("furniture",)
    assert found.is_folded
    assert is_same_text(f"{CHINESE}\n{old}", f"{CHINESE}\n{new}")


def test_a_headline_comes_first_and_its_question_mark_matters():
    found = change_between(state("桥塌了", CHINESE, 1), state("桥塌了？", CHINESE.replace("12", "15"), 2))
    assert found.kinds == ("headline", "number")
    assert (found.edits[0].old, found.edits[0].new) == ("桥塌了", "桥塌了？")
    assert found.blocks[0].where == "title"


def test_a_caption_is_told_with_its_picture():
    one, two = Picture("https://a.example/1.jpg", "", "桥头"), Picture("https://a.example/1.jpg", "", "桥尾")
    found = change_between(state("甲", f"{CHINESE}\n桥头", 1, one), state("甲", f"{CHINESE}\n桥尾", 2, two))
    assert [(edit.kind, edit.old, edit.new) for edit in found.edits] == [("picture", "桥头", "桥尾")]


def test_a_sentence_that_moved_neither_came_nor_went():
    first, second = "救援人员仍在搜寻失踪者。", "桥梁于昨天重新开放通行。"
    assert kinds(f"{CHINESE}\n{first}\n{second}", f"{CHINESE}\n{second}\n{first}") == ("wording",)


def test_one_sentence_made_two_is_no_passage():
    old = "救援人员在河岸上连夜搜寻失踪者，桥梁在清晨六时重新开放，第一辆车是救护车。"
    assert kinds(old, old.replace("，桥梁", "。桥梁")) == ("wording",)


def test_versions_without_a_text_are_compared_too():
    assert change("", "").kinds == ()
    assert "passage-added" in kinds("", CHINESE)
    assert "passage-removed" in kinds(CHINESE, "")


def test_a_text_that_returns_is_known_by_its_form():
    other = CHINESE.replace("12人", "15人")
    texts = [CHINESE, other, opencc.OpenCC("s2t").convert(CHINESE), CHINESE, other]
    assert returns([form_of("甲", text) for text in texts]) == [0, 0, 1, 0, 2]


def test_white_space_is_no_change():
    assert is_same_text("一 二\n三", "一二\u3000三")
    assert not is_same_text("一", "二")
    assert change("一 二\n三", "一二\n三 ").is_folded


@given(WORDS, WORDS)
def test_a_change_applied_to_the_old_text_gives_the_new_one(old, new):
    found = change_between(state(old[:9], old, 1), state(new[:9], new, 2))
    assert applied(old, found) == new
    assert applied(old[:9], found, "title") == new[:9]


@given(WORDS, WORDS)
def test_every_piece_and_every_span_stands_in_its_text(old, new):
    found = change_between(state("甲", old, 1), state("甲", new, 2))
    for block in found.blocks:
        if block.where == "text":
            before = "".join(piece.text for piece in block.pieces if piece.kind != "added")
            after = "".join(piece.text for piece in block.pieces if piece.kind != "removed")
            assert (before, after) == (old[slice(*block.before)], new[slice(*block.after)])
    for edit in found.edits:
        for span, text, words in ((edit.before, old, edit.old), (edit.after, new, edit.new)):
            assert span is None or (span.start < span.end and text[span.start : span.end] == words)


@given(WORDS)
def test_nothing_is_done_to_a_text_that_stayed(text):
    assert change_between(state("甲", text, 1), state("甲", text, 2)).edits == ()


@given(WORDS, WORDS)
def test_what_is_the_same_for_readers_is_folded(old, new):
    if is_same_text(old, new):
        assert change(old, new).is_folded


def _long(sentences: int) -> tuple[str, str]:
    """A long text, and the same with every twentieth sentence edited."""
    lines = [f"第{number}号快讯：运河水位为{number % 97}米，码头照常。" for number in range(sentences)]
    edited = [line.replace("照常", "停工") if number % 20 == 0 else line for number, line in enumerate(lines)]
    return "\n".join(lines), "\n".join(edited)


def _spent(old: str, new: str) -> float:
    one, two = state("甲", old, 1, is_marked=False), state("甲", new, 2, is_marked=False)
    started = process_time()
    found = change_between(one, two)
    assert applied(old, found) == new
    return process_time() - started


def test_the_time_grows_with_the_text_and_no_faster():
    _spent(*_long(200))
    small, large = _spent(*_long(1_000)), _spent(*_long(8_000))
    assert large < 8 * small * 2


def test_five_megabytes_and_texts_made_to_be_slow_come_to_an_end():
    huge = "渡口今晨恢复通航。" * 185_000
    assert len(huge.encode()) > 4_900_000
    assert _spent(huge, huge.replace("恢复", "停止", 3)) < 30
    assert _spent("甲乙" * 30_000, "乙甲" * 30_000) < 30
    assert _spent("\n".join("甲乙" * 2_000), "\n".join("乙丙" * 2_000)) < 30
