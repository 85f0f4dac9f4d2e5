"""All times that are told stand in one line, past and coming, each with who tells it and where."""

from __future__ import annotations

from twins.told import KNOWN, article, cut

from samarkand.steps.comparing import compare

HILL = article("hill", ["2019年建港。星期五（9月6日）停航，9月15日至16日开会。"])
BAY = article("bay", ["昨天停航。会议定于9月15日至16日举行，11月再开。"], hours=1)


def test_times_are_in_order_with_their_grain_and_who_tells_them():
    found = compare([HILL, BAY], KNOWN).timeline
    assert [(each.value, each.grain, each.is_coming, each.outlets) for each in found] == [
        ("2019", "year", False, ("hill",)),
        ("2030-09-06", "day", False, ("bay", "hill")),
        ("2030-09-15/2030-09-16", "interval", True, ("bay", "hill")),
        ("2030-11", "month", True, ("bay",)),
    ]


def test_each_telling_points_at_its_words_and_their_sentence():
    moment = compare([HILL, BAY], KNOWN).timeline[1]
    assert [each.text for each in moment.told] == ["星期五（9月6日）", "昨天"]
    for told in moment.told:
        assert cut([HILL, BAY], told.at.article, told.at.start, told.at.end) == told.text
    last = moment.told[-1].sentence
    assert cut([HILL, BAY], last.article, last.start, last.end) == "昨天停航。"


def test_a_day_is_no_longer_coming_once_an_article_of_that_day_tells_it():
    later = article("cape", ["9月15日至16日的会议开始。"], hours=24 * 8)
    assert [each.is_coming for each in compare([HILL, later], KNOWN).timeline] == [False, False, False]


def test_times_of_day_stand_under_their_day_with_who_tells_them():
    hill = article("hill", ["9月6日下午1时27分地震。13时40分再震，凌晨雨停。9月下午多雨。"])
    bay = article("bay", ["昨天13:27地震。下午2点多船沉。"], hours=1)
    cape = article("cape", ["On September 6 at 2 p.m. a ship sank."], hours=2, language="en")
    moments = compare([hill, bay, cape], KNOWN).timeline
    assert [(each.value, bool(each.hours)) for each in moments] == [("2030-09", False), ("2030-09-06", True)]
    assert [(each.time, each.outlets) for each in moments[1].hours] == [
        ("00:00/06:00", ("hill",)),
        ("13:27", ("bay", "hill")),
        ("13:40", ("hill",)),
        ("14:00", ("cape",)),
        ("14:00/15:00", ("bay",)),
    ]
    for hour in moments[1].hours:
        for told in hour.told:
            assert cut([hill, bay, cape], told.at.article, told.at.start, told.at.end) == told.text


def test_a_time_of_day_without_a_day_stands_nowhere():
    assert compare([article("hill", ["下午1时地震。"]), BAY], KNOWN).timeline[0].hours == ()
