"""What the search of a site has to know before it asks for anything: the blocks of its index, and the day of each article."""

from __future__ import annotations

from samarkand.steps.pairs import blocks, digits
from samarkand.web.site.contents import Contents, hashed
from samarkand.web.site.making import script
from samarkand.web.site.planning import TEXTS_A_FILE

_DAY = 86_400_000


def blocks_file(held: Contents) -> bytes:
    """The script that tells it; two bytes an article and some for each block.

    A block's mark is another one whenever its files are: browsers keep what they got by its whole address.
    """
    told = [
        [block.name, block.first, block.size, block.files, _mark(held, block.first, block.size)]
        for block in blocks(len(held.articles))
    ]
    days = [each.published_ms // _DAY for each in held.articles]
    steps = "".join(_signed(day - before) for before, day in zip([0, *days], days, strict=False))
    return script("blocks", {"blocks": told, "days": steps, "texts": TEXTS_A_FILE})


def _mark(held: Contents, first: int, size: int) -> str:
    return hashed(each.state for each in held.articles[first : first + size])[:8]


def _signed(number: int) -> str:
    """A number with its sign as the lowest bit."""
    return digits(2 * number if number >= 0 else -2 * number - 1)
