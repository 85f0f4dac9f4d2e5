"""The parts of which reading changes is made: anchors, pairs, notices, furniture, pictures, places that moved along."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Picture
from samarkand.steps.changing.aligning import Region, aligned
from samarkand.steps.changing.anchors import stretches
from samarkand.steps.changing.names import names_at
from samarkand.steps.changing.notices import furniture_in, is_furniture, is_notice, without_furniture
from samarkand.steps.changing.pairing import PAIRS, Pair, paired
from samarkand.steps.changing.pictures import name_of, pictures_edited, words_of
from samarkand.steps.changing.places import Stretches
from samarkand.steps.changing.rates import Seen, rate_of
from samarkand.steps.changing.tokens import tokens_of, units_of
from samarkand.steps.changing.tokens import words_of as words_in
from samarkand.text.aligning import Aligner

LINES = st.lists(st.sampled_from("甲乙丙丁戊己庚"), max_size=25)


@given(LINES, LINES)
def test_anchored_stretches_cover_both_and_tell_the_truth(one, other):
    at_one = at_other = 0
    turns = []
    for is_same, start, end, begin, rest in stretches(one, other, Aligner()):
        assert (start, begin) == (at_one, at_other)
        assert not is_same or one[start:end] == other[begin:rest]
        turns.append(is_same)
        at_one, at_other = end, rest
    assert (at_one, at_other) == (len(one), len(other))
    assert all(before != after for before, after in pairwise(turns))


def _words(text: str):
    return words_in(tokens_of(text, (0, len(text))))


def test_sentences_are_paired_by_what_they_share():
    old = list(map(_words, ("渡口今晨恢复通航。", "茶叶涨价了。")))
    new = list(map(_words, ("市长没有露面。", "渡口今晚恢复通航。")))
    assert paired(old, new) == [Pair((0, 0), (0, 1)), Pair((0, 1), (1, 2)), Pair((1, 2), (2, 2))]


def test_too_many_sentences_are_not_paired_and_all_are_told():
    many = [_words("渡口恢复通航。")] * (PAIRS // 100 + 1)
    found = paired(many, many[:101])
    assert sum(pair.old[1] - pair.old[0] for pair in found) == len(many)
    assert sum(pair.new[1] - pair.new[0] for pair in found) == 101


@given(st.text(alphabet="甲乙a1 。\n，", max_size=40))
def test_units_and_tokens_make_up_the_text(text):
    assert "".join(text[unit.start : unit.end] for unit in units_of(text)) == text
    tokens = tokens_of(text, (0, len(text)))
    assert not text.strip() or "".join(text[token.start : token.end] for token in tokens) == text


@given(st.text(alphabet="甲乙丙。", max_size=30), st.text(alphabet="甲乙丙。", max_size=30))
def test_a_place_goes_to_what_stands_there_now(old, new):
    alignment = aligned(old, new, Aligner())
    there, _ = alignment.mappers()
    changed = {at for region in alignment.regions() for at in range(*region.before)}
    for at in range(len(old)):
        assert 0 <= there.place(at) <= len(new)
        if at not in changed:
            assert new[there.place(at)] == old[at]


def test_crumbs_between_words_that_were_replaced_are_not_shown():
    (section,) = aligned("他任职的单位早在三月前就已警告过业者", "他所属的团队先前曾警告过业者", Aligner()).sections
    assert section.regions == (Region((1, 13), (1, 9)),)


@pytest.mark.parametrize(
    "sentence",
    [
        "更正：本报先前误报。",
        "編按：本文於昨日暫時下架。",
        "（編者註）原文有誤",
        "Correction, 18 March: this was wrong.",
        "Editor’s note: it was updated.",
        "本文已于今晨更新。",
        "此前版本误将人数写作三人。",
        "特此更正，并致歉。",
        "This story has been updated.",
    ],
)
def test_a_notice_is_known_in_both_scripts_and_in_english(sentence):
    assert is_notice(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "警方更正了数字。",
        "更新设备需要时间。",
        "The city corrected its figures.",
        "他读的是旧版本。",
        "本条例修订后公布。",
        "An earlier version of the engine failed.",
    ],
)
def test_what_is_told_of_others_is_no_notice(sentence):
    assert not is_notice(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-07 14:05",
        "更新时间：2026年3月7日",
        "Last updated: 7 July 2026 14:05",
        "阅读 1,234",
        "1234 views",
        "分享到：微信 微博",
        "延伸閱讀：",
        "Share",
    ],
)
def test_lines_of_the_page_are_known(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line", ["三人死亡", "3人", "7月7日", "2026年", "", "渡口恢复通航", "他分享了照片。", "甲" * 500]
)
def test_lines_of_the_article_are_not_taken_for_them(line):
    assert not is_furniture(line)


def test_titles_below_a_heading_go_with_it_and_a_sentence_ends_them():
    text = "渡口恢复通航。\n相关新闻\n春茶上市\n码头罢工\n市长没有露面。\n桥头"
    assert without_furniture(text) == "渡口恢复通航。\n市长没有露面。\n桥头"
    assert [text[slice(*at)] for at in furniture_in(text)] == ["相关新闻", "春茶上市", "码头罢工"]


def picture(url: str, caption: str = "") -> Picture:
    return Picture(url, url, caption)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/i/ferry_w900.jpg", "https://b.example/ferry_w240.jpg?s=2"),
        ("https://a.example/ferry-300x200.png", "https://a.example/ferry.png"),
        ("https://cache.example/?url=https%3A%2F%2Fa.example%2Fferry.png", "https://a.example/ferry.png"),
    ],
)
def test_a_picture_in_another_size_or_place_is_the_same(one, other):
    assert name_of(picture(one)) == name_of(picture(other))
    assert list(pictures_edited([picture(one)], [picture(other)])) == []


def test_pictures_come_and_go_and_get_other_captions():
    a, b, c = (
        picture("https://a.example/a.jpg", "船"),
        picture("https://a.example/b.jpg"),
        picture("https://a.example/c.jpg"),
    )
    other = picture("https://a.example/a.jpg", "大船")
    assert list(pictures_edited([a, b], [other, c])) == [(a, other), (b, None), (None, c)]
    assert (words_of(a), words_of(b), words_of(None)) == ("船", "https://a.example/b.jpg", "")
    assert list(pictures_edited([a], [picture("https://a.example/zz.jpg", "船")])) == [], (
        "its caption says that it is the same"
    )


def test_english_names_are_known_but_for_a_word_that_begins_a_sentence():
    text = "Police said that Ann Vale of Tingport had left. Ann Vale agreed."
    assert [text[each.start : each.end] for each in names_at(text, (0, len(text)))] == [
        "Ann Vale",
        "Tingport",
        "Ann Vale",
    ]


def test_a_stretch_is_held_by_neighbours_too():
    some = Stretches([(2, 5), (6, 9), (20, 22)])
    assert some.hold((2, 9))
    assert some.hold((6, 10)), "with the line end behind it"
    assert not some.hold((2, 12))
    assert not some.hold((0, 3))
    assert not Stretches([]).hold((0, 1))


def test_a_rate_counts_articles_and_not_changes():
    seen = [Seen("a", ("number", "headline")), Seen("a", ("wording", "notice")), Seen("b", ("typography",))]
    rate = rate_of("x", 10, 5, seen)
    assert (rate.changed, rate.silent, rate.headlines, rate.unread) == (1, 1, 1, 2)
    assert rate.edits == {"number": 1, "headline": 1, "wording": 1, "notice": 1}
