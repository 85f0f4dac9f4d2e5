"""What was read of versions just now."""

from __future__ import annotations

from samarkand.model.articles import Reading
from samarkand.pipeline import recent


def reading(text: str) -> Reading:
    return Reading(text=text, published=None, authors=(), language="zh-Hans", pictures=(), title="题")


def test_what_was_read_is_to_be_had_once():
    kept = recent.Recent()
    kept.remember("a", 1, reading("一"))
    assert kept.take("a", 1) == ("题", "一")
    assert kept.take("a", 1) is None


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(recent, "LARGEST", 5)
    kept = recent.Recent()
    for number in range(1, 9):
        kept.remember("a", number, reading("三个字"))
    assert kept.is_full()
    assert [number for number in range(1, 9) if kept.take("a", number)] == [1, 2]
    assert not kept.is_full()
