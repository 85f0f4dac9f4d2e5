"""Feeds to entries: ask those that are due, keep the articles that stand in them, note the pages to be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from samarkand.ids import article_id, sha256
from samarkand.model.articles import Draft
from samarkand.model.collecting import (
    Answer,
    Entry,
    Failure,
    FeedState,
    PageState,
    Polled,
    Request,
    Seen,
    Visit,
)
from samarkand.model.events import Event
from samarkand.model.outlets import FeedAddress
from samarkand.model.reports import Report
from samarkand.pipeline.capturing import CapturingKeeper
from samarkand.pipeline.drafting import entry_draft
from samarkand.pipeline.followed import followed_feeds
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Network, Parts
from samarkand.pipeline.restraint import TOLD, judgement, state_of
from samarkand.steps import composing, feeds, polling, revisiting
from samarkand.steps.outlets import outlet_of
from samarkand.urls import canonical


@dataclass(slots=True)
class _Round:
    """Which outlets were asked in this round, and why feeds could not be read."""

    polled: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)

    def event(self, now: datetime) -> Event:
        """The ledger's line of the round; an outlet is in trouble if none of its feeds could be read."""
        troubles = {outlet: trouble for outlet, trouble in sorted(self.troubles.items()) if outlet not in self.read}
        return Event("round", now, {"polled": sorted(self.polled), "troubles": troubles})


def poll(parts: Parts, network: Network, keeper: Keeper, now: datetime) -> Iterator[Report]:
    """Ask every feed that is due; a report for each article in it that is new or changed, and for each trouble.

    A feed's state is remembered only after what it brought is durable, so that a stop loses no entry.
    """
    followed = followed_feeds(parts)
    states = {state.followed_as or state.url: state for state in parts.catalog.feed_states()}
    due: dict[str, FeedState] = {}
    for url, (outlet, _) in followed.items():
        state = states.get(url) or FeedState(url, outlet, followed_as=url)
        if polling.is_due(state, now):
            due[state.url] = state
    if followed and not due:
        first = min((state.next_at for url, state in states.items() if url in followed and state.next_at), default=None)
        yield Report(
            "note", "feeds", f"none is due before {first:%Y-%m-%d %H:%M} UTC" if first else "none may be asked"
        )
        return
    happened = _Round()
    for answer in network.fetcher.fetch(_request(state) for state in due.values()):
        state = due[answer.request.url]
        _, feed = followed[state.followed_as or state.url]
        yield from _take(_Poll(parts, network, keeper, now, feed), state, answer, happened)
    if happened.polled:
        yield from keeper.add(happened.event(now))
        yield from keeper.flush()


def _request(state: FeedState) -> Request:
    return Request(state.url, "feed", etag=state.etag, last_modified=state.last_modified)


@dataclass(frozen=True, slots=True)
class _Poll:
    """What taking one feed's answer works with."""

    parts: Parts
    network: Network
    keeper: Keeper
    now: datetime
    feed: FeedAddress


def _take(poll: _Poll, state: FeedState, answer: Answer | Failure, happened: _Round) -> Iterator[Report]:
    """One feed's answer: its articles kept, its pages noted, its state remembered."""
    catalog = poll.parts.catalog
    polled = Polled(answer)
    pages: list[PageState] = []
    if isinstance(answer, Answer) and 200 <= answer.status < 300 and not polling.is_unchanged(state, answer):
        outlet = poll.parts.outlet(state.outlet)
        zone = outlet.zone if outlet else "UTC"
        document = feeds.read_feed(answer.body, answer.url, dict(answer.headers), poll.now, zone)
        captured = CapturingKeeper(poll.parts, poll.network.to_warc, poll.keeper)
        drafts, pages, skipped = _sort_out(poll, document.entries)
        restless = {draft.canonical_url: told for draft in drafts if (told := _held_back(poll, draft))}
        news = tuple(_with_witness(poll, draft) for draft in drafts if draft.canonical_url not in restless)
        kept = captured.keep(answer, news)
        old = {draft.canonical_url for draft in kept}
        for draft in drafts:
            seen: Seen = "same" if draft.canonical_url in old else "changed"
            pages += _watched(poll, draft, "restless" if draft.canonical_url in restless else seen)
        polled = Polled(answer, document, len(news) - len(kept) + sum(page.visits == 0 for page in pages))
        yield from captured.flush()
        yield from (Report("unchanged", draft.url) for draft in kept)
        yield from (
            Report("note", draft.url, restless[draft.canonical_url])
            for draft in drafts
            if draft.canonical_url in restless
        )
        yield from (Report("skipped", entry.title or entry.guid, "the entry has no link") for entry in skipped)
        if document.trouble and document.format:
            yield Report("note", state.url, document.trouble)
    after = polling.after_poll(state, polled, poll.now, poll.network.jitter(), poll.parts.settings)
    catalog.remember(feeds=[after], pages=pages)
    happened.polled.add(state.outlet)
    if after.last_trouble:
        happened.troubles[state.outlet] = after.last_trouble
        yield Report("failed", state.url, after.last_trouble)
    else:
        happened.read.add(state.outlet)


def _sort_out(poll: _Poll, entries: tuple[Entry, ...]) -> tuple[list[Draft], list[PageState], list[Entry]]:
    """Entries into articles that stand in the feed whole, pages to be fetched, and those that lead nowhere."""
    drafts: dict[str, Draft] = {}
    pages: list[PageState] = []
    skipped: list[Entry] = []
    for entry in entries:
        if not entry.url:
            skipped.append(entry)
            continue
        draft = entry_draft(poll.parts, entry, poll.feed.url, poll.now)
        if composing.is_whole(entry, draft.reading.text, is_promised=poll.feed.full_text):
            drafts.setdefault(draft.canonical_url, draft)
        else:
            pages.extend(_page_to_fetch(poll, entry))
    return list(drafts.values()), pages, skipped


def _page_to_fetch(poll: _Poll, entry: Entry) -> Iterator[PageState]:
    """The page of an entry, if it was never asked for, or if the feed has something else to say of it than before."""
    outlet = outlet_of(entry.url, poll.parts.outlets)
    article = article_id(outlet.id, canonical(entry.url, outlet.ignored_parameters))
    known = poll.parts.catalog.page_state(article)
    told = sha256(f"{entry.title}\n{entry.updated_at}\n{entry.body}".encode("utf-8", "surrogatepass"))[:16]
    if known is not None and known.past:
        is_news = known.told != told if known.told else known.title != entry.title
        if not is_news or not revisiting.is_worth_asking(known, poll.now):
            return
    page = known or PageState(article, entry.url, poll.now)
    yield replace(
        page,
        next_at=poll.now,
        outlet=outlet.id,
        feed=poll.feed.url,
        title=entry.title,
        header_ms=composing.entry_time(entry),
        is_wanted=bool(page.past),
        told=told,
    )


def _held_back(poll: _Poll, draft: Draft) -> str:
    """Why a state of an article in a feed is not kept; "" where it may be."""
    article = poll.parts.catalog.article(article_id(draft.outlet, draft.canonical_url))
    page = poll.parts.catalog.page_state(article.id) if article else None
    judged = judgement(poll.parts, poll.keeper, draft, article, page.passing if page else "")
    return TOLD.get(judged, "")


def _with_witness(poll: _Poll, draft: Draft) -> Draft:
    """A draft that tells when the state before it was last witnessed."""
    page = poll.parts.catalog.page_state(article_id(draft.outlet, draft.canonical_url))
    return replace(draft, before_at=revisiting.last_seen(page)) if page else draft


def _watched(poll: _Poll, draft: Draft, seen: Seen) -> Iterator[PageState]:
    """The page of an article that stands in the feed whole: looked at now and then, to know when it is gone.

    One that was gone is looked at as soon as the feed tells of it again.
    """
    article = article_id(draft.outlet, draft.canonical_url)
    kept, known = poll.parts.catalog.article(article), poll.parts.catalog.page_state(article)
    if kept is not None and kept.gone_at is not None:
        page = known or PageState(article, draft.url, None, outlet=draft.outlet, visits=1, feed=draft.feed)
        yield replace(page, next_at=poll.now, is_wanted=True)
    elif known is None:
        page = PageState(article, draft.url, None, outlet=draft.outlet, feed=draft.feed, header_ms=draft.header_ms)
        published = draft.reading.published.at if draft.reading.published else poll.now
        yield revisiting.after_visit(page, Visit(poll.now, seen), published, timedelta())
    elif seen != "same":
        passing = state_of(draft).digest if seen == "restless" else ""
        yield replace(revisiting.after_resend(known, seen, poll.now), passing=passing)
