"""Places in lists that are told newest first: where a page goes on, in an address."""

from __future__ import annotations

import re
from datetime import datetime

from starlette.exceptions import HTTPException

from samarkand.times import from_ms, to_ms
from samarkand.web.views import View

ARTICLE = re.compile(r"(-?[0-9]{1,15})\.([0-9a-f]{16})")
BEGINNING = re.compile(r"(-?[0-9]{1,15})\.([0-9a-f]{0,16})")
"""Of an article's id."""
STORY = re.compile(r"(-?[0-9]{1,15})\.(s[0-9a-f]{16})")


def place(view: View, name: str, form: re.Pattern[str]) -> tuple[int, str] | None:
    """The epoch milliseconds and the id that a parameter tells; None where it is not given. Raises HTTPException (400)."""
    text = view.request.query_params.get(name)
    if text is None:
        return None
    match = form.fullmatch(text)
    if match is None:
        raise HTTPException(400)
    return int(match[1]), match[2]


def behind(view: View, form: re.Pattern[str] = BEGINNING) -> tuple[datetime, str] | None:
    """The instant and the id that a page comes behind; None for the first page. Raises HTTPException (400)."""
    told = place(view, "before", form)
    if told is None:
        return None
    at = from_ms(told[0])
    if at is None:
        raise HTTPException(400)
    return at, told[1]


def after_href(view: View, path: str, place: tuple[datetime, str] | None) -> str:
    """The address of the page that comes behind a place; "" for none."""
    return view.href(path, before=f"{to_ms(place[0])}.{place[1]}") if place else ""
