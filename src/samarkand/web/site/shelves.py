"""Lists cut into pages that stay: counted from the oldest, so that what is new changes the last ones only. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Item(NamedTuple):
    """What stands in a list."""

    place: str
    """As the reader's parameter `before` tells it."""
    state: str
    """Another one whenever the list shows something else of it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list."""

    file: str
    query: str
    """The parameters by which the reader shows it; "" for those of the first page."""
    items: Sequence[Item]
    newer: str
    """Files of the neighbours; "" where there is none."""
    older: str


def cut(items: Sequence[Item], first: str, numbered: str, size: int) -> Iterator[Sheet]:
    """The pages of a list whose items come newest first, that of the newest at the head.

    `first` is the file of the newest page, which shows `size` items like the reader; the others are named by `numbered`,
    which holds `{}`, from the oldest on. So the first may repeat some of the one behind it.
    """
    count = max(0, len(items) - 1) // size
    files = [numbered.format(number) for number in range(1, count + 1)]
    yield Sheet(first, "", items[:size], "", files[-1] if files else "")
    for number in range(count, 0, -1):
        begin = len(items) - size * number
        yield Sheet(
            file=files[number - 1],
            query=f"before={items[begin - 1].place}",
            items=items[begin : begin + size],
            newer=files[number] if number < count else first,
            older=files[number - 2] if number > 1 else "",
        )
