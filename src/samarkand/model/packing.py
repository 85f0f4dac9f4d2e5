"""Features as few bytes that open fast, and back without any loss: scores must not depend on what came from the disk.

A line of JSON with what is told once, numbers in as few bytes as hold them exactly, and all texts in one; with a checksum.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from sys import intern

import numpy as np

from samarkand.model.stories import Features, Member, Packed
from samarkand.times import from_ms, to_ms

_LEVEL = 0
"""Nothing is deflated, which would save a quarter of the bytes and take a third of the time; zlib's checksum tells of damage."""
_EXACT = 10_000
"""Weights that have four decimals, and are not too large, are kept as so many times themselves."""
_LINE = json.JSONEncoder(separators=(",", ":")).encode
_SKETCHES = ("I", "q", "Q")
"""Kinds of numbers as `struct` names them, the shortest first."""


def packed(features: Features) -> Packed:
    """What stories have to know of an article, and all that it shows as bytes. Costs 0.1 ms."""
    member = Member(features.article, features.outlet, features.published_at, features.agency, features.order)
    return Packed(member, pack(features))


def pack(features: Features) -> bytes:
    """The bytes. Terms keep their order, because sums of weights depend on it in their last bits."""
    lists = list(features.terms), list(features.headline), sorted(features.pairs), sorted(features.numbers)
    texts = [text for some in lists for text in some]
    weight_kind, weights = _packed_weights([*features.terms.values(), *features.headline.values()])
    sketch_kind, sketch = _packed_sketch(sorted(features.shingles))
    everything = "".join(texts)
    sign = next(sign for sign in map(chr, range(9, 0x3000)) if sign not in everything)  # of 12,000, one is not in it
    told = [
        features.article,
        features.outlet,
        features.language,
        to_ms(features.published_at),
        features.genre,
        features.length,
        features.agency,
        features.order,
        sorted(day.toordinal() for day in features.days),
        [len(some) for some in lists],
        len(features.shingles),
        weight_kind + sketch_kind + sign,
    ]
    told_texts = sign.join(texts).encode("utf-8", "surrogatepass")
    return zlib.compress(b"".join((_LINE(told).encode(), b"\n", weights, sketch, told_texts)), _LEVEL)


def unpack(packed: bytes) -> Features:
    """What `pack` was given. Raises ValueError for other bytes."""
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(f"features that cannot be read: {error}") from error
    end = data.index(b"\n")  # JSON writes those of texts as \n
    article, outlet, language, at, genre, length, agency, order, days, counts, size, kinds = json.loads(data[:end])
    terms, headline, pairs, numbers = counts
    weights, place = _weights(kinds[0], data, end + 1, terms + headline)
    sketch = f"<{size}{kinds[1]}"
    shingles = struct.unpack_from(sketch, data, place)
    told = data[place + struct.calcsize(sketch) :].decode("utf-8", "surrogatepass").split(kinds[2])
    texts = [*map(intern, told)]  # those of many articles are the same, and are compared faster so
    published_at = from_ms(at)
    assert published_at is not None, "it was made of an instant"
    behind_titles = terms + headline
    return Features(
        article,
        outlet,
        language,
        published_at,
        genre,
        length,
        dict(zip(texts[:terms], weights, strict=False)),
        dict(zip(texts[terms:behind_titles], weights[terms:], strict=True)),
        frozenset(texts[behind_titles : behind_titles + pairs]),
        frozenset(texts[behind_titles + pairs : behind_titles + pairs + numbers]),
        frozenset(map(date.fromordinal, days)),
        frozenset(shingles),
        agency,
        order,
    )


def _weights(kind: str, data: bytes, place: int, count: int) -> tuple[Sequence[float], int]:
    """The weights that stand at a place, and where they end."""
    form = f"<{count}{kind}"
    numbers = struct.unpack_from(form, data, place)
    if kind == "H":
        levels = _levels()
        numbers = tuple([levels[number] for number in numbers])
    return numbers, place + struct.calcsize(form)


@lru_cache(maxsize=1)
def _levels() -> Sequence[float]:
    """All weights of four decimals: those of many articles share them, which takes less memory than one each."""
    return [number / _EXACT for number in range(1 << 16)]


def _packed_weights(weights: Sequence[float]) -> tuple[str, bytes]:
    """The kind of number that holds these exactly, and the bytes: of each weight so many times itself, else the weight."""
    exact = np.array(array("d", weights))
    levels = np.rint(np.clip(exact, -1, 7) * _EXACT)
    if np.all((levels >= 0) & (levels < 1 << 16) & (levels / _EXACT == exact)):
        return "H", levels.astype("<u2").tobytes()
    return "d", exact.astype("<f8").tobytes()


def _packed_sketch(numbers: Sequence[int]) -> tuple[str, bytes]:
    """The first kind of number that holds these, and the bytes."""
    for kind in _SKETCHES:
        with suppress(struct.error):  # too large for this kind
            return kind, struct.pack(f"<{len(numbers)}{kind}", *numbers)
    raise ValueError("no kind of number holds these")
