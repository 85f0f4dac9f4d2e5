"""Places where something is told are gathered by what is told there, in one order."""

from __future__ import annotations

from twins.told import article

from samarkand.steps.comparing.telling import Texts, by_value

HILL = article("hill", ["一早停航。码头空了。"])
BAY = article("bay", ["下午开航。"], hours=1, voice="hill")
CAPE = article("cape", ["晚上开航。"], hours=2)
TEXTS = Texts([HILL, BAY, CAPE])


def test_a_telling_has_its_words_and_their_sentence():
    told = TEXTS.telling(HILL, 7, 9)
    assert (told.outlet, told.voice, told.text) == ("hill", "hill", "空了")
    assert (told.sentence.start, told.sentence.end) == (5, 10)


def test_the_ways_in_which_something_is_told_are_ordered_by_voices_and_then_by_time():
    places = [("开", BAY), ("停", HILL), ("开", CAPE), ("空", HILL)]
    variants = TEXTS.variants(by_value((value, TEXTS.telling(each, 2, 4)) for value, each in places))
    assert [(each.value, each.outlets, each.voices) for each in variants] == [
        ("开", ("bay", "cape"), 2),
        ("停", ("hill",), 1),
        ("空", ("hill",), 1),
    ]


def test_what_is_told_twice_at_one_place_is_told_once():
    once = TEXTS.telling(CAPE, 0, 2)
    assert TEXTS.in_order([once, TEXTS.telling(HILL, 0, 2), once]) == (TEXTS.telling(HILL, 0, 2), once)


def test_outlets_of_one_voice_count_once():
    (variant,) = TEXTS.variants({"航": [TEXTS.telling(each, 2, 4) for each in (HILL, BAY)]})
    assert (variant.outlets, variant.voices) == (("bay", "hill"), 1)
