"""Numbers of 31 bits for names, for programs that know things by no other ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

MOST = (1 << 31) - 1


def numbers_of(names: Iterable[str], most: int = MOST) -> Mapping[str, int]:
    """Name -> a number from 1 to `most`, made of its hash: the others do not change when names come and go.

    Of two whose hashes meet (of 1,000 names one time in 4,000), the later in the order of names goes on to the next that is free.
    Raises ValueError where there are more names than numbers.
    """
    found: dict[int, str] = {}
    for name in sorted(set(names)):
        if len(found) == most:
            raise ValueError(f"{most:,} numbers are not enough for these names")
        number = int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()[:8]) % most + 1
        while number in found:
            number = number % most + 1
        found[number] = name
    return {name: number for number, name in found.items()}
