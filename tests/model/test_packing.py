"""What an article shows, as few bytes and back without any loss."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model import packing
from samarkand.model.stories import Features, Member, Packed

texts = st.text(max_size=6)
weights = st.dictionaries(texts, st.floats(allow_nan=False) | st.floats(width=32, allow_nan=False), max_size=8)
anything = st.builds(
    Features,
    article=texts,
    outlet=texts,
    language=texts,
    published_at=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(
        lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
    ),
    genre=st.sampled_from(["report", "live"]),
    length=st.integers(0, 10**7),
    terms=weights,
    headline=weights,
    pairs=st.frozensets(texts),
    numbers=st.frozensets(texts),
    days=st.frozensets(st.dates()),
    shingles=st.frozensets(st.integers(0, 2**32 - 1) | st.integers(-(2**63), 2**63 - 1), max_size=8)
    | st.frozensets(st.integers(0, 2**64 - 1), max_size=8),
    agency=texts,
    order=st.integers(0, 2**40),
)


@given(anything)
def test_packed_features_are_the_same_when_they_are_opened(made):
    opened = packing.unpack(packing.pack(made))
    assert opened == made
    member = Member(made.article, made.outlet, made.published_at, made.agency, made.order)
    assert packing.packed(made) == Packed(member, packing.pack(made))
    assert [*opened.terms, *opened.headline] == [*made.terms, *made.headline], "sums depend on the order of their terms"


def test_the_features_of_a_long_report_take_less_than_a_kilobyte_and_a_half():
    chance = random.Random(20301122)
    words = ["".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(2)) for _ in range(50)]
    made = Features(
        "0123456789abcdef",
        "port",
        "zh-Hans",
        datetime(2030, 9, 7, 12, tzinfo=UTC),
        "report",
        900,
        terms={word: chance.random() for word in words},
        headline={word: chance.random() for word in words[:10]},
        pairs=frozenset(words[10:30]),
        shingles=frozenset(chance.getrandbits(32) for _ in range(64)),
    )
    assert len(packing.pack(made)) < 1500
