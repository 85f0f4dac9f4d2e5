"""One version answers a query exactly where somebody who reads it finds what is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.reader import Reader

from samarkand.model.search import (
    All,
    Any,
    Changed,
    Language,
    Not,
    Old,
    Outlets,
    Published,
    Query,
    SearchDocument,
    Versions,
    Words,
)
from samarkand.steps.matching import Read, Wanted, told_alternatives

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)


def document(title="渡輪復航", text="市長林舟說，碼頭已經重建。", version=1, versions=1):
    return SearchDocument("a", version, "gangwan", "zh-Hant", AT, title, text, versions)


def answers(root, read=None, also=None):
    return Read(read or document()).answers(Query(root), also or {})


@pytest.mark.parametrize(
    ("root", "is_found"),
    [
        (Words("码头已经"), True),
        (Words("復航市長"), False),
        (Versions(frozenset({("a", 1)})), True),
        (Versions(frozenset({("a", 2), ("b", 1)})), False),
        (Words("码头", "title"), False),
        (Outlets("gangwan"), True),
        (Language("zh"), True),
        (Language("zh-Hans"), False),
        (Published(date(2030, 9, 7), date(2030, 9, 8)), True),
        (Published(None, date(2030, 9, 7)), False),
        (Changed(), False),
        (Not(Words("码头")), False),
        (Any((Words("飞机"), Words("渡轮"))), True),
        (All((Words("飞机"), Words("渡轮"))), False),
        (Old(), False),
    ],
)
def test_each_part_of_a_query_is_judged_by_reading(root, is_found):
    assert answers(root) is is_found


@pytest.mark.parametrize(("name", "is_found"), [("林舟", True), ("市長林舟", False), ("舟", True), ("Odel", False)])
def test_who_is_quoted_is_asked_token_by_token_of_the_names_that_were_given(name, is_found):
    read = Read(document(), ["林舟", "Ivo Odell"])
    assert read.answers(Query(Words(name, "speaker")), {}) is is_found
    assert not Read(document()).answers(Query(Words(name, "speaker")), {})


def test_another_spelling_is_found_where_it_was_asked_for():
    words = Words("轮渡")
    assert not answers(words)
    assert answers(words, also={words: ("渡轮",)})


def test_an_older_version_answers_only_those_that_ask_for_old_ones():
    old = document(version=1, versions=2)
    assert not answers(Words("渡轮"), old)
    assert answers(All((Words("渡轮"), Old())), old)


TEXTS = st.text("渡輪轮复復航a1 ，\n说", max_size=12)
LEAVES = st.one_of(
    st.builds(Words, TEXTS.filter(lambda text: text.strip(" ，\n")), st.sampled_from(["text", "title"])),
    st.builds(Versions, st.frozensets(st.tuples(st.just("a"), st.integers(1, 2)))),
    st.sampled_from([Outlets("gangwan"), Outlets("x"), Language("zh"), Language("en"), Changed(), Old()]),
    st.builds(Published, st.sampled_from([None, date(2030, 9, 7), date(2030, 9, 8)]), st.none()),
)
ROOTS = st.recursive(
    LEAVES,
    lambda nodes: st.one_of(
        st.builds(All, st.lists(nodes, min_size=1, max_size=3).map(tuple)),
        st.builds(Any, st.lists(nodes, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, nodes),
    ),
    max_leaves=5,
)


@given(ROOTS, TEXTS, TEXTS, st.integers(1, 2), TEXTS)
def test_it_agrees_with_the_reader_who_looks_through_every_text(root, title, text, version, other):
    read = document(title, text, version, 2)
    also = {root: (other,)} if isinstance(root, Words) else {}
    assert answers(root, read, also) is bool(Reader([read]).find(Query(root), also))


def test_what_is_to_be_marked_is_what_is_wanted_and_not_what_is_excluded():
    words = Words("川普", "text")
    root = All((words, Not(Words("晚报")), Any((Words("首相", "title"), Words("林舟", "speaker")))))
    wanted = Wanted.of(Query(root), {words: ("Trump",)})
    assert wanted.title == (("川", "普"), ("trump",), ("首", "相"))
    assert wanted.text == (("川", "普"), ("trump",), ("林", "舟"))


def test_other_spellings_are_told_once_of_what_is_wanted():
    words, title, other = Words("川普"), Words("川普", "title"), Words("晚报")
    root = All((words, title, Not(other)))
    told = told_alternatives(Query(root), {words: ("Trump",), title: ("Trump",), other: ("晚報",)})
    assert [(each.typed, each.also) for each in told] == [("川普", ("Trump",))]
