"""Places in lists that are told newest first: where a page goes on behind an article or a story, in an address."""

from __future__ import annotations

import re
from datetime import datetime

from starlette.exceptions import HTTPException

from samarkand.times import from_ms, to_ms
from samarkand.web.views import View

ARTICLE = re.compile(r"(-?[0-9]{1,15})\.([0-9a-f]{0,16})")
STORY = re.compile(r"(-?[0-9]{1,15})\.(s[0-9a-f]{16})")


def behind(view: View, form: re.Pattern[str] = ARTICLE) -> tuple[datetime, str] | None:
    """The instant and the id that a page comes behind; None for the first page. Raises HTTPException (400)."""
    text = view.request.query_params.get("before")
    if text is None:
        return None
    match = form.fullmatch(text)
    at = from_ms(int(match[1])) if match else None
    if match is None or at is None:
        raise HTTPException(400)
    return at, match[2]


def after_href(view: View, path: str, place: tuple[datetime, str] | None) -> str:
    """The address of the page that comes behind a place; "" for none."""
    return view.href(path, before=f"{to_ms(place[0])}.{place[1]}") if place else ""
