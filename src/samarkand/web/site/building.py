"""A site made or brought up to date: what changed is made again, on all cores; what is no more is taken away."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from samarkand.model.articles import Picture
from samarkand.model.sites import Job, Made, SiteOptions, SiteReport
from samarkand.pipeline.parts import Parts
from samarkand.ports import Site
from samarkand.queries import Queries
from samarkand.web.site.contents import Contents, contents, hashed
from samarkand.web.site.indexes import index
from samarkand.web.site.making import Piece, begin, close, make
from samarkand.web.site.planning import jobs
from samarkand.web.site.rendering import Setting
from samarkand.web.site.sitemaps import sitemaps
from samarkand.web.site.terms import blocks_file

AT_ONCE = 64
"""Jobs of one piece, at most; of lists of stories a quarter, since each shows thirty of what others show one of."""
KEPT_AT_ONCE = 8
"""Pieces after which what was made is remembered: what a stop costs."""


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
    due: Sequence[Job]
    """In the order in which they are best done."""
    known: Mapping[str, Made]
    """What stands on disk."""
    names: frozenset[str]
    """Of all jobs of the site."""
    pictures: int
    """How much is known of pictures."""
    setting: Setting
    program: str
    """A hash of all that pages are made with."""


def plan(parts: Parts, site: Site, order: Order) -> Plan:
    """What has changed since the site was made."""
    held, pictures = contents(parts), parts.catalog.pictures_known()
    known = site.known()
    program = _program(parts, order.options)
    indexes = index(parts, held, order.now, program, known.keys())
    every = list(jobs(parts, held, indexes, order.now, program))
    stale = _seen_since(parts, known.values()) if pictures != site.pictures_known() else frozenset()
    due = [job for job in every if _is_due(job, known.get(job.name)) or job.name in stale]
    setting = Setting(order.options, order.now, indexes.indexed)
    return Plan(held, due, known, frozenset(job.name for job in every), pictures, setting, program)


def build(parts: Parts, site: Site, order: Order, planned: Plan) -> Iterator[int | SiteReport]:
    """Do what is planned: the number of jobs done, again and again, and at last the report.

    A stop loses no more than the pieces that were not remembered yet; the next build makes these again.
    """
    standing, made_now, written = dict(planned.known), 0, 0
    begin(_piece(order, planned, ()), parts, site)
    try:
        for pieces in _turns(order, planned, standing):
            with closing(_remembered(site, parts.spread(make, pieces))) as every:
                for made in every:
                    standing |= {each.name: replace(each, learned={}) for each in made}
                    made_now, written = made_now + len(made), written + sum(each.written for each in made)
                    yield len(made)
    finally:
        close()
    besides = _besides(site, order, planned)
    written += besides.written
    standing = {name: each for name, each in standing.items() if name in planned.names} | {besides.name: besides}
    used = {file for each in standing.values() for file in each.files}
    before = {file for each in planned.known.values() for file in each.files}
    removed = site.remove(sorted(before - used))
    site.remember([besides], planned.known.keys() - standing.keys(), planned.pictures)
    if 2 * len(planned.due) > len(planned.names):  # what else was learned was learned by another program
        site.forget_but(planned.program)
    yield SiteReport(len(used), made_now, written, removed)


def _is_due(job: Job, known: Made | None) -> bool:
    return known is None or not job.key or known.key != job.key


def _remembered(site: Site, every: Iterator[list[Made]]) -> Generator[list[Made], None, None]:
    """The same, remembered now and then, and whatever comes when it ends or is stopped."""
    unkept: list[Made] = []
    try:
        for made in every:
            unkept += made
            if len(unkept) >= KEPT_AT_ONCE * AT_ONCE:
                site.remember(unkept)
                unkept = []
            yield made
    finally:
        if unkept:
            site.remember(unkept)


def _turns(order: Order, planned: Plan, standing: Mapping[str, Made]) -> Iterator[Iterator[Piece]]:
    """The jobs in pieces, to be done wherever there is room, in two turns: lists tell what was found in articles and stories.

    Those of terms come first in the second, once the texts lie there: they are the longest.
    """
    single = {"article", "story", "texts"}
    yield (_piece(order, planned, jobs) for jobs in _pieces(job for job in planned.due if job.kind in single))
    disputed = {name.partition(" ")[2]: each.disputed for name, each in standing.items() if each.disputed}
    lists = [job for job in planned.due if job.kind not in single]
    lists.sort(key=lambda job: (job.kind != "terms", job.kind))
    yield (_piece(order, planned, jobs, disputed if jobs[0].kind == "cards" else {}) for jobs in _pieces(lists))


def _piece(order: Order, planned: Plan, jobs: tuple[Job, ...], disputed: Mapping[str, int] | None = None) -> Piece:
    return Piece(order.archive, order.site, planned.setting, planned.program, jobs, disputed or {})


def _pieces(due: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """Jobs that ask for the same texts stay together: the articles of a file of texts, and that file. Each of terms stands alone."""
    some: list[Job] = []
    for job in due:
        if some and job.kind != some[-1].kind and {job.kind, some[-1].kind} & {"cards", "terms"}:
            yield tuple(some)
            some = []
        some.append(job)
        most = {"cards": AT_ONCE // 4, "terms": 1}.get(job.kind, AT_ONCE + 1)
        if job.kind == "texts" or len(some) >= most:
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


def _seen_since(parts: Parts, made: Iterable[Made]) -> frozenset[str]:
    """Jobs that lacked a picture of which something is known by now."""
    queries, stale = Queries(parts), set()
    for each in made:
        if each.pictures and any(
            stored.path for stored in queries.images([Picture(url, "", "") for url in each.pictures]).values()
        ):
            stale.add(each.name)
    return frozenset(stale)


def _besides(site: Site, order: Order, planned: Plan) -> Made:
    """What tells of the whole site: which blocks the search has, and the site map where its address is known."""
    told = {"search/blocks.js": blocks_file(planned.held)}
    told |= sitemaps(planned.held, order.options.base) if order.options.base else {}
    written = sum(site.put(name, data) for name, data in told.items())
    return Made("besides", "", tuple(told), (), len(told), written)


def _program(parts: Parts, options: SiteOptions) -> str:
    """A hash of all that every page is made with: the program itself, names of outlets and others, for whom the site is."""
    own = sha256()
    for data in _files(files("samarkand")):
        own.update(data)
    known = repr([replace(each, feeds=()) for each in parts.outlets])
    groups = parts.names.known() if parts.names else ()
    called = *(each.key for each in groups), repr([each for each in groups if each.kind == "own"])
    return hashed((own.hexdigest(), known, *called, parts.settings.title, repr(options), Queries(parts).identity()))


def _files(folder: Traversable) -> Iterator[bytes]:
    """The bytes of the program's files, always in one order."""
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir() and each.name != "__pycache__":
            yield from _files(each)
        elif each.is_file() and not each.name.endswith(".pyc"):
            yield each.read_bytes()
