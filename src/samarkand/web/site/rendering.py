"""The reader asked without a server: an address gives the bytes that it would answer with, with the links of a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from samarkand.answering import Answers
from samarkand.errors import NotFound
from samarkand.lives import Lives
from samarkand.model.sites import SiteOptions
from samarkand.model.tellings import key_of_name
from samarkand.pipeline.parts import Parts
from samarkand.web.desk import Desk
from samarkand.web.images import is_shown
from samarkand.web.pointing import ANCHOR
from samarkand.web.remembering import Remembered
from samarkand.web.routes import (
    articles,
    calendar,
    changes,
    comparison_parts,
    comparisons,
    feeds,
    front,
    histories,
    latest,
    outlets,
    people,
    status,
    stories,
    story_feeds,
)
from samarkand.web.routes import search as search_page
from samarkand.web.site.addresses import file_of, person_file, relative
from samarkand.web.site.indexes import Indexed
from samarkand.web.site.linking import HOST, linked, linked_feed
from samarkand.web.site.memory import Memory
from samarkand.web.site.still import SiteChanges, SiteComparisons, SiteQueries, still

_PAGES = (
    articles,
    stories,
    comparisons,
    comparison_parts,
    front,
    latest,
    outlets,
    people,
    calendar,
    changes,
    histories,
    status,
    search_page,
    feeds,
    story_feeds,
)
_REMEMBERED = 32_768
"""Addresses of which it is remembered which file they lead to: most pages lead to the same ones."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What pages depend on besides the archive."""

    options: SiteOptions
    now: datetime
    indexed: Indexed
    """The people and days that have a page."""


class Renderer:
    """Makes pages of one archive in one language."""

    def __init__(self, parts: Parts, setting: Setting, memory: Memory) -> None:
        parts, now = still(parts), setting.now
        answers = Answers.of(parts)
        self.queries = SiteQueries(parts, memory)
        self.comparisons = SiteComparisons(parts, self.queries)
        self._options, self._indexed = setting.options, setting.indexed
        self._stories = answers.stories
        self._desk = Desk(
            self.queries,
            lambda: now,
            now,
            answers.search,
            answers.stories,
            self.comparisons,
            Lives(self.queries),
            SiteChanges(parts, memory),
            answers.people,
            answers.calendar,
            answers.quotes,
            Remembered(answers.queries.state),
            answers.streams,
            answers.vitals,
            is_static=True,
        )
        self._routes: list[Route] = [route for part in _PAGES for route in part.routes(self._desk)]
        self._files = lru_cache(maxsize=_REMEMBERED)(self._file)
        self._links = lru_cache(maxsize=_REMEMBERED)(self._resolved)
        self.used: set[str] = set()
        """Kept pictures that pages show, from the archive's folder on."""

    def page(self, address: str, file: str, turns: Mapping[str, str]) -> bytes:
        """The bytes of a page that lies in a file. Raises NotFound for an address that is no page."""
        path, _, query = address.partition("?")
        path = unquote(path)
        response = self._asked(path, query)
        if response.status_code != 200:
            raise NotFound(f"{address} is no page of its own")
        text = bytes(response.body).decode()
        if path.endswith(".atom"):
            return linked_feed(text, lambda there: self._feed_target(there, file)).encode()
        return linked(text, lambda there: self._target(there, path, file, turns)).encode()

    def disputes(self, story: str) -> int:
        """About how much the outlets of a story disagree."""
        compared, found = self.comparisons.found
        return found if compared == story else len(self.comparisons.open(story).comparison.disagreements)

    def _asked(self, path: str, query: str) -> Response:
        scope = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "server": (HOST.partition("//")[2], 80),
            "root_path": "",
            "path": path,
            "raw_path": quote(path).encode(),
            "query_string": query.encode(),
            "headers": [(b"accept-language", self._options.language.encode())],
        }
        for route in self._routes:
            match, child = route.matches(scope)
            if match == Match.FULL:
                response: Response = route.endpoint(Request({**scope, **child}))
                return response
        raise NotFound(f"{path} is no page")

    def _target(self, address: str, here: str, file: str, turns: Mapping[str, str]) -> str:
        """Where a link leads, from a file on; "" for nowhere."""
        path, place, there, behind = self._links(address)
        if path == here and place in {"before", "after"}:
            there = turns.get(place, "")
        elif path.startswith("/images/"):
            there = self._picture(path[1:])
        if not there or (there == file and not behind and path != here):
            return ""
        return relative(file, there) + (behind if behind != f"#{ANCHOR}" else "")

    def _resolved(self, address: str) -> tuple[str, str, str, str]:
        """What tells of a link, whatever page it stands on: path, first parameter, file, and what stands behind that.

        What a place is marked by is asked for with the page, and files are not asked: the link leads to the text.
        """
        whole, _, fragment = address.partition("#")
        path, _, query = whole.partition("?")
        path = unquote(path)
        behind = f"#{fragment}" if fragment else ""
        if path == "/search" or path.startswith("/static/"):
            return path, "", file_of(path), f"?{query}" if query else ""
        there = "" if path.startswith("/images/") else self._files(path, query)
        return path, query.partition("=")[0], there, behind

    def _feed_target(self, address: str, file: str) -> str:
        path, _, query = address.partition("?")
        there = self.file(unquote(path), query)
        if not there:
            return ""
        return f"{self._options.base}/{there}" if self._options.base else relative(file, there)

    def file(self, path: str, query: str = "") -> str:
        """The file of a page that the site has; "" for others. What only repeats another page is that page."""
        return self._picture(path[1:]) if path.startswith("/images/") else self._files(path, query)

    def _file(self, path: str, query: str) -> str:
        parts = path.split("/")
        try:
            if parts[1] == "outlets" and len(parts) == 3:
                return file_of(f"/outlets/{self.queries.outlet(parts[2]).id}", query)
            if parts[1] == "articles" and len(parts) > 3:
                return self._article_file(path, query, parts)
            if parts[1] == "stories" and len(parts) > 2:
                return self._story_file(path, query, parts)
            if parts[1] in {"people", "calendar"} and len(parts) > 2:
                return self._indexed_file(path, parts)
        except NotFound:
            return ""
        # Changes are listed by kind or by outlet, not by both, and have one feed.
        is_made = not path.startswith("/changes") or not query or (path == "/changes" and "&" not in query)
        return file_of(path, query) if is_made else ""

    def _indexed_file(self, path: str, parts: Sequence[str]) -> str:
        if parts[1] == "calendar":
            return file_of(path) if parts[2] in self._indexed.days else ""
        key = self._indexed.people.get(key_of_name(path.removeprefix("/people/")))
        return person_file(key) if key else ""

    def _picture(self, path: str) -> str:
        """A kept picture, which goes along; "" for what pages do not show."""
        if not is_shown(path):
            return ""
        self.used.add(path)
        return path

    def _article_file(self, path: str, query: str, parts: Sequence[str]) -> str:
        """Pages of an article besides its own: its latest version stands there; one version has no history."""
        article = self.queries.article(parts[2])
        home = f"/articles/{article.id}"
        if parts[3:4] == ["versions"] and len(parts) == 5:
            return file_of(home if parts[4] == f"{article.versions}" else path)
        has_history = article.versions > 1 and parts[3] in {"history", "changes"}
        return file_of(path, query) if has_history else ""

    def _story_file(self, path: str, query: str, parts: Sequence[str]) -> str:
        """A story of one article is told by the page of that."""
        story = self._stories.story(parts[2])
        if len(story.articles) == 1:
            return file_of(f"/articles/{story.articles[0]}") if len(parts) == 3 else ""
        return file_of(path, query)
