"""The articles of one story laid side by side: what is compared, and what comes of it. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samarkand.model.statements import Annotations


@dataclass(frozen=True, slots=True)
class Compared:
    """An article of a story as it goes into the comparison."""

    article: str
    version: int
    outlet: str
    language: str
    """BCP 47: `zh-Hans`, `zh-Hant`, `en`."""
    published_at: datetime
    title: str
    text: str
    """Plain text; all spans count its characters."""
    annotations: Annotations
    voice: str
    """Equal for articles that count once: copies of one text, one agency's text, one outlet."""
    agency: str = ""
    """The agency that the whole text is credited to; "" for none."""
