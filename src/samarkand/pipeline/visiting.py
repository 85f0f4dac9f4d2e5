"""Pages to versions: visit those that are due, keep what is new or changed, note what vanished and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from samarkand import urls
from samarkand.ids import article_id
from samarkand.model.articles import Article
from samarkand.model.collecting import Answer, Failure, PageState, Request, Trouble
from samarkand.model.events import Event
from samarkand.model.reports import Outcome, Report
from samarkand.pipeline.capturing import CapturingKeeper
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.pages import page_draft
from samarkand.pipeline.parts import Network, Parts
from samarkand.steps import polling
from samarkand.steps.outlets import outlet_of
from samarkand.times import from_ms

PAGES_AT_ONCE = 200
GONE = frozenset({404, 410})
ASKED_AWAY = frozenset({Trouble.ROBOTS, Trouble.WAIT})
"""Not to be asked, or not yet, is no failure."""


def collect(parts: Parts, network: Network, keeper: Keeper, now: datetime) -> Iterator[Report]:
    """Visit every page that is due; a report for each. The list of them is a query, so a stop loses none."""
    visits = Visits(parts, network, keeper, now)
    while pages := parts.catalog.pages_due(now, PAGES_AT_ONCE):
        yield from visits.visit(pages)


def keep(parts: Parts, network: Network, keeper: Keeper, addresses: list[str], now: datetime) -> Iterator[Report]:
    """Archive single pages on request: now, and looked at again later as any other."""
    pages = []
    for address in dict.fromkeys(addresses):
        if not urls.is_web(address):
            yield Report("failed", address, "is no web address; give one that begins with https://")
            continue
        outlet = outlet_of(address, parts.outlets)
        article = article_id(outlet.id, urls.canonical(address, outlet.ignored_parameters))
        known = parts.catalog.page_state(article)
        pages.append(known or PageState(article, urls.clean(address), now, outlet=outlet.id))
    yield from Visits(parts, network, keeper, now).visit(pages)


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits to pages in one round."""

    parts: Parts
    network: Network
    keeper: Keeper
    now: datetime

    def visit(self, pages: Sequence[PageState]) -> Iterator[Report]:
        """Ask for pages and keep what they say; their states are remembered once that is durable."""
        waiting: dict[str, list[PageState]] = {}
        for page in pages:  # several only where an outlet's rules were changed, and with them whose article it is
            waiting.setdefault(page.url, []).append(page)
        captured = CapturingKeeper(self.parts, self.network.to_warc, self.keeper)
        done: list[PageState] = []
        for answer in self.network.fetcher.fetch(_request(same) for same in waiting.values()):
            for page in waiting[answer.request.url]:
                yield from self._take(page, answer, captured)
                done.append(self._after(page, answer))
            if captured.is_full():
                yield from captured.flush()
                self.parts.catalog.remember(pages=done)
                done = []
        yield from captured.flush()
        self.parts.catalog.remember(pages=done)

    def _after(self, page: PageState, answer: Answer | Failure) -> PageState:
        article = self.parts.catalog.article(page.article)
        told = from_ms(page.header_ms) if page.header_ms is not None else None
        return polling.after_visit(page, answer, article.published_at if article else told or self.now, self.now)

    def _take(self, page: PageState, answer: Answer | Failure, captured: CapturingKeeper) -> Iterator[Report]:
        """What one answer means for its article."""
        article = self.parts.catalog.article(page.article)
        if isinstance(answer, Failure):
            outcome: Outcome = "note" if answer.trouble in ASKED_AWAY else "failed"
            yield Report(outcome, page.url, f"{answer.trouble}: {answer.detail}", page.article)
        elif answer.status in GONE:
            yield from self._gone(page, answer, article)
        elif answer.status == 304:
            yield from self._back(article)
            yield Report("unchanged", page.url, article=page.article)
        elif not 200 <= answer.status < 300:
            yield Report("failed", page.url, f"the host answered {answer.status}", page.article)
        elif is_front_page(answer.url) and not is_front_page(page.url):
            problem = f"leads to the front page {answer.url}: the article is not there"
            yield Report("failed", page.url, problem, page.article)
        else:
            yield from self._back(article)
            yield from self._keep(page, answer, article, captured)

    def _gone(self, page: PageState, answer: Answer, article: Article | None) -> Iterator[Report]:
        if article is None:
            yield Report("failed", page.url, f"the host answered {answer.status}: there is no such page", page.article)
        elif article.gone_at is None:
            event = Event("gone", self.now, {"article": article.id, "status": answer.status, "url": page.url})
            report = Report(
                "gone", page.url, f"{answer.status}; what was kept stays: {article.latest.title}", article.id
            )
            yield from self.keeper.add(event, report)
        else:
            yield Report("unchanged", page.url, "still gone", article.id)

    def _back(self, article: Article | None) -> Iterator[Report]:
        if article is not None and article.gone_at is not None:
            url = article.latest.url
            event = Event("back", self.now, {"article": article.id, "url": url})
            yield from self.keeper.add(event, Report("back", url, article.latest.title, article.id))

    def _keep(
        self, page: PageState, answer: Answer, article: Article | None, captured: CapturingKeeper
    ) -> Iterator[Report]:
        if article is not None and article.latest.made_from == "feed":  # its text is the feed's: the page only stands
            yield Report("unchanged", page.url, article=page.article)
            return
        draft = page_draft(self.parts, page, answer, self.now)
        if draft is None:
            yield Report("failed", page.url, "no article was found on this page; nothing was kept", page.article)
        elif captured.keep(answer, (draft,)):
            yield Report("unchanged", page.url, article=page.article)


def _request(pages: Sequence[PageState]) -> Request:
    """What asks for the one address of these pages; all of it where they do not know the same last answer."""
    known = {(page.etag, page.last_modified) for page in pages}
    etag, last_modified = known.pop() if len(known) == 1 else ("", "")
    return Request(pages[0].url, "page", etag=etag, last_modified=last_modified)


def is_front_page(url: str) -> bool:
    """Whether an address is a site's root."""
    return urlsplit(url).path in {"", "/"} and not urlsplit(url).query
