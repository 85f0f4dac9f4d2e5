"""A place in an article that an address points at: read from it, and marked in the body that is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samarkand.model.comparisons import Span
from samarkand.text.markup import Element, Text
from samarkand.text.placing import placed
from samarkand.web.sanitise import POINTED
from samarkand.web.views import View

ANCHOR = "mark"
"""Id of the first marked words, to which an address leads."""
QUOTED = 400
"""Characters of the words that are quoted where they cannot be marked."""
PIECES = 400
"""Marks for the words of one place; of a place in more elements the beginning is marked."""
_FIRST = {"class": "pointed", "id": ANCHOR}
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Pointed:
    """The words that are pointed at."""

    start: int
    """In characters of the plain text."""
    end: int
    """Excluded."""
    text: str


def href_of(view: View, at: Span) -> str:
    """The address of a place in the version that it stands in."""
    path = f"/articles/{at.article}/versions/{at.version}"
    return f"{view.href(path, mark=f'{at.start}-{at.end}')}#{ANCHOR}"


def pointed(view: View, text: str) -> Pointed | None:
    """What the address of a request points at in a plain text; None where it points at nothing that is there."""
    match = _SPAN.fullmatch(view.request.query_params.get("mark", ""))
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return Pointed(start, end, text[start:end]) if start < end <= len(text) else None


def point(root: Element, target: Pointed) -> None:
    """Mark the words in a tree, where they stand in it.

    The tree may lack line ends that the plain text has (beside furniture), so the nearest place that has the same words
    is taken.
    """
    for forged in root.select(f"mark[{POINTED}]"):
        forged.unwrap()
    here = placed(root)
    if (start := _nearest(here.text, target)) >= 0:
        for node, begin, end in here.within(start, start + len(target.text))[:PIECES]:
            _wrap(node, begin, end)


def identify(root: Element) -> None:
    """Give the marks of a sanitised tree their class, and the first of them its id."""
    for number, mark in enumerate(root.select(f"mark[{POINTED}]")):
        mark.replace_with(_mark({"class": "pointed"} if number else _FIRST, mark.text))


def unmarked(target: Pointed | None, html: str) -> str:
    """The beginning of the words, for quoting, where a body that is shown has no mark for them; "" where it has."""
    if target is None or f'<mark class="pointed" id="{ANCHOR}">' in html:
        return ""
    return target.text if len(target.text) <= QUOTED else f"{target.text[:QUOTED]}…"


def _nearest(text: str, target: Pointed) -> int:
    """Where the words stand that are nearest to where they should; -1 for nowhere."""
    behind = text.find(target.text, target.start)
    before = text.rfind(target.text, 0, target.start + len(target.text))
    both = [each for each in (before, behind) if each >= 0]
    return min(both, key=lambda each: abs(each - target.start), default=-1)


def _wrap(node: Text, begin: int, end: int) -> None:
    data = node.data
    parts: list[Element | Text] = [_mark({POINTED: ""}, data[begin:end])]
    if data[:begin]:
        parts.insert(0, Text(data[:begin]))
    if data[end:]:
        parts.append(Text(data[end:]))
    node.replace_with(*parts)


def _mark(attributes: dict[str, str], text: str) -> Element:
    mark = Element("mark", attributes)
    mark.set_text(text)
    return mark
