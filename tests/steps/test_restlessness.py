from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.network import LINES

from samarkand.steps.restlessness import LOOKED_BACK, MOST_A_DAY, PATIENCE, State, judge

NOW = datetime(2030, 9, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def state(*, clock: str = "", counter: str = "", related: str = "", lines=LINES, title: str = "码头恢复装卸") -> State:
    """An article with what stands in its midst."""
    extra = [f"现在是 {clock}"] if clock else []
    head = f"{lines[0]}（阅读 {counter}）" if counter else lines[0]
    return State(title, "\n".join([head, *extra, *lines[1:3], *related.split(), *lines[3:]]))


def lived(states, *, confirm: bool = True) -> list[int]:
    """The numbers of the states that are kept, of those that are met one after another an hour apart."""
    kept, at, passing, numbers = [], [], "", []
    for number, each in enumerate(states):
        if kept and each.digest == kept[-1].digest:
            passing = ""
            continue
        judged = judge(each, kept[-LOOKED_BACK:], at, passing, NOW + number * HOUR)
        if judged == "news":
            kept.append(each)
            at.append(NOW + number * HOUR)
            numbers.append(number)
            passing = ""
        else:
            passing = each.digest
    return numbers


@pytest.mark.parametrize(
    "changing",
    [
        lambda n: state(clock=f"9月7日 {n % 24:02}:{n * 7 % 60:02}"),
        lambda n: state(counter=f"{n * 131}"),
        lambda n: state(related=f"第{n}条相关报道 第{n + 1}条相关报道 第{n + 2}条相关报道"),
        lambda n: state(title=f"（{n}）码头恢复装卸"),
        lambda n: state(clock=f"{n}:00", counter=f"{n * n}", related=f"其他{n}"),
    ],
    ids=["a clock", "a counter", "related links", "a counter in the title", "all of it"],
)
def test_what_changes_at_every_visit_makes_four_versions_and_no_more(changing):
    assert lived(changing(number) for number in range(1, 200)) == list(range(PATIENCE + 1))


def test_an_edit_beside_a_clock_is_kept():
    edited = [line.replace("凌晨三点", "凌晨四点") for line in LINES]
    states = [state(clock=f"{n}:00", lines=edited if n >= 50 else LINES) for n in range(100)]
    assert lived(states) == [0, 1, 2, 3, 50]


def test_an_edit_in_the_paragraph_that_holds_a_counter_and_one_right_beside_a_clock_are_kept():
    counted = [
        state(counter=f"{n * 131}", lines=(LINES[0] + ("（更正）" if n >= 9 else ""), *LINES[1:])) for n in range(20)
    ]
    assert lived(counted) == [0, 1, 2, 3, 9]
    added = (LINES[0], *LINES[1:])
    clock = [
        state(clock=f"{n}:00" + ("\n港务局又说，夜航也已恢复，旅客可以在窗口改签。" if n >= 9 else ""), lines=added)
        for n in range(20)
    ]
    assert 9 in lived(clock)


def test_a_figure_that_is_raised_again_and_again_is_kept_each_time_that_it_holds():
    """A toll that rises is no counter: it stands for more than one visit. From the fourth change on it is kept when met twice."""
    tolls = [number // 3 for number in range(30)]
    kept = lived(state(lines=(LINES[0], f"事故已造成{toll}人受伤。", *LINES[2:])) for toll in tolls)
    assert [tolls[number] for number in kept] == list(range(10))


def test_a_text_that_returns_is_kept_as_a_version_each_time():
    a, b = state(), state(title="码头停工")
    assert lived([a, b, a]) == [0, 1, 2]
    assert lived([a, a, b, b, a, a]) == [0, 2, 4]


def test_a_rotation_among_a_few_states_comes_to_an_end():
    few = [state(related=f"广告{number}") for number in range(3)]
    assert len(lived(few[n * n % 3] for n in range(300))) <= 12


@given(st.lists(st.integers(0, 3), max_size=120))
def test_however_a_few_states_follow_each_other_what_is_kept_is_bounded(order):
    assert len(lived(state(related=f"广告{number}") for number in order)) <= 4 + 2 * 4


@given(st.lists(st.sampled_from(["甲", "乙", "丙"]), min_size=1, max_size=40))
def test_a_state_that_is_met_for_good_is_kept_unless_it_was_kept_twice_before(titles):
    states = [state(title=title) for title in titles]
    last = State("丁", states[-1].text)
    kept = lived([*states, last, last, last])
    assert any(number >= len(states) for number in kept)


def test_no_more_versions_a_day_are_kept_than_the_bound_and_the_next_day_goes_on():
    kept_at = [NOW - timedelta(minutes=30 * number) for number in range(MOST_A_DAY)]
    kept = [state(title=f"第{number}稿", lines=LINES[number % 4 :]) for number in range(LOOKED_BACK)]
    new = State("另一篇", "全新的内容")
    assert judge(new, kept, kept_at, "", NOW) == "too many"
    assert judge(new, kept, kept_at, "", NOW + timedelta(days=1)) == "news"


def test_versions_of_a_clock_that_ran_ahead_do_not_count_for_today():
    kept_at = [NOW + timedelta(days=400)] * MOST_A_DAY
    assert judge(state(), [state(title="旧")], kept_at, "", NOW) == "news"


def test_texts_of_hundreds_of_thousands_of_lines_are_judged_as_a_whole():
    many = ["行"] * 200_000
    kept = [State("题", "\n".join([*many, str(number)])) for number in range(4)]
    assert judge(State("题", "\n".join([*many, "9999"])), kept, [], "", NOW) == "restless"
