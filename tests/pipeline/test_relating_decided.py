"""What a person decided of stories stands, whatever comes later and however often they are made anew."""

from __future__ import annotations

import pytest
from pipeline.told_events import (
    EVENTS,
    REPORTS,
    bring,
    decide,
    events,
    everything,
    in_story_of,
    place,
    place_until_stopped,
)

from samarkand.pipeline.relating import relate_anew


@pytest.fixture
def parts(world):
    return world()


def test_what_a_person_decided_wins_and_survives_what_comes_later_and_a_rebuild(parts):
    bring(parts, REPORTS[:8])
    place(parts)
    decide(parts, "merge", "盐桥镇跨江", "盐桥镇垮塌")
    decide(parts, "split", "柳湾市市长", "柳灣市長")
    decide(parts, "move", "盐桥镇跨江", "云岭药厂召回")
    bring(parts, REPORTS[8:])
    place(parts)
    bridge = {each["title"] for each in REPORTS if each["event"].startswith("bridge")}
    for _ in range(2):
        assert in_story_of(parts, "盐桥镇跨江") >= bridge | {"云岭药厂召回四万支流感疫苗"}
        assert in_story_of(parts, "柳灣市長") == {"柳灣市長賀蘭舟請辭 副市長章若谷代理"}
        assert in_story_of(parts, "柳湾市市长") == {"柳湾市市长贺兰舟宣布辞职", "柳湾市长贺兰舟辞职 称与土地案无关"}
        before = everything(parts)
        list(relate_anew(parts))
        assert everything(parts) == before


def test_who_stays_behind_when_others_leave_stays_together(parts):
    bring(parts)
    place(parts)
    decide(parts, "split", "鹽橋鎮大橋垮塌", "鹽橋鎮大橋垮塌")
    assert in_story_of(parts, "盐桥镇跨江") == {"盐桥镇跨江大桥垮塌 三辆货车坠江", "盐桥镇大桥清晨垮塌致两人失踪"}
    decide(parts, "move", "青禾队", "柳灣市長")
    assert in_story_of(parts, "柳湾市市长") == {"柳湾市市长贺兰舟宣布辞职", "柳湾市长贺兰舟辞职 称与土地案无关"}
    before = everything(parts)
    list(relate_anew(parts))
    assert everything(parts) == before


def test_a_later_decision_wins_over_an_earlier_one(parts):
    bring(parts)
    place(parts)
    decide(parts, "merge", "青禾队", "盲人琴师")
    decide(parts, "split", "青禾队", "盲人琴师")
    assert events(parts) == EVENTS
    decide(parts, "split", "柳湾市市长", "柳灣市長")
    decide(parts, "merge", "柳湾市市长", "柳灣市長")
    assert events(parts) == EVENTS
    list(relate_anew(parts))
    assert events(parts) == EVENTS


def test_what_is_pinned_stays_when_its_text_says_something_else_later(parts):
    bring(parts)
    place(parts)
    decide(parts, "pin", "柳湾市市长", "柳湾市长贺兰舟辞职")
    changed = REPORTS[5] | {"title": "旧粮仓明天开市", "text": "城西旧粮仓的早市明天开张，摊位三百个。"}
    bring(parts, [changed])
    place(parts)
    assert "旧粮仓明天开市" in in_story_of(parts, "柳湾市市长")
    list(relate_anew(parts))
    assert "旧粮仓明天开市" in in_story_of(parts, "柳湾市市长")


def test_decisions_count_the_same_whether_they_are_placed_with_the_articles_or_after_them(world):
    after, together = world(), world()
    for each in (after, together):
        bring(each)
        place(each)
        decide(each, "merge", "青禾队", "盲人琴师")
        decide(each, "split", "盐桥镇跨江", "盐桥镇大桥")
    list(relate_anew(together))
    assert everything(after) == everything(together)


def test_a_stop_between_articles_and_decisions_leaves_each_decision_once(world):
    stopped = world()
    bring(stopped)
    place(stopped)
    decide(stopped, "merge", "青禾队", "盲人琴师")
    told = everything(stopped), stopped.stories.corrections()
    for pieces in range(4):
        place_until_stopped(stopped, pieces)
        place(stopped)
        assert (everything(stopped), stopped.stories.corrections()) == told
