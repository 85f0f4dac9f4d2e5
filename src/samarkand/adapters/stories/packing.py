"""Features as few bytes that open fast, and back without any loss: scores must not depend on what came from the disk.

Texts stand in JSON, numbers in binary behind it, in as few bytes as hold them exactly; all of it deflated.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from datetime import date

from samarkand.model.stories import Features
from samarkand.times import from_ms, to_ms

_LEVEL = 1
"""Of the deflation: the next levels save 2 % and take twice as long."""
_FLOATS = "fd"
_INTEGERS = "IqQ"
"""Kinds of numbers as `struct` names them, the shortest first."""


def pack(features: Features) -> bytes:
    """The bytes. Terms keep their order, because sums of weights depend on it in their last bits."""
    weights = [*features.terms.values(), *features.headline.values()]
    float_kind, integer_kind = _kind(_FLOATS, weights), _kind(_INTEGERS, features.shingles)
    told = [
        features.article,
        features.outlet,
        features.language,
        to_ms(features.published_at),
        features.genre,
        features.length,
        features.agency,
        list(features.terms),
        list(features.headline),
        sorted(features.pairs),
        sorted(features.numbers),
        sorted(day.toordinal() for day in features.days),
        float_kind,
        integer_kind,
        len(features.shingles),
    ]
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    numbers = struct.pack(f"<{len(weights)}{float_kind}", *weights)
    numbers += struct.pack(f"<{len(features.shingles)}{integer_kind}", *features.shingles)
    return zlib.compress(head + b"\n" + numbers, _LEVEL)


def unpack(packed: bytes) -> Features:
    """What `pack` was given. Raises ValueError for other bytes."""
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(f"features that cannot be read: {error}") from error
    end = data.index(b"\n")  # JSON writes those of texts as \n
    told = json.loads(data[:end].decode("utf-8", "surrogatepass"))
    article, outlet, language, at, genre, length, agency, terms, headline, *rest = told
    pairs, numbers, days, floats, integers, count = rest
    weights = struct.unpack_from(f"<{len(terms) + len(headline)}{floats}", data, end + 1)
    shingles = struct.unpack_from(f"<{count}{integers}", data, end + 1 + len(weights) * struct.calcsize(f"<{floats}"))
    published_at = from_ms(at)
    assert published_at is not None, "it was made of an instant"
    return Features(
        article,
        outlet,
        language,
        published_at,
        genre,
        length,
        dict(zip(terms, weights, strict=False)),
        dict(zip(headline, weights[len(terms) :], strict=True)),
        frozenset(pairs),
        frozenset(numbers),
        frozenset(date.fromordinal(day) for day in days),
        shingles,
        agency,
    )


def _kind(kinds: str, numbers: Sequence[float]) -> str:
    """The first kind of numbers that holds all of these exactly."""
    for kind in kinds[:-1]:
        form = f"<{len(numbers)}{kind}"
        try:
            if struct.unpack(form, struct.pack(form, *numbers)) == tuple(numbers):
                return kind
        except (struct.error, OverflowError):
            continue
    return kinds[-1]
