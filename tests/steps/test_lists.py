from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.answers import Health
from samarkand.model.articles import Article, Version
from samarkand.steps.lists import MARK, escaped, front_list, link_to, outlet_list

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)


def article(
    title: str = "码头恢复装卸", record: str = "records/port/2030/09/07/x_1.md", versions: int = 1, at=AT
) -> Article:
    latest = Version("1", versions, "port", "https://port.example/a", title, record, "0" * 64, at)
    return Article("1", "port", "https://port.example/a", versions, at, latest)


def health(outlet="port", name="港口日报", articles=1, state="fine") -> Health:
    return Health(outlet, name, state, articles, articles, AT, AT, None, None, 0, "")


@pytest.mark.parametrize(
    "title",
    [
        "](javascript:alert(1))",
        "![x](http://t.example/p.gif)",
        "<script>alert(1)</script>",
        "# 标题",
        "| 表 | 格",
        "`code`",
        "&lt;b&gt;",
        "~~删~~",
        "1. 一",
    ],
)
def test_nothing_in_a_title_is_markup(title):
    text = escaped(title)
    for mark in "[]()<>`|*_#!~":
        assert mark not in text.replace(f"\\{mark}", "")


@given(st.text(max_size=80))
def test_a_title_is_one_line_that_can_be_written(title):
    text = escaped(title)
    assert "\n" not in text
    assert "\r" not in text
    text.encode()


def test_marks_of_direction_and_control_characters_are_left_out():
    assert escaped("前\u202e后\x00\x1b[2J\u2067") == "前 后 \\[2J"


def test_a_link_is_relative_and_escaped():
    assert link_to("records/o/问？ 100%_(1).md") == "records/o/%E9%97%AE%EF%BC%9F%20100%25_%281%29.md"
    assert link_to("records/x.md", up=1) == "../records/x.md"


def test_the_list_of_an_outlet_goes_by_years_and_links_from_its_folder():
    older = article("旧闻", "records/port/2029/01/01/y_2.md", 3, datetime(2029, 1, 1, tzinfo=UTC))
    text = outlet_list("港口日报", [article(), older], 2)
    assert text.startswith(f"{MARK}\n# 港口日报\n\n2 articles.\n")
    assert "## 2030\n\n- 2030-09-07 [码头恢复装卸](../records/port/2030/09/07/x_1.md)" in text
    assert "## 2029\n\n- 2029-01-01 [旧闻](../records/port/2029/01/01/y_2.md) (3 versions)" in text
    assert text.endswith("\n")
    assert "older" not in text


def test_a_list_that_was_cut_says_where_the_rest_lies():
    assert "9 older ones lie in the folder `records/port/`" in outlet_list("港口日报", [article()], 10)


def test_the_front_list_shows_outlets_by_their_size_and_names_the_silent():
    states = [health(), health("big", "大报", 7, "silent"), health("dead", "停刊", 0, "failing")]
    text = front_list("档案", states, [article()], {"port": "港口日报"})
    rows = [line for line in text.split("\n") if line.startswith("| ")][2:]
    assert rows == [
        "| [大报](lists/big.md) | 7 | 2030-09-07 (silent) |",
        "| [港口日报](lists/port.md) | 1 | 2030-09-07 |",
        "| 停刊 | 0 | 2030-09-07 (silent) |",
    ]
    assert "- 2030-09-07 港口日报: [码头恢复装卸](records/port/2030/09/07/x_1.md)" in text


def test_a_title_of_which_nothing_is_left_can_still_be_clicked():
    assert "[untitled](" in outlet_list("x", [article("\u200e\n")], 1)
