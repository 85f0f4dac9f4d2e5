"""What others add to the program: outlets, extractors, exporters; and what an extractor answers. Values only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Group = Literal["outlets", "extractors", "exporters"]
"""The names of the groups of entry points, behind `samarkand.`."""


@dataclass(frozen=True, slots=True)
class PageArticle:
    """The article on a page, as an extractor found it. What else a page tells is read from the body by the program."""

    title: str
    """Plain text on one line."""
    body: str
    """HTML of the article alone, with absolute addresses; it is sanitised where it is shown."""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    """Aware; None where the page does not tell."""
    language: str = ""
    """BCP 47; "" where the page does not tell."""


Extractor = Callable[[str, str], PageArticle | None]
"""The HTML of a page and its address -> the article; None where the program's own rules shall look."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """Something that is installed beside the program."""

    group: Group
    name: str
    """Of an extractor the id of the outlet whose pages it reads; of an exporter the name of its form."""
    package: str
    """The distribution that brings it, with its version."""
    problem: str = ""
    """Why it is not used."""
