"""Corrections that a person sends from the page of a story, and the list of all that were made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import ArchiveBusy, CannotWrite, NotFound, UsageError
from samarkand.model.answers import StoryGlance
from samarkand.model.stories import Correction
from samarkand.pipeline.correcting import Wish
from samarkand.web.desk import Desk
from samarkand.web.forms import Form, posted
from samarkand.web.routes.managing import Fault, refused, unwanted, words
from samarkand.web.routes.stories import Tried, asked_story, correction_told, story_page
from samarkand.web.routes.story_cards import heading
from samarkand.web.views import View

BY = "reader"
"""Who the ledger names."""
LISTED = 200
"""The latest corrections, at most."""
_OTHER = re.compile(r"(?:.*/)?(s?[0-9a-f]{1,16})(?:[?#].*)?", re.DOTALL)


def routes(desk: Desk) -> list[Route]:
    """`/corrections`; `/stories/{id}/corrections`, by POST alone"""

    def listed(request: Request) -> Response:
        view = View(desk, request)
        rows = [_row(view, *each) for each in desk.stories.corrected(LISTED)]
        return view.page("corrections.html", {"rows": rows, "can_correct": desk.writing.correct is not None})

    return [
        Route("/corrections", listed),
        Route("/stories/{id}/corrections", posted(desk, _answer), methods=["POST"]),
    ]


def _row(view: View, correction: Correction, glance: StoryGlance | None) -> Mapping[str, Any]:
    story = None
    if glance is not None:
        language = heading(glance).article.latest.language
        story = {"href": view.href(f"/stories/{glance.story.id}"), "title": glance.title, "language": language}
    return {**correction_told(view, correction), "story": story}


def _answer(view: View, form: Form | None) -> Response:
    """303 back to the story where the correction was made; its page with what is wrong where it was not."""
    identity = asked_story(view.request)
    opened = view.desk.stories.open(identity)
    fault = _tried(view, identity, form)
    if fault is None:
        return RedirectResponse(view.href(f"/stories/{identity}", done="corrected"), 303)
    view.path = f"/stories/{identity}"  # where its links to other languages lead: nothing can be got at ours
    chosen = form.fields.get("article", ()) if form else ()
    return story_page(view, opened, Tried(fault, chosen, form.first("other") if form else ""))


def _tried(view: View, identity: str, form: Form | None) -> Fault | None:
    """Carry out what was asked for; why it was not, where it was not."""
    correct = view.desk.writing.correct
    if correct is None:
        return Fault(403, "text", view.say("correction_off"))
    if fault := unwanted(view, form):
        return fault
    assert form is not None
    wish = _wish(view, identity, form)
    if isinstance(wish, Fault):
        return wish
    try:
        correct(wish)
    except (UsageError, NotFound, ArchiveBusy, CannotWrite) as error:
        return Fault(refused(error), "other" if wish.deed in {"merge", "move"} else "articles", words(view, error))
    return None


def _wish(view: View, identity: str, form: Form) -> Wish | Fault:
    """What was asked for, or what is missing."""
    deed = form.first("deed")
    articles = tuple(form.fields.get("article", ()))
    other = _OTHER.fullmatch(form.first("other"))
    if deed in {"split", "pin", "move"} and not articles:
        return Fault(400, "articles", view.say("correction_none_chosen"))
    if deed in {"merge", "move"} and other is None:
        return Fault(400, "other", view.say("correction_no_other"))
    if deed == "merge" and other:
        return Wish("merge", identity, (other[1],), BY)
    if deed == "move" and other:
        return Wish("move", other[1], articles, BY)
    if deed == "split":
        return Wish("split", identity, articles, BY)
    return Wish("pin", identity, articles, BY) if deed == "pin" else Fault(400, "text", view.say("form_unread"))
