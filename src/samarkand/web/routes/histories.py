"""The history of an article as a timeline, and two of its versions laid side by side or in one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.model.answers import HistoryStep, OpenedChange, VersionLife
from samarkand.web.desk import Desk
from samarkand.web.edits import edits_shown, marks_of
from samarkand.web.marks import is_blank, marked
from samarkand.web.moments import moment, published_moment
from samarkand.web.routes.articles import asked, numbered
from samarkand.web.routes.lives import happenings, issue_notices
from samarkand.web.views import View
from samarkand.web.whole import rows


def routes(desk: Desk) -> list[Route]:
    """`/articles/{id}/history` and `/articles/{id}/changes/{before}/{after}`"""

    def history(request: Request) -> Response:
        view = View(desk, request)
        article = desk.queries.article(asked(request)[0])
        if article.id != request.path_params["id"]:
            return RedirectResponse(view.href(f"/articles/{article.id}/history"), 302)
        steps, lives = list(desk.changes.history(article.id)), desk.lives.of_versions(article.id)
        context = {
            "title": view.queries.title_of(article.latest),
            "text_language": article.latest.language,
            "article_href": view.href(f"/articles/{article.id}"),
            "outlet": view.queries.outlet_name(article.outlet),
            "outlet_href": view.href(f"/outlets/{article.outlet}"),
            "issues": issue_notices(view, article.id),
            "steps": [_step(view, each, lives[each.version.number]) for each in reversed(steps)],
            "ends_href": view.href(f"/articles/{article.id}/changes/1/{article.versions}") if len(steps) > 2 else "",
        }
        feeds = {view.say("feed_versions"): view.href(f"/articles/{article.id}/feed.atom")}
        return view.page("history.html", context, feeds=feeds)

    def versions(request: Request) -> Response:
        view = View(desk, request)
        identity, _ = asked(request)
        before, after = (numbered(request.path_params[each]) for each in ("before", "after"))
        if before > after:
            return RedirectResponse(view.href(f"/articles/{identity}/changes/{after}/{before}"), 302)
        if before == after:
            return RedirectResponse(view.href(f"/articles/{identity}/versions/{after}"), 302)
        opened = desk.changes.open(identity, before, after)
        if opened.changed.article.id != identity:
            path = f"/articles/{opened.changed.article.id}/changes/{before}/{after}"
            return RedirectResponse(view.href(path), 302)
        return _page(view, opened)

    return [Route("/articles/{id}/history", history), Route("/articles/{id}/changes/{before}/{after}", versions)]


def _step(view: View, step: HistoryStep, life: VersionLife) -> Mapping[str, Any]:
    """A version in the timeline, with what befell the article before the next one."""
    version, changed = step.version, step.changed
    home = f"/articles/{version.article}"
    shown: dict[str, Any] = {
        "number": version.number,
        "href": view.href(f"{home}/versions/{version.number}"),
        "title": view.queries.title_of(version),
        "language": version.language,
        "moment": moment(version.seen_at, view.wording, view.queries.zone_of(version)),
        "published": published_moment(version.published, view.wording) if version.published else None,
        "happenings": happenings(view, life),
        "is_first": changed is None,
        "problem": changed.problem if changed else "",
        "edits": edits_shown(view, changed.change) if changed else [],
        "more": "",
        "change_href": view.href(f"{home}/changes/{changed.before.number}/{version.number}") if changed else "",
        "is_folded": bool(changed and changed.change.is_folded and not changed.problem),
    }
    if changed:
        told = len({edit for edit in changed.change.edits if edit.kind not in {"typography", "furniture"}})
        shown["more"] = (
            view.wording.count("more_edits", told - len(shown["edits"])) if told > len(shown["edits"]) else ""
        )
    return shown | dict(marks_of(view, changed) if changed else {"kinds": [], "is_silent": False, "back_to": ""})


def _page(view: View, opened: OpenedChange) -> Response:
    changed, change = opened.changed, opened.changed.change
    article, before, after = changed.article, changed.before, changed.after
    home = f"/articles/{article.id}"
    query = view.request.query_params
    is_wide, with_style = query.get("layout") == "sides", query.get("typography") == "1"
    here = f"{home}/changes/{before.number}/{after.number}"
    chosen = {key: value for key, value in (("layout", "sides"), ("typography", "1")) if query.get(key) == value}
    context = {
        "title": opened.new.title or after.url,
        "text_language": after.language,
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "history_href": view.href(f"{home}/history"),
        "before": _version(view, opened, is_new=False),
        "after": _version(view, opened, is_new=True),
        "titles": marked(block for block in change.blocks if block.where == "title"),
        "rows": rows(opened.new.text, change.blocks, with_style=with_style),
        "pictures": [each for each in edits_shown(view, change) if each["kind"] == "picture" and not each["new_href"]],
        "has_text": bool(opened.old.text or opened.new.text),
        "is_same": not change.edits,
        "is_wide": is_wide,
        "with_style": with_style,
        "layout_href": view.href(here, **_toggled(chosen, "layout", "sides")),
        "style_href": view.href(here, **_toggled(chosen, "typography", "1")) if _has_style(opened) else "",
        "earlier_href": view.href(f"{home}/changes/{before.number - 1}/{before.number}") if before.number > 1 else "",
        "later_href": view.href(f"{home}/changes/{after.number}/{after.number + 1}")
        if after.number < article.versions
        else "",
        **marks_of(view, changed),
    }
    return view.page("versions.html", context)


def _version(view: View, opened: OpenedChange, *, is_new: bool) -> Mapping[str, Any]:
    version = opened.changed.after if is_new else opened.changed.before
    return {
        "number": version.number,
        "language": version.language,
        "href": view.href(f"/articles/{version.article}/versions/{version.number}"),
        "moment": moment(version.seen_at, view.wording, view.queries.zone_of(version)),
        "title": (opened.new if is_new else opened.old).title,
    }


def _has_style(opened: OpenedChange) -> bool:
    """Whether there is anything to be seen that differs in typography alone."""
    blocks = (block for block in opened.changed.change.blocks if not is_blank(block))
    return any(piece.is_style and piece.text.strip() for block in blocks for piece in block.pieces)


def _toggled(chosen: Mapping[str, str], key: str, value: str) -> dict[str, str]:
    kept = {each: told for each, told in chosen.items() if each != key}
    return kept if key in chosen else {**kept, key: value}
