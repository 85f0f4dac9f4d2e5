"""Features as few bytes that open fast, and back without any loss: scores must not depend on what came from the disk.

Texts stand in JSON, numbers in binary behind it, in as few bytes as hold them exactly; all of it deflated.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date

from samarkand.model.stories import Features
from samarkand.times import from_ms, to_ms

_LEVEL = 1
"""Of the deflation: the next levels save 2 % and take twice as long."""
_EXACT = 10_000
"""Weights that have four decimals, and are not too large, are kept as so many times themselves."""
_WEIGHTS = {"H": _EXACT, "d": 1}
_SKETCHES = {"I": 1, "q": 1, "Q": 1}
"""Kinds of numbers as `struct` names them, the shortest first -> what they are multiplied by."""


def pack(features: Features) -> bytes:
    """The bytes. Terms keep their order, because sums of weights depend on it in their last bits."""
    weights = [*features.terms.values(), *features.headline.values()]
    weight_kind, weight_bytes = _numbers(_WEIGHTS, weights)
    sketch_kind, sketch_bytes = _numbers(_SKETCHES, sorted(features.shingles))
    told = [
        features.article,
        features.outlet,
        features.language,
        to_ms(features.published_at),
        features.genre,
        features.length,
        features.agency,
        features.order,
        list(features.terms),
        list(features.headline),
        sorted(features.pairs),
        sorted(features.numbers),
        sorted(day.toordinal() for day in features.days),
        weight_kind,
        sketch_kind,
        len(features.shingles),
    ]
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return zlib.compress(head + b"\n" + weight_bytes + sketch_bytes, _LEVEL)


def unpack(packed: bytes) -> Features:
    """What `pack` was given. Raises ValueError for other bytes."""
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(f"features that cannot be read: {error}") from error
    end = data.index(b"\n")  # JSON writes those of texts as \n
    told = json.loads(data[:end].decode("utf-8", "surrogatepass"))
    article, outlet, language, at, genre, length, agency, order, terms, headline, *rest = told
    pairs, numbers, days, weight_kind, sketch_kind, count = rest
    behind = end + 1 + (len(terms) + len(headline)) * struct.calcsize(f"<{weight_kind}")
    weights: Sequence[float] = struct.unpack_from(f"<{len(terms) + len(headline)}{weight_kind}", data, end + 1)
    if weight_kind == "H":
        weights = [weight / _EXACT for weight in weights]
    shingles = struct.unpack_from(f"<{count}{sketch_kind}", data, behind)
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
        frozenset(shingles),
        agency,
        order,
    )


def _numbers(kinds: Mapping[str, int], numbers: Sequence[float]) -> tuple[str, bytes]:
    """The first kind that holds all of these exactly, and the bytes."""
    for kind, times in kinds.items():
        form = f"<{len(numbers)}{kind}"
        try:
            packed = struct.pack(form, *(numbers if times == 1 else [round(number * times) for number in numbers]))
        except (struct.error, OverflowError):  # too large for this kind, or endless
            continue
        opened = struct.unpack(form, packed)
        if (opened if times == 1 else tuple(number / times for number in opened)) == tuple(numbers):
            return kind, packed
    raise ValueError("no kind of number holds these")
