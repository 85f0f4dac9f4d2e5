"""Characters of the plain text are found where they stand in the markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.markup import parse_body
from samarkand.text.placing import placed
from samarkand.text.plain import plain_text

PIECES = st.sampled_from(
    [
        "甲",
        "乙 丙",
        " ",
        "\n",
        "\u3000",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "<script>x</script>",
        "<td>",
        "&amp;",
        "<!--c-->",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_text_is_the_plain_text_and_each_stretch_stands_where_it_says(html):
    found = placed(parse_body(html))
    assert found.text == plain_text(html)
    for each in found.stretches:
        words = each.node.data[each.begin : each.end]
        assert words
        assert found.text[each.start : each.start + len(words)] == words


@pytest.mark.parametrize(
    ("html", "start", "end", "expected"),
    [
        ("<p>甲乙丙</p>", 1, 2, ["乙"]),
        ("<p>甲<b>乙丙</b>丁</p>", 0, 3, ["甲", "乙丙"]),
        ("<p>甲\n  乙</p><p>丙</p>", 0, 5, ["甲\n  乙", "丙"]),
        ("<p>甲</p>", 1, 9, []),
    ],
)
def test_a_span_is_told_as_a_part_of_each_node_that_holds_some_of_it(html, start, end, expected):
    found = placed(parse_body(html))
    assert [node.data[begin:stop] for node, begin, stop in found.within(start, end)] == expected


def test_what_utf_8_cannot_hold_counts_one_character():
    found = placed(parse_body("<p>甲\ud800乙</p>"))
    assert (found.text, found.within(2, 3)[0][1:]) == ("甲\ufffd乙", (2, 3))
