"""A site made or brought up to date: what changed is made again, on all cores; what is no more is taken away."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from samarkand.model.articles import Picture
from samarkand.model.sites import Job, Made, SiteOptions, SiteReport
from samarkand.pipeline.parts import Parts
from samarkand.ports import Site
from samarkand.queries import Queries
from samarkand.web.site.contents import Contents, contents
from samarkand.web.site.indexes import index
from samarkand.web.site.making import Piece, begin, close, make
from samarkand.web.site.planning import jobs
from samarkand.web.site.program import Program, program_of
from samarkand.web.site.rendering import Setting
from samarkand.web.site.sitemaps import sitemaps
from samarkand.web.site.terms import blocks_file

AT_ONCE = 64
"""Jobs of one piece, at most; of lists of stories a quarter, since each shows thirty of what others show one of."""
KEPT_AT_ONCE = 8
"""Pieces after which what was made is remembered: what a stop costs."""
_SINGLE = frozenset(("article", "story", "texts"))
_STORY = "story "
"""What names of their jobs begin with."""
_BESIDES = "besides"
"""The name of what tells of the whole site."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which site is wanted of which archive."""

    archive: str
    """Their folders."""
    site: str
    options: SiteOptions
    now: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done."""

    held: Contents
    jobs: int
    """That the site has."""
    due: Sequence[Job]
    """In the order in which they are best done."""
    gone: Collection[str]
    """What was made and is no more."""
    files: frozenset[str]
    """What stands on disk."""
    disputed: Mapping[str, int]
    """Stories about which outlets disagree -> about how much, as it was when they were made last."""
    pictures: int
    """How much is known of pictures."""
    setting: Setting
    program: Program


def plan(parts: Parts, site: Site, order: Order) -> Plan:
    """What has changed since the site was made."""
    held, pictures = contents(parts), parts.catalog.pictures_known()
    known = site.known()
    made_with = program_of(parts, order.options, site.recall)
    program = made_with.hash
    indexes = index(parts, held, order.now, program, known.keys())
    every = list(jobs(parts, held, indexes, order.now, program))
    stale = _seen_since(parts, site.lacking()) if pictures != site.pictures_known() else frozenset()
    due = [job for job in every if not job.key or known.get(job.name) != job.key or job.name in stale]
    gone = known.keys() - {job.name for job in every} - {_BESIDES}
    disputed = {name.removeprefix(_STORY): most for name, most in site.disputed().items() if name not in gone}
    setting = Setting(order.options, order.now, indexes.indexed)
    return Plan(held, len(every), due, gone, site.files(), disputed, pictures, setting, made_with)


def build(parts: Parts, site: Site, order: Order, planned: Plan) -> Iterator[int | SiteReport]:
    """Do what is planned: the number of jobs done, again and again, and at last the report.

    A stop loses no more than the pieces that were not remembered yet; the next build makes these again.
    """
    disputed, made_now, written = dict(planned.disputed), 0, 0
    begin(_piece(order, planned, ()), parts, site)
    kept = _Kept(site)
    turns = _single(order, planned), _lists(order, planned, disputed, kept)
    try:
        with closing(_remembered(kept, parts.spread(make, *turns))) as every:
            for made in every:
                stories = (each for each in made if each.name.startswith(_STORY))
                disputed |= {each.name.removeprefix(_STORY): each.disputed for each in stories}
                made_now, written = made_now + len(made), written + sum(each.written for each in made)
                yield len(made)
    finally:
        close()
    besides = _besides(site, order, planned)
    written += besides.written
    used = site.files({*planned.gone, _BESIDES}) | {*besides.files}
    removed = site.remove(sorted(planned.files - used))
    if 2 * len(planned.due) > planned.jobs:  # what else was learned was learned by another program
        site.forget_but(planned.program.hash)
    site.remember([besides], planned.gone, planned.pictures)
    yield SiteReport(len(used), made_now, written, removed)


class _Kept:
    """What was made and waits for being remembered."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._waiting: list[Made] = []

    def take(self, made: Sequence[Made]) -> None:
        """Remember it, now or with what comes."""
        self._waiting += made
        if len(self._waiting) >= KEPT_AT_ONCE * AT_ONCE:
            self.keep()

    def keep(self) -> None:
        """Remember all of it now."""
        if self._waiting:
            self._site.remember(self._waiting)
            self._waiting = []


def _remembered(kept: _Kept, every: Iterator[list[Made]]) -> Generator[list[Made], None, None]:
    """The same, remembered now and then, and whatever comes when it ends or is stopped."""
    try:
        for made in every:
            kept.take(made)
            yield made
    finally:
        kept.keep()


def _single(order: Order, planned: Plan) -> Iterator[Piece]:
    """The first turn, in pieces to be done wherever there is room: articles and stories."""
    yield from (_piece(order, planned, jobs) for jobs in _pieces(job for job in planned.due if job.kind in _SINGLE))


def _lists(order: Order, planned: Plan, disputed: Mapping[str, int], kept: _Kept) -> Iterator[Piece]:
    """The second turn: lists tell what was found in articles and stories, and ask the site's memory for it.

    Those of terms come first, once the texts lie there: they are the longest.
    """
    kept.keep()
    most = {story: number for story, number in disputed.items() if number}
    lists = [job for job in planned.due if job.kind not in _SINGLE]
    lists.sort(key=lambda job: (job.kind != "terms", job.kind))
    yield from (_piece(order, planned, jobs, most if jobs[0].kind == "cards" else {}) for jobs in _pieces(lists))


def _piece(order: Order, planned: Plan, jobs: tuple[Job, ...], disputed: Mapping[str, int] | None = None) -> Piece:
    return Piece(order.archive, order.site, planned.setting, planned.program.hash, jobs, disputed or {})


def _pieces(due: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """Jobs that ask for the same texts stay together: the articles of a file of texts, and that file. Each of terms stands alone."""
    some: list[Job] = []
    for job in due:
        is_other = some and job.kind != some[-1].kind
        if is_other and ({job.kind, some[-1].kind} & {"cards", "terms"} or some[-1].kind == "texts"):
            yield tuple(some)
            some = []
        some.append(job)
        most = {"cards": AT_ONCE // 4, "terms": 1, "texts": 2 * AT_ONCE}.get(job.kind, AT_ONCE + 1)
        if len(some) >= most:
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


def _seen_since(parts: Parts, lacking: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Jobs that lacked a picture of which something is known by now."""
    queries, stale = Queries(parts), set()
    for name, pictures in lacking.items():
        if any(stored.path for stored in queries.images([Picture(url, "", "") for url in pictures]).values()):
            stale.add(name)
    return frozenset(stale)


def _besides(site: Site, order: Order, planned: Plan) -> Made:
    """What tells of the whole site: which blocks the search has, and the site map where its address is known."""
    told = {"search/blocks.js": blocks_file(planned.held)}
    told |= sitemaps(planned.held, order.options.base) if order.options.base else {}
    written = sum(site.put(name, data) for name, data in told.items())
    return Made(_BESIDES, "", tuple(told), (), len(told), written, learned=planned.program.learned)
