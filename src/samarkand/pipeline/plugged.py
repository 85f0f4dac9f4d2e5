"""Extractors of others at work: what one of them raises, or says that cannot be, becomes a report, and our own rules read the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from samarkand.model.articles import Extracted, Published
from samarkand.model.plugins import Extractor, PageArticle
from samarkand.model.reports import Report
from samarkand.text.plain import plain_text
from samarkand.text.surrogates import well_formed
from samarkand.times import is_plausible

LONGEST = 4_000_000
"""Characters of a body that is taken."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_TITLE = 2_000


class Extractors:
    """The extractors of plugins, by the id of the outlet whose pages they read; loaded when the first page is read."""

    def __init__(self, load: Callable[[], Mapping[str, Extractor]] = dict) -> None:
        self._load = load
        self._known: Mapping[str, Extractor] | None = None
        self._told: dict[tuple[str, str], Report] = {}

    def extract(self, outlet: str, html: str, url: str, zone: str, now: datetime) -> Extracted | None:
        """The article that a plugin finds on a page; None where there is no plugin, or where it leaves the page to us."""
        extractor = self._all().get(outlet)
        if extractor is None:
            return None
        try:
            found = extractor(html, url)
            problem = "" if found is None else fault_of(found, now)
        except Exception as error:  # noqa: BLE001  (whatever somebody else's code raises)
            found, problem = None, f"raised {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        if problem:
            detail = f"the plugin {outlet} (extractors) {problem}; the program's own rules read the page"
            self._told.setdefault((outlet, url), Report("failed", url, detail))
            return None
        return _extracted(found, zone) if found else None

    def reads(self, outlet: str) -> bool:
        """Whether there is one for an outlet's pages: it is asked in this process, and told of here."""
        return outlet in self._all()

    def _all(self) -> Mapping[str, Extractor]:
        if self._known is None:
            self._known = self._load()
        return self._known

    def reports(self) -> Iterator[Report]:
        """What went wrong since this was last asked."""
        told, self._told = self._told, {}
        yield from told.values()


def fault_of(found: object, now: datetime) -> str:
    """What cannot be in what an extractor answered, or ""."""
    if not isinstance(found, PageArticle):
        return f"answered with {type(found).__name__}, which is no PageArticle"
    return _words_fault(found) or _facts_fault(found, now)


def _words_fault(found: PageArticle) -> str:
    if not isinstance(found.title, str) or not found.title.strip() or len(found.title) > _TITLE:
        return f"told a title that is empty, no text, or longer than {_TITLE:,} characters"
    if not isinstance(found.body, str) or len(found.body) > LONGEST or not plain_text(found.body):
        return f"told a body without words, or one longer than {LONGEST:,} characters"
    return ""


def _facts_fault(found: PageArticle, now: datetime) -> str:
    if not isinstance(found.authors, tuple) or not all(isinstance(name, str) for name in found.authors):
        return "told authors that are no tuple of texts"
    if not isinstance(found.language, str) or (found.language and not _LANGUAGE.fullmatch(found.language)):
        return f"told the language {found.language!r}, which is no tag of BCP 47"
    at = found.published_at
    if at is not None and not (isinstance(at, datetime) and at.tzinfo and is_plausible(at, now)):
        return f"told the time {at!s:.40}, which is no time of publication with a zone"
    return ""


def _extracted(found: PageArticle, zone: str) -> Extracted:
    body = well_formed(found.body)
    at = found.published_at.astimezone(UTC) if found.published_at else None
    return Extracted(
        title=" ".join(well_formed(found.title).split()),
        body=body,
        text=plain_text(body),
        authors=tuple(filter(None, (" ".join(well_formed(name).split()) for name in found.authors))),
        published=Published(at, zone, "second", "page") if at else None,
        language=found.language,
    )
