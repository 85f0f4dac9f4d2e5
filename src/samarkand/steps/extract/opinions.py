"""What the extraction library takes for the article of a page, as text; the only module that imports it.

Trafilatura 2 is asked for precision first. Its tree is lxml's, which takes seconds over hostile markup, so it never
sees the page itself but a copy that was parsed, bounded and stripped of most attributes by our own parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trafilatura import extract
from trafilatura.settings import use_config

from samarkand.steps.extract.blocks import Block, words_of
from samarkand.text.markup import parse_page

RUN = 4
"""Words that are compared at a time."""

MOST_ELEMENTS = 15_000
"""Pages with more are too much for the library; the HTML parser's own, coarser judgement stands in."""
MOST_CHARACTERS = 1_500_000

_REMOVED = "script, style, svg, template, iframe, canvas, object, embed, link, math, video, audio, select, option"
_KEPT_ATTRIBUTES = frozenset(
    (
        *("class", "id", "role", "href", "src", "alt", "title", "hidden", "style", "itemprop", "itemtype", "rel"),
        "data-component",
    )
)
_LONGEST_ATTRIBUTE = 1000


def _settings() -> Any:
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "30")
    settings.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return settings


_SETTINGS = _settings()
"""The library's own threshold, 250 characters, takes a Chinese article of three sentences for a failure."""
_ENOUGH = 150
"""Words of a precise opinion that is not doubted."""
_MORE = 200
"""Words of the usual opinion from which it may replace a precise one."""


def runs_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of `RUN` words; of a shorter text, the text itself."""
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()


class Opinion:
    """A text that is taken for the article, laid out for comparison with blocks."""

    def __init__(self, text: str) -> None:
        """`text` has one line a block."""
        lines = [words_of(line) for line in text.split("\n")]
        self._lines = set(lines) | {
            words_of(cell) for line in text.split("\n") if "|" in line for cell in line.split("|")
        }
        self._runs = runs_of([word for line in lines for word in line])
        self.size = sum(map(len, lines))
        """In words."""

    def share(self, block: Block) -> float:
        """The share of a block's runs of words that are in the text, 0 to 1; a short block is a line of it or is not."""
        if len(block.words) < RUN:
            return float(bool(block.words) and block.words in self._lines)
        own = runs_of(block.words)
        return len(own & self._runs) / len(own)


def opinion_of(page: str) -> Opinion:
    """The extractor's opinion of a page: its precise one, unless that is nothing or a small part of the usual one."""
    copy = _bounded(page)
    if copy is None:
        return Opinion(parse_page(page[: 4 * MOST_CHARACTERS]).main_text())
    precise = _ask(copy, favor_precision=True)
    if precise.size >= _ENOUGH:
        return precise
    usual = _ask(copy, favor_precision=False)
    if not precise.size or (usual.size >= _MORE and precise.size < 0.35 * usual.size):
        return usual if usual.size else Opinion(parse_page(copy).main_text())
    return precise


def _ask(html: str, *, favor_precision: bool) -> Opinion:
    try:
        text = extract(html, include_comments=False, favor_precision=favor_precision, config=_SETTINGS)
    except Exception:  # noqa: BLE001  (a page that breaks a foreign library is no bug of ours: another opinion is asked)
        text = ""
    return Opinion(text or "")


def _bounded(page: str) -> str | None:
    """The page's markup as our parser understands it, without what an extractor has no use for; None if it is vast."""
    document = parse_page(page)
    document.remove(_REMOVED)
    for count, element in enumerate(document.iter_elements()):
        if count > MOST_ELEMENTS:
            return None
        attributes = element.attrs
        for name in list(attributes):
            if name not in _KEPT_ATTRIBUTES or len(str(attributes[name])) > _LONGEST_ATTRIBUTE:
                del attributes[name]
    html = document.html
    return html if len(html) <= MOST_CHARACTERS else None
