"""One request seen by the pages: its language, its links, and how a template becomes an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from samarkand.errors import BadQuery
from samarkand.web.desk import Desk, static_path, templates
from samarkand.web.replies import reply
from samarkand.web.wording import LANGUAGES, chosen, wording


class View:
    """A request, with what its answer is made with."""

    def __init__(self, desk: Desk, request: Request) -> None:
        self.desk = desk
        self.queries = desk.queries
        self.request = request
        self._asked = request.query_params.get("hl", "")
        self.wording = wording(chosen(self._asked, request.headers.get("accept-language", "")))
        self.say = self.wording.say

    def href(self, path: str, **query: str) -> str:
        """An address of ours; the language goes along where it was asked for by name."""
        if self._asked in LANGUAGES:
            query.setdefault("hl", self._asked)
        return quote(path) + (f"?{urlencode(query)}" if query else "")

    def page(
        self,
        template: str,
        context: Mapping[str, Any],
        *,
        modified: datetime | None = None,
        feeds: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A page. `feeds` are titles of feeds about it -> their addresses; `modified` is when what it shows last changed.

        `headers` go with it in the place of what otherwise holds.
        """
        text = self.render(template, context, feeds or {})
        latest = max(modified, self.desk.started_at) if modified else None
        sent = {"Vary": "Accept-Language", "Content-Language": self.wording.language, **(headers or {})}
        return reply(self.request, text.encode(), "text/html; charset=utf-8", modified=latest, headers=sent)

    def render(self, template: str, context: Mapping[str, Any], feeds: Mapping[str, str]) -> str:
        """The text of a page."""
        rendered: str = templates().render_template(
            template,
            **context,
            archive=self.queries.title,
            language=self.wording.language,
            say=self.say,
            count=self.wording.count,
            href=self.href,
            path=self.request.url.path,
            languages=[self._other(language) for language in LANGUAGES],
            feeds=[{"title": title, "href": address} for title, address in feeds.items()],
            asked=self.request.query_params.get("q", "") if self.request.url.path == "/search" else "",
            asked_language=self._asked if self._asked in LANGUAGES else "",
            stylesheet=static_path("style.css"),
            icon=static_path("icon.svg"),
        )
        return rendered

    def wrong(self, error: BadQuery) -> str:
        """What is wrong with a query, in the language of the page."""
        return self.say(f"wrong_{error.fault.name.lower()}", **error.values)

    def _other(self, language: str) -> Mapping[str, Any]:
        """The same page in a language."""
        query = {**self.request.query_params, "hl": language}
        return {
            "language": language,
            "name": wording(language).say("language_name"),
            "href": f"{quote(self.request.url.path)}?{urlencode(query)}",
            "is_shown": language == self.wording.language,
        }
