"""What goes into a sketch comes out of the columns, however many are laid end to end."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain, product
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.stories import Features, Weights
from samarkand.steps.relating.sketches import (
    COMMON,
    NAMES,
    TELLING,
    Part,
    Sketches,
    common_words,
    keys_of,
    sketch_of,
    spoken_abroad,
)
from samarkand.steps.relating.sketches import checksums as sums_of
from samarkand.times import to_ms

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def shown(article: str = "a", words: str = "", **more) -> Features:
    """An article of these one-character terms."""
    told = {"outlet": "port", "language": "zh-Hans", "published_at": NOON, "genre": "report", "length": 900}
    told |= {"terms": dict.fromkeys(words, 0.5), "headline": {}, "pairs": frozenset()}
    return Features(article, **(told | more))


weights = st.dictionaries(st.text(max_size=3), st.integers(0, 30_000).map(lambda number: number / 10_000), max_size=6)
some_features = st.builds(
    Features,
    article=st.text(max_size=3),
    outlet=st.sampled_from(["port", "hill"]),
    language=st.sampled_from(["zh-Hans", "zh-Hant", "en", "und"]),
    published_at=st.datetimes(datetime(1890, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    genre=st.sampled_from(["report", "digest", "live"]),
    length=st.integers(0, 10**12),
    terms=weights,
    headline=weights,
    pairs=st.frozensets(st.text(max_size=2), max_size=5),
    numbers=st.frozensets(st.sampled_from(["15", "31", "2.5%"])),
    days=st.frozensets(st.dates(), max_size=4),
    shingles=st.frozensets(st.integers(0, 2**32 - 1), max_size=12),
)


def checksums(texts) -> list[int]:
    return sorted(crc32(text.encode("utf-8", "surrogatepass")) for text in texts)


def sketched_plainly(shown: Features, common: frozenset[str]) -> bytes:
    """List by list, and number by number."""

    def weighed(weights) -> tuple[list[int], list[int]]:
        pairs = sorted((checksums([term])[0], round(weight * 10_000)) for term, weight in weights.items())
        return [number for number, _ in pairs], [weight for _, weight in pairs]

    keys = keys_of(shown) - common
    lists = (
        *weighed({**dict.fromkeys(shown.headline, 0.0), **shown.terms}),
        *weighed(shown.headline),
        checksums(shown.pairs),
        checksums(shown.numbers),
        sorted(map(date.toordinal, shown.days)),
        sorted(shown.shingles)[:8],
        sorted(shown.shingles),
        [*checksums(keys & shown.headline.keys()), *checksums(keys - shown.headline.keys())],
        checksums(spoken_abroad(shown)),
    )
    at = to_ms(shown.published_at)
    told = (
        at & 0xFFFF_FFFF,
        at >> 32 & 0xFFFF_FFFF,
        *(checksums([each])[0] for each in (shown.outlet, shown.language[:2])),
    )
    counts = (int(shown.genre == "report"), min(shown.length, 2**32 - 1), len(keys & shown.headline.keys()))
    return array("I", chain(told, counts, map(len, lists), *lists)).tobytes()


@given(some_features, st.frozensets(st.text(max_size=3)))
def test_a_sketch_is_its_lists_one_after_the_other(each, common):
    if each.language == "und":
        each = replace(each, language="zh")
    for some in (common, common | each.headline.keys(), frozenset()):
        assert sketch_of(each, some) == sketched_plainly(each, some)


@given(st.lists(st.text(st.characters() | st.sampled_from("\n\ud800"), max_size=4)))
def test_texts_have_the_checksums_of_each_alone(texts):
    assert sums_of(texts) == [crc32(text.encode("utf-8", "surrogatepass")) for text in texts]


@given(st.lists(some_features, max_size=5), st.integers(0, 5))
def test_what_was_taken_in_stands_at_its_place_however_many_came_at_once(some, first):
    held = Sketches([sketch_of(each) for each in some[:first]])
    if some[first:]:
        held.add([sketch_of(each) for each in some[first:]])
    assert len(held) == len(some)
    for place, each in enumerate(some):
        assert held.at[place] == to_ms(each.published_at)
        assert held.is_report[place] == (each.genre == "report")
        assert held.length[place] == min(each.length, 2**32 - 1)
        assert held.title[place] == round(sum(each.headline.values()) * 10_000)
        assert sorted(held.part(Part.WORDS, place).tolist()) == checksums({*each.terms, *each.headline})
        assert sorted(held.part(Part.PAIRS, place).tolist()) == checksums(each.pairs)
        assert sorted(held.part(Part.DAYS, place).tolist()) == sorted(map(date.toordinal, each.days))
        assert held.part(Part.SHINGLES, place).tolist() == sorted(each.shingles)
        assert sorted(held.part(Part.KEYS, place).tolist()) == checksums(keys_of(each))
        assert sorted(held.part(Part.KEYS, place)[: held.title_keys[place]].tolist()) == checksums(each.headline)
        assert sorted(held.part(Part.ABROAD, place).tolist()) == checksums(spoken_abroad(each))
    assert list(held.taken_out(range(len(some)))) == [sketch_of(each) for each in some]


@given(st.lists(some_features, min_size=1, max_size=5), st.sampled_from(Part))
def test_lists_of_many_are_those_of_each_one_after_the_other(some, part):
    held = Sketches([sketch_of(each) for each in some])
    places = np.arange(len(some))[::-1]
    numbers, owners = held.parts(part, places)
    assert numbers.tolist() == [number for place in places for number in held.part(part, place).tolist()]
    assert Counter(owners.tolist()) == Counter({n: len(held.part(part, place)) for n, place in enumerate(places)})
    assert held.sizes(part, places).tolist() == [len(held.part(part, place)) for place in places]


@given(st.lists(some_features, min_size=1, max_size=4))
def test_what_two_have_in_common_is_what_stands_in_both_lists(some):
    held = Sketches([sketch_of(each) for each in some])
    pairs = list(product(range(len(some)), repeat=2))
    ones, others = np.array(pairs).T
    found, own, its = held.matches(Part.TITLE, ones, others, Part.WORDS)
    assert held.numbers(Part.TITLE, ones[found], own).tolist() == held.numbers(Part.WORDS, others[found], its).tolist()
    for number, (one, two) in enumerate(pairs):
        common = set(checksums(some[one].headline)) & set(checksums({*some[two].terms, *some[two].headline}))
        assert (found == number).sum() == len(common)


def test_an_article_is_found_by_its_most_telling_terms_its_names_and_its_title():
    words = [chr(0x4E00 + number) for number in range(TELLING + 9)]
    names = [f"@{number}" for number in range(NAMES + 2)]
    article = shown("a", terms=dict.fromkeys([*words, *names], 0.1), headline={"早市": 1.0}, numbers=frozenset({"31"}))
    assert keys_of(article) == {*words[:TELLING], *names[:NAMES], "早市", "31"}


@pytest.mark.parametrize(("often", "expected"), [(COMMON, frozenset({"甲"})), (COMMON / 2, frozenset())])
def test_words_of_too_many_articles_are_common(often, expected):
    assert common_words(Weights({"甲": often}, {}, {}, 0.5, {}, 0.5)) == expected


def test_common_words_are_among_the_words_and_find_nothing():
    held = Sketches([sketch_of(shown("a", "甲乙", headline={"甲": 1.0}), frozenset("甲"))])
    assert len(held.part(Part.WORDS, 0)) == 2
    assert held.part(Part.KEYS, 0).tolist() == checksums("乙")
    assert held.title_keys[0] == 0
