"""Pages to versions: visit those that are due, keep what is new or changed, note what vanished, came back or moved."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from samarkand import urls
from samarkand.ids import article_id
from samarkand.model.articles import Article, Draft
from samarkand.model.collecting import Answer, Failure, PageState, Request, Seen, Trouble, Visit
from samarkand.model.reports import Outcome, Report
from samarkand.pipeline import scheduling, witnessing
from samarkand.pipeline.capturing import CapturingKeeper
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.pages import page_draft
from samarkand.pipeline.parts import Network, Parts
from samarkand.pipeline.restraint import TOLD, judgement, state_of
from samarkand.pipeline.witnessing import Witness
from samarkand.steps import polling, presence, revisiting
from samarkand.steps.outlets import outlet_of
from samarkand.times import from_ms

PAGES_AT_ONCE = 200
GONE = frozenset({404, 410})
ASKED_AWAY = frozenset({Trouble.ROBOTS, Trouble.WAIT})
"""Not to be asked, or not yet, is no failure."""
NO_ARTICLE = "no article was found on this page; nothing was kept"

Found = Generator[Report, None, Seen]
"""Reports as they come; at the end, what the visit saw."""


def collect(parts: Parts, network: Network, keeper: Keeper, now: datetime) -> Iterator[Report]:
    """Visit the pages that are due, as many of each host as its budget allows; a report for each.

    The list of them is a query, so a stop loses none.
    """
    joined = scheduling.joined_lately(parts, now)
    due = scheduling.due(parts, now, joined)
    parts.catalog.remember(pages=due.later)
    visits = Visits(parts, network, keeper, now, joined)
    for start in range(0, len(due.now), PAGES_AT_ONCE):
        yield from visits.visit(due.now[start : start + PAGES_AT_ONCE])
    for host, count in sorted(due.left.items()):
        yield Report(
            "note", host, f"{count} pages stay due: {parts.settings.pages_per_host} were visited in this round"
        )


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
    joined: Mapping[str, int] = field(default_factory=dict)
    """Article -> outlets that joined its story lately."""

    def visit(self, pages: Sequence[PageState]) -> Iterator[Report]:
        """Ask for pages and keep what they say; their states are remembered once that is durable."""
        waiting: dict[str, list[PageState]] = {}
        for page in pages:  # several only where an outlet's rules were changed, and with them whose article it is
            waiting.setdefault(page.url, []).append(page)
        captured = CapturingKeeper(self.parts, self.network.to_warc, self.keeper)
        done: list[PageState] = []
        for answer in self.network.fetcher.fetch(_request(same) for same in waiting.values()):
            for page in waiting[answer.request.url]:
                state = yield from _Look(self, captured, page).take(answer)
                done.append(state)
            if captured.is_full():
                yield from captured.flush()
                self.parts.catalog.remember(pages=done)
                done = []
        yield from captured.flush()
        self.parts.catalog.remember(pages=done)


class _Look:
    """One answer, and what it means for one article."""

    def __init__(self, visits: Visits, captured: CapturingKeeper, page: PageState) -> None:
        self._parts = visits.parts
        self._visits = visits
        self._witness = Witness(visits.parts, visits.network, visits.keeper, visits.now)
        self._captured = captured
        self._page = page
        self._article = visits.parts.catalog.article(page.article)
        self._passing = ""

    def take(self, answer: Answer | Failure) -> Generator[Report, None, PageState]:
        """Reports as they come; at the end, what is to be remembered of the page."""
        seen = yield from self._seen(answer)
        page, visits = self._page, self._visits
        if isinstance(answer, Answer) and seen in {"same", "changed"}:
            page = witnessing.after(page, answer)
        elif seen != "failed":  # what is not kept has to be told again
            page = replace(page, etag="", last_modified="", passing=self._passing)
        told = from_ms(page.header_ms) if page.header_ms is not None else None
        published = self._article.published_at if self._article else told or visits.now
        visit, wait = Visit(visits.now, seen), polling.asked(answer, visits.now)
        return revisiting.after_visit(page, visit, published, wait, visits.joined.get(page.article, 0))

    def _seen(self, answer: Answer | Failure) -> Found:
        page = self._page
        if isinstance(answer, Failure):
            outcome: Outcome = "note" if answer.trouble in ASKED_AWAY else "failed"
            yield Report(outcome, page.url, f"{answer.trouble}: {answer.detail}", page.article)
            return "failed"
        if answer.status in GONE and self._article is not None:
            yield from self._witness.gone(page, answer, self._article, "status")
            return "gone"
        if answer.status == 304:
            return (yield from self._stands(answer, None))
        if not 200 <= answer.status < 300:
            why = ": there is no such page" if answer.status in GONE else ""
            return (yield from self._failed(f"the host answered {answer.status}{why}"))
        if self._article is None:
            return (yield from self._first(answer))
        return (yield from self._again(answer, self._article))

    def _failed(self, problem: str) -> Found:
        yield Report("failed", self._page.url, problem, self._page.article)
        return "failed"

    def _first(self, answer: Answer) -> Found:
        """An answer of a page of which nothing is kept."""
        page, outlet = self._page, self._parts.outlet(self._page.outlet)
        home = outlet.home if outlet else ""
        if presence.is_front_page(answer.url, home) and not presence.is_front_page(page.url, home):
            return (yield from self._failed(f"leads to the front page {answer.url}: the article is not there"))
        draft = page_draft(self._parts, page, answer, self._visits.now)
        if draft is None or presence.says_so(presence.Shown(answer.url, draft.title, ())):
            return (yield from self._failed(NO_ARTICLE))
        return (yield from self._keep(answer, draft))

    def _again(self, answer: Answer, article: Article) -> Found:
        """An answer of a page of which something is kept."""
        draft = None
        if not self._is_of_feed(article):
            draft = page_draft(self._parts, self._page, answer, self._visits.now)
        if draft is not None and self._visits.keeper.is_kept(draft) and self._is_where_it_was(answer):
            return (yield from self._stands(answer, None))
        verdict = self._witness.judge(self._page, answer, article, has_article=draft is not None)
        if verdict == "same as nothing" and article.gone_at is None and not self._was_doubtful():
            yield Report("note", self._page.url, "may be gone: its host answers so where nothing is", article.id)
            return "doubtful"
        match verdict:
            case "no article" | "ask" if self._is_of_feed(article) and article.gone_at is None:
                return (yield from self._stands(answer, None))
            case "no article" | "ask":
                return (yield from self._failed(NO_ARTICLE))
            case "stands" | "moved" | "rewritten":
                return (yield from self._stands(answer, draft))
            case _:
                yield from self._witness.gone(self._page, answer, article, verdict)
                return "gone"

    def _is_of_feed(self, article: Article) -> bool:
        """Whether its text is the feed's: its page only stands, be it a teaser or built by scripts."""
        return article.latest.made_from == "feed"

    def _was_doubtful(self) -> bool:
        return bool(self._page.past) and self._page.past[-1].seen == "doubtful"

    def _is_where_it_was(self, answer: Answer) -> bool:
        return presence.is_same_place(self._page.lands_at or self._page.url, answer.url)

    def _stands(self, answer: Answer, draft: Draft | None) -> Found:
        """The article is there, with what a draft of it says, if there is one."""
        if self._article is not None:
            yield from self._witness.stands(self._page, answer, self._article)
        if draft is not None:
            return (yield from self._keep(answer, draft))
        yield Report("unchanged", self._page.url, article=self._page.article)
        return "same"

    def _keep(self, answer: Answer, draft: Draft) -> Found:
        """Keep a draft, unless it says nothing new."""
        page = self._page
        judged = judgement(self._parts, self._visits.keeper, draft, self._article, page.passing)
        if judged != "news":
            self._passing = state_of(draft).digest
            yield Report("note", page.url, TOLD[judged], page.article)
            return "restless"
        told = replace(draft, before_at=revisiting.last_seen(page) if self._article else None)
        if self._captured.keep(answer, (told,)):
            yield Report("unchanged", page.url, article=page.article)
            return "same"
        return "changed"


def _request(pages: Sequence[PageState]) -> Request:
    """What asks for the one address of these pages; all of it where they do not know the same last answer."""
    known = {(page.etag, page.last_modified) for page in pages}
    etag, last_modified = known.pop() if len(known) == 1 else ("", "")
    return Request(pages[0].url, "page", etag=etag, last_modified=last_modified)
