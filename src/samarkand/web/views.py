"""One request seen by the pages: its language, its links, and how a template becomes an answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from samarkand.errors import BadQuery
from samarkand.model.marks import Marking
from samarkand.web.desk import Desk, static_path, templates
from samarkand.web.replies import reply
from samarkand.web.rescripting import SCRIPTS, in_script, is_other
from samarkand.web.visitors import VISITOR, form_token, visitor_of
from samarkand.web.wording import LANGUAGES, chosen, wording


class View:
    """A request, with what its answer is made with."""

    def __init__(self, desk: Desk, request: Request) -> None:
        self.desk = desk
        self.queries = desk.queries
        self.request = request
        self._asked = request.query_params.get("hl", "")
        script = request.query_params.get("script", "")
        self.script = script if script in SCRIPTS else ""
        """The script that texts are read in; "" as they were written."""
        self.wording = wording(chosen(self._asked, request.headers.get("accept-language", "")))
        self.say = self.wording.say
        self.visitor = visitor_of(request.scope)
        self.root: str = request.scope.get("root_path", "")
        self.path = request.url.path.removeprefix(self.root) or "/"

    @property
    def is_inside(self) -> bool:
        """Whether who asks may see more than the door."""
        return self.desk.door is None or VISITOR in self.request.scope

    @property
    def marking(self) -> Callable[[Sequence[Marking]], bool] | None:
        """What keeps the marks of who asks; None where nothing may be marked."""
        return self.desk.writing.mark if self.is_inside else None

    @property
    def token(self) -> str:
        """What a form of ours sends back."""
        return form_token(self.desk.secret, self.visitor)

    @property
    def origin(self) -> str:
        """The scheme and name that we were asked by: what absolute addresses of ours begin with."""
        address = self.request.base_url
        return f"{address.scheme}://{address.netloc}"

    def file(self, path: str) -> str:
        """The address of a file of ours, or of what a form is sent to: below the prefix that a proxy tells."""
        return quote(self.root) + path

    def href(self, path: str, **query: str) -> str:
        """An address of ours; language and script go along where they were asked for."""
        query = {**query, **{name: value for name, value in self.kept.items() if name not in query}}
        return quote(self.root + path) + (f"?{urlencode(query)}" if query else "")

    @property
    def kept(self) -> Mapping[str, str]:
        """What every address of ours on this page takes along."""
        language = {"hl": self._asked} if self._asked in LANGUAGES else {}
        return {**language, "script": self.script} if self.script else language

    def remembered(self, make: Callable[[], Mapping[str, Any]], *more: Hashable) -> Mapping[str, Any]:
        """What `make` gives for this address in this language, as long as nothing new comes; it depends on nothing else but `more`."""
        query = tuple(sorted(self.request.query_params.multi_items()))
        return self.desk.remembered.of((self.request.url.path, query, self.wording.language, *more), make)

    def page(
        self,
        template: str,
        context: Mapping[str, Any],
        *,
        modified: datetime | None = None,
        feeds: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        """A page. `feeds` are titles of feeds about it -> their addresses; `modified` is when what it shows last changed.

        `headers` go with it in the place of what otherwise holds. With another `status` than 200, nobody may keep it.
        """
        text = self.render(template, context, feeds or {})
        latest = max(modified, self.desk.started_at) if modified else None
        sent = {"Vary": "Accept-Language", "Content-Language": self.wording.language, **(headers or {})}
        if status != 200:
            return HTMLResponse(text, status, {**sent, "Cache-Control": "no-store"})
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
            file=self.file,
            path=self.path,
            is_managed=self.is_inside and self.desk.writing.managing is not None,
            is_marked=self.marking is not None,
            is_recognised=bool(self.visitor.session),
            languages=[self._other(language) for language in ([] if self.desk.is_static else LANGUAGES)],
            is_static=self.desk.is_static,
            feeds=[{"title": title, "href": address} for title, address in feeds.items()],
            asked=self.request.query_params.get("q", "") if self.path == "/search" else "",
            kept=list(self.kept.items()),
            here=self._again(),
            script=self.script,
            scripts=[self._read_in(script) for script in ("", *SCRIPTS)],
            other_script=(lambda _: None) if self.desk.is_static else self._other_script,
            stylesheet=self.file(static_path("style.css")),
            reader_script=self.file(static_path("reader.js")),
            icon=self.file(static_path("icon.svg")),
            asset=static_path,
        )
        # Our attributes are quoted, so that a slash needs no escape: twenty bytes of each address. What a text has of it is `&amp;#x2f;`.
        rendered = rendered.replace("&#x2f;", "/")
        return in_script(rendered, self.script) if self.script else rendered

    def wrong(self, error: BadQuery) -> str:
        """What is wrong with a query, in the language of the page."""
        return self.say(f"wrong_{error.fault.name.lower()}", **error.values)

    def _other(self, language: str) -> Mapping[str, Any]:
        """The same page in a language."""
        return {
            "language": language,
            "name": wording(language).say("language_name"),
            "href": self._again(hl=language),
            "is_shown": language == self.wording.language,
        }

    def _other_script(self, language: str) -> Mapping[str, Any] | None:
        """The same page in the script that a text of it is not in; None for a text that is in no script of Chinese."""
        other = next((script for script in SCRIPTS if is_other(language, script)), "")
        return self._read_in(other) if other and not self.script else None

    def _read_in(self, script: str) -> Mapping[str, Any]:
        """The same page with its texts in a script, or as they were written."""
        key = f"script_{script[3:].lower()}" if script else "script_own"
        return {"name": self.say(key), "href": self._again(script=script), "is_shown": script == self.script}

    def _again(self, **changed: str) -> str:
        """The address of this page with other parameters; an empty one is left out."""
        asked = {**self.request.query_params, "script": self.script, **changed}
        query = {name: value for name, value in asked.items() if value}
        return self.file(quote(self.path)) + (f"?{urlencode(query)}" if query else "")
