"""What pages have in common where something is changed: who may, what is wrong with a form, and asking before a removal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from samarkand.errors import ArchiveBusy, CannotWrite
from samarkand.web.desk import Managing
from samarkand.web.discretion import outside
from samarkand.web.forms import FORMS, Form, is_sincere
from samarkand.web.views import View


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something was not done."""

    status: int
    field: str
    """Id of the element that it is about."""
    words: str


def managing(view: View) -> Managing:
    """What carries out changes. Raises HTTPException (404) where the reader is for reading only."""
    able = view.desk.writing.managing
    if able is None:
        raise HTTPException(404)
    return able


def unwanted(view: View, form: Form | None) -> Fault | None:
    """What is wrong with a form whatever it asks for: it cannot be read, or is not one of ours."""
    if form is None:
        return Fault(400, "text", view.say("form_unread"))
    return None if is_sincere(view, form) else Fault(403, "text", view.say("form_foreign"))


def refused(error: Exception) -> int:
    """The status that says whose fault an error is: 503 where waiting helps."""
    return 503 if isinstance(error, ArchiveBusy | CannotWrite) else 400


def words(view: View, error: Exception) -> str:
    """What an error says on a page."""
    return outside(error, is_guarded=view.desk.door is not None)


def removal_page(view: View, told: Mapping[str, Any], fault: Fault | None = None) -> Response:
    """The page that asks before something is taken away."""
    context = {**told, "token": view.token, "fault": fault}
    return view.page("removal.html", context, headers=FORMS, status=fault.status if fault else 200)
