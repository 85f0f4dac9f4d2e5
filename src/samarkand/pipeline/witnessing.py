"""What visits witness of articles that are known: gone, back, moved, each as a line of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from samarkand import urls
from samarkand.model.articles import AbsenceReason, Article
from samarkand.model.collecting import Answer, Nothing, PageState, Request
from samarkand.model.events import Event
from samarkand.model.reports import Report
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.opening import open_text
from samarkand.pipeline.pages import charset
from samarkand.pipeline.parts import Network, Parts
from samarkand.steps import presence, revisiting
from samarkand.steps.presence import Shown, Verdict
from samarkand.text.decoding import decode
from samarkand.times import iso

ASKED_AGAIN = timedelta(days=30)
"""How long it is remembered what a host answers to an address that cannot exist."""
_WORDS: dict[AbsenceReason, str] = {
    "front page": "leads to the front page {target}",
    "section page": "leads to {target}, the folder above it",
    "other page": "leads to {target}, where the text is not",
    "page says so": "answers {status}, and says that it is not there",
    "same as nothing": "answers {status} as its host does where nothing is",
    "status": "{status}",
}


@dataclass(frozen=True, slots=True)
class Witness:
    """Who looks at pages in one round and tells the ledger."""

    parts: Parts
    network: Network
    keeper: Keeper
    now: datetime

    def gone(self, page: PageState, answer: Answer, article: Article, reason: AbsenceReason) -> Iterator[Report]:
        """The article is not there; a line also where that was known, so that the last time it was seen so is."""
        led = answer.url if not presence.is_same_place(page.url, answer.url) else ""
        told: dict[str, Any] = {"article": article.id, "status": answer.status, "url": page.url, "reason": reason}
        if led:
            told["target"] = led
        if article.gone_at is not None:
            yield from self.keeper.add(
                Event("gone", self.now, told), Report("unchanged", page.url, "still gone", article.id)
            )
            return
        before = revisiting.last_seen(page)
        event = Event("gone", self.now, told | ({"before_at": iso(before)} if before else {}))
        words = _WORDS[reason].format(target=led, status=answer.status)
        report = Report("gone", page.url, f"{words}; what was kept stays: {article.latest.title}", article.id)
        yield from self.keeper.add(event, report)

    def stands(self, page: PageState, answer: Answer, article: Article) -> Iterator[Report]:
        """The article is there: back, if it was gone, and moved, if another address has it now."""
        if article.gone_at is not None:
            url = article.latest.url
            told = {"article": article.id, "url": url}
            last = article.absence.last_at if article.absence else article.gone_at
            event = Event("back", self.now, told | {"before_at": iso(last)})
            yield from self.keeper.add(event, Report("back", url, article.latest.title, article.id))
        before = page.lands_at or page.url
        if page.lands_at is not None and not presence.is_same_place(before, answer.url):
            told = {"article": article.id, "url": before, "target": answer.url}
            report = Report("note", page.url, f"is found at {answer.url} now", article.id)
            yield from self.keeper.add(Event("moved", self.now, told), report)

    def judge(self, page: PageState, answer: Answer, article: Article, *, has_article: bool) -> Verdict:
        """What an answer of status 200 means; its host is asked for what cannot exist where nothing else tells."""
        _, kept = open_text(self.parts, article.latest)
        outlet = self.parts.outlet(article.outlet)
        shows, asked = shown(answer), (page.url, outlet.home if outlet else "")
        nothing = self._known_nothing(page)
        verdict = presence.judge(kept, shows, asked, has_article=has_article, nothing=nothing)
        if verdict == "ask":
            nothing = self._ask_for_nothing(page)
            verdict = presence.judge(kept, shows, asked, has_article=has_article, nothing=nothing)
        return verdict

    def _known_nothing(self, page: PageState) -> Nothing | None:
        known = self.parts.catalog.nothing_at(_place(page))
        return known if known and abs(self.now - known.at) <= ASKED_AGAIN else None

    def _ask_for_nothing(self, page: PageState) -> Nothing:
        """What the host answers to an address that cannot exist; remembered, so that it is asked once in a while."""
        address = presence.impossible(page.url)
        answer = next(iter(self.network.fetcher.fetch([Request(address, "page")])))
        if isinstance(answer, Answer):
            nothing = presence.nothing_of(shown(answer), answer.status, self.now)
        else:
            nothing = Nothing(self.now, 0, address, "", frozenset())
        self.parts.catalog.remember_nothing(_place(page), nothing)
        return nothing


def _place(page: PageState) -> str:
    """For what an answer about nothing holds: outlets that share a host need not share a layout."""
    return f"{page.outlet} {urls.host(page.url)}"


def shown(answer: Answer) -> Shown:
    """What the page of an answer shows, whatever it is."""
    return presence.shown(decode(answer.body, charset(answer)), answer.url)


def after(page: PageState, answer: Answer) -> PageState:
    """A page with what its answer tells for the next request."""
    is_repeated = answer.status == 304
    lands_at = "" if presence.is_same_place(page.url, answer.url) else answer.url
    return replace(
        page,
        etag=answer.header("etag") or (page.etag if is_repeated else ""),
        last_modified=answer.header("last-modified") or (page.last_modified if is_repeated else ""),
        lands_at=lands_at,
        passing="",
    )
