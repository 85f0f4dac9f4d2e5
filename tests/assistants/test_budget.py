"""Answers hold no more than was said, whatever the items; and what is left comes behind the cursor, once."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from samarkand.assistants.budget import BUDGET, answer
from samarkand.web.api.cursors import Cursors, asked_for

CURSORS = Cursors(b"k" * 32)
ASKED = ("tool", {"of": "something"})
WORDS = st.text(max_size=200).map(lambda text: text * 40)


def pages(items):
    """All answers to one question."""
    start = 0
    while True:
        told = answer(CURSORS, ASKED, ((item, [number + 1]) for number, item in list(enumerate(items))[start:]))
        yield told
        cursor = json.loads(told)["next"]
        if cursor is None:
            return
        start = CURSORS.read(asked_for(*ASKED), cursor)[0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fixed_dictionaries({"words": WORDS}), max_size=12))
def test_every_item_comes_once_and_no_answer_is_larger_than_was_said(items):
    answers = list(pages(items))
    assert all(len(told) <= BUDGET for told in answers)
    shown = [item for told in answers for item in json.loads(told)["items"]]
    whole = [json.loads(json.dumps(item).encode("utf-8", "replace")) for item in items]
    assert len(shown) == len(items)
    assert [item for item in shown if "left_out" not in item] == [
        item for item, told in zip(whole, shown, strict=True) if "left_out" not in told
    ]


def test_an_item_that_is_larger_than_an_answer_is_left_out_and_it_is_said():
    small = {"words": "a"}
    told = [item for page in pages([small, {"words": "b" * BUDGET}, small]) for item in json.loads(page)["items"]]
    assert [sorted(item) for item in told] == [["words"], ["characters", "left_out"], ["words"]]
