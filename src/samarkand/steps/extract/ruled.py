"""What an outlet's own rules say of a page: selectors for body, title, authors and furniture, where they match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samarkand.model.outlets import Era
from samarkand.steps.extract.blocks import Block
from samarkand.steps.extract.choosing import Choice, is_caption
from samarkand.steps.extract.told import one_line
from samarkand.text.bylines import names_in
from samarkand.text.markup import Document, Element


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules found."""

    choice: Choice | None = None
    """None where no rule for the body matches."""
    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def ruled_by(page: Document, blocks: Sequence[Block], era: Era) -> Ruled:
    """What an era's `page_` selectors find on a page; one that cannot be read finds nothing."""
    titles = _first_lines(page, era.page_title)[:1]
    authors = (name for line in _first_lines(page, era.page_authors) for name in names_in(line))
    return Ruled(_choice(page, blocks, era), titles, tuple(dict.fromkeys(authors)))


def _select(page: Document, selector: str) -> list[Element]:
    try:
        return page.select(selector)
    except ValueError:  # the outlet's file is checked where it is read; a rule must not stop the collecting
        return []


def _first_lines(page: Document, selectors: Sequence[str]) -> tuple[str, ...]:
    """The texts that the first selector with any text finds."""
    for selector in selectors:
        lines = (one_line(element.attr("content") or element.text) for element in _select(page, selector))
        if found := tuple(dict.fromkeys(line for line in lines if line)):
            return found
    return ()


def _choice(page: Document, blocks: Sequence[Block], era: Era) -> Choice | None:
    furniture = {element for selector in era.page_furniture for element in _select(page, selector)}
    for selector in era.page_body:
        for element in _select(page, selector)[:1]:
            inside = [block for block in blocks if _lies_in(block, {element})]
            kept = tuple(
                block for block in inside if block.words and not is_caption(block) and not _lies_in(block, furniture)
            )
            container = next(
                (frame for block in kept for frame in block.frame.ancestors() if frame.element == element), None
            )
            if kept and container:
                return Choice(kept, container)
    return None


def _lies_in(block: Block, elements: set[Element]) -> bool:
    return any(frame.element in elements for frame in block.frame.ancestors()) or all(
        node in elements for node in block.nodes
    )
