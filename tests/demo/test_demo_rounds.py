from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.demo.nouns import Edit, Moment, PressArticle, World
from samarkand.demo.rounds import Clock, stand, state

ARTICLE = PressArticle("haibao", "a", 1, "旧题", "甲乙丙", -3, time(9, 0))


def test_a_silent_edit_holds_from_its_round_on():
    article = replace(ARTICLE, edits=(Edit(2, replace=(("乙", "丁"),)), Edit(3, title="新题", append="更正")))
    stands = [stand(article, round_) for round_ in (1, 2, 3, 4)]
    assert [(each.title, each.text) for each in stands] == [
        ("旧题", "甲乙丙"),
        ("旧题", "甲丁丙"),
        ("新题", "甲丁丙\n\n更正"),
        ("新题", "甲丁丙\n\n更正"),
    ]
    assert [each.changed_in for each in stands] == [None, 2, 3, 3]


def test_a_page_that_was_withdrawn_may_come_back():
    article = replace(ARTICLE, edits=(Edit(2, gone=True), Edit(3, replace=(("乙", "丁"),)), Edit(4, gone=False)))
    assert [stand(article, round_).is_gone for round_ in (1, 2, 3, 4)] == [False, True, True, False]


@pytest.mark.parametrize("old", ["戊", "甲"])
def test_an_edit_that_does_not_find_its_text_once_is_an_error(old):
    article = replace(ARTICLE, text="甲乙甲", edits=(Edit(2, replace=((old, "丁"),)),))
    with pytest.raises(ValueError, match="not once"):
        stand(article, 2)


def test_an_article_is_out_in_the_first_round_after_its_time_or_in_the_round_it_names(world: World, now: datetime):
    small = replace(
        world,
        articles=(
            replace(ARTICLE, slug="early", day=-9),
            replace(ARTICLE, slug="late-item", day=-9, round=3),
            replace(ARTICLE, slug="new", day=-1, time=time(1, 0)),
        ),
    )
    out = {round_: [each.article.slug for each in state(small, round_, Clock(now))] for round_ in (1, 2, 3, 4)}
    assert out == {1: ["early"], 2: ["early"], 3: ["new", "late-item", "early"], 4: ["new", "late-item", "early"]}


@given(st.integers(946_684_800, 2_840_140_800))
def test_the_last_round_lies_in_the_past_and_is_less_than_a_day_old(seconds):
    now = datetime.fromtimestamp(seconds, UTC)
    last = Clock(now).instant(Moment(0, time(12, 0)))
    assert timedelta(0) <= now - last < timedelta(days=1)


def test_a_moment_is_told_in_the_zone_of_its_outlet():
    clock = Clock(datetime(2031, 3, 5, 19, 30, tzinfo=UTC))
    assert clock.last_day == date(2031, 3, 5)
    assert clock.instant(Moment(-1, time(7, 0)), "Asia/Taipei") == datetime(2031, 3, 3, 23, 0, tzinfo=UTC)
