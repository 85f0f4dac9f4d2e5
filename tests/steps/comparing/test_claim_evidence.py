"""What is measured of two statements: speakers, numbers and times for and against it."""

from __future__ import annotations

from twins.told import KNOWN, NAMES, Said, article

from samarkand.steps.comparing.evidence import (
    LEAST,
    MEASURES,
    MENTIONS,
    MOST,
    Within,
    likeness,
    measure,
    ordered,
    shown_of,
    weigh,
)
from samarkand.steps.comparing.speakers import Speakers


def measured(one: Said, two: Said, languages: tuple[str, str] = ("zh-Hans", "zh-Hans")) -> dict[str, float]:
    articles = [article("hill", [one], language=languages[0]), article("bay", [two], language=languages[1])]
    speakers = Speakers(articles, NAMES)
    first, second = shown_of(articles, speakers, KNOWN)
    there, back = measure(first, second, 0.5, speakers), measure(second, first, 0.5, speakers)
    assert there == back
    return dict(zip(MEASURES, there, strict=True))


def test_the_same_speaker_in_two_spellings_speaks_for_it():
    found = measured(Said("莫尔塔诺", "停航"), Said("莫塔诺", "开航"))
    assert (found["speaker"], found["other_speaker"]) == (1, 0)


def test_another_speaker_speaks_against_it_and_nobody_says_nothing():
    assert measured(Said("莫尔塔诺", "停航"), Said("克拉瓦", "停航"))["other_speaker"] == 1
    found = measured(Said("", "停航", ""), Said("克拉瓦", "停航"))
    assert (found["speaker"], found["other_speaker"]) == (0, 0)


def test_numbers_meet_in_all_spellings():
    found = measured(Said("莫尔塔诺", "五万人上街"), Said("Moltano", "50,000 people marched"), ("zh-Hans", "en"))
    assert found["numbers"] > 0
    assert found["other_numbers"] == 0


def test_numbers_of_one_unit_that_do_not_meet_speak_against_it():
    assert measured(Said("莫尔塔诺", "两万人上街"), Said("莫尔塔诺", "五万人上街"))["other_numbers"] == 1
    assert measured(Said("莫尔塔诺", "两万人上街"), Said("莫尔塔诺", "停航5天"))["other_numbers"] == 0


def test_times_meet_are_near_or_are_others():
    told = {"same_time": "9月9日停航", "near_time": "下周停航", "other_time": "9月20日停航"}
    for name, text in told.items():
        found = measured(Said("莫尔塔诺", "星期一（9月9日）停航"), Said("莫尔塔诺", text))
        assert [each for each in told if found[each]] == [name]
    found = measured(Said("莫尔塔诺", "停航"), Said("莫尔塔诺", "9月9日停航"))
    assert not any(found[each] for each in told)


def test_numbers_and_times_are_those_inside_of_the_statement():
    words = article("hill", ["9月1日有20人。", Said("莫尔塔诺", "9月9日停航"), "30人"])
    (shown,) = shown_of([words], Speakers([words], NAMES), KNOWN)
    assert [each.text for each in shown.dates] == ["9月9日"]
    assert shown.numbers == ()


def test_log_odds_are_a_weighted_sum_and_likeness_lies_between_0_and_1():
    weights = ordered({"start": -1.0, "wording": 2.0, "speaker": 3.0})
    assert weigh((0.5, 9, 1, *[0] * 6), weights) == 3
    assert [likeness(score) for score in (LEAST - 1, LEAST, (LEAST + MOST) / 2, MOST, MOST + 1)] == [0, 0, 0.5, 1, 1]


def test_of_one_stretch_so_many_mentions_are_looked_at():
    words = article("hill", ["".join(f"{number}人，" for number in range(11, 11 + 2 * MENTIONS))])
    within = Within(words.annotations.numbers)
    assert len(within.of(0, len(words.text))) == MENTIONS
    assert within.of(0, 0) == ()
