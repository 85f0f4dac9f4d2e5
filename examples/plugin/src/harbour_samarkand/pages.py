"""Reads the pages of the Harbour Gazette, which keeps its articles as JSON inside a script, where no rule of markup finds them."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime

from samarkand.model.plugins import PageArticle

_STATE = re.compile(r'<script id="state" type="application/json">(.{1,2000000}?)</script>', re.DOTALL)


def read(page: str, url: str) -> PageArticle | None:  # noqa: ARG001  (the address is all that tells a section from an article elsewhere)
    """The article in the page's state; None where there is none, and Samarkand's own rules shall look."""
    found = _STATE.search(page)
    if found is None:
        return None
    try:
        state = json.loads(found[1])
        story = state["story"]
        published = datetime.fromisoformat(story["published"]) if "published" in story else None
        body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in story["paragraphs"])
        return PageArticle(story["title"], body, tuple(story.get("by", ())), published, "en") if body else None
    except (ValueError, KeyError, TypeError, AttributeError):  # a page that is built otherwise
        return None
