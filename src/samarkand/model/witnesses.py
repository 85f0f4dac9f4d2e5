"""Versions that several archives have witnessed: which comes first. Values, and the one rule that orders them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Key = tuple[int, str, int, str]


@dataclass(frozen=True, slots=True)
class Witness:
    """That an archive saw a version."""

    at: int
    """When, by its clock; epoch milliseconds."""
    origin: str
    """Which archive: SHA-256 of its ledger's first line."""
    number: int
    """Under which number of its own it kept the version."""
    sha256: str
    """Of the record."""


def in_order(versions: Mapping[int, Sequence[Witness]]) -> list[int]:
    """The numbers of an article's versions in the order in which they were seen, by their witnesses.

    No archive's own order is changed by its clock: what it kept later counts as seen no earlier than what it kept before.
    Of several witnesses the first one counts. So the order does not depend on which archive was merged into which.
    """
    keys = _keys(each for witnesses in versions.values() for each in witnesses)
    return sorted(versions, key=lambda number: min(keys[each] for each in versions[number]))


def by_time(witnesses: Sequence[Witness]) -> list[Witness]:
    """The witnesses of one version, the first one first."""
    return sorted(witnesses, key=lambda each: (each.at, each.origin, each.number, each.sha256))


def _keys(witnesses: Iterable[Witness]) -> Mapping[Witness, Key]:
    """What each witness is ordered by."""
    own: dict[str, list[Witness]] = defaultdict(list)
    for each in witnesses:
        own[each.origin].append(each)
    keys: dict[Witness, Key] = {}
    for origin, kept in own.items():
        latest = min(each.at for each in kept)
        for each in sorted(kept, key=lambda each: (each.number, each.at, each.sha256)):
            latest = max(latest, each.at)
            keys[each] = (latest, origin, each.number, each.sha256)
    return keys
