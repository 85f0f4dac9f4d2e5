"""One piece of a site's work, done in whatever process: pages rendered and written, texts and terms for the search."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from samarkand.app.archives import open_archive
from samarkand.app.sites import open_site
from samarkand.errors import ArchiveDamaged
from samarkand.model.articles import Article
from samarkand.model.sites import Job, Made
from samarkand.pipeline.parts import Parts
from samarkand.ports import Site
from samarkand.steps.pairs import ARTICLES_A_FILE, pair_files
from samarkand.web.desk import static
from samarkand.web.moments import article_moment
from samarkand.web.site.addresses import article_stem, file_of
from samarkand.web.site.folding import folding_script
from samarkand.web.site.memory import Memory
from samarkand.web.site.planning import TEXTS_A_FILE
from samarkand.web.site.rendering import Renderer, Setting
from samarkand.web.wording import wording

_SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some jobs, with all that another process needs to do them."""

    archive: str
    site: str
    setting: Setting
    program: str
    """A hash of all that pages are made with."""
    jobs: tuple[Job, ...]
    disputed: Mapping[str, int] = field(default_factory=dict)
    """Stories about which outlets disagree -> about how much."""


class Workshop:
    """What a process keeps open between two pieces of one site."""

    def __init__(self, piece: Piece, opened: tuple[Parts, Site] | None = None) -> None:
        """Opens the archive and the site where they are not. Raises what `open_archive` raises."""
        self._stack = ExitStack()
        self._of = _of(piece)
        self._setting, self._program = piece.setting, piece.program
        self._parts, self._site = opened or (
            self._stack.enter_context(open_archive(Path(piece.archive))),
            self._stack.enter_context(open_site(Path(piece.site))),
        )

    @cached_property
    def renderer(self) -> Renderer:
        """What makes pages."""
        return Renderer(self._parts, self._setting, self.memory)

    @cached_property
    def memory(self) -> Memory:
        """What was learned of versions."""
        return Memory(self._site.recall, self._program)

    def is_for(self, piece: Piece) -> bool:
        """Whether it is open for this site."""
        return self._of == _of(piece)

    def close(self) -> None:
        """Give back what was opened for it."""
        self._stack.close()

    def made(self, job: Job) -> Made:
        """Do a job."""
        self.renderer.used.clear()
        self.renderer.queries.lacking.clear()
        does = {
            "page": self._page,
            "cards": self._page,
            "article": self._article,
            "story": self._story,
            "texts": self._texts,
        }
        files: list[str] = []
        written = 0
        for name, data in does[job.kind](job) if job.kind != "terms" else self._terms(job):
            files.append(name)
            written += self._site.put(name, data)
        pages = len(files)
        for path in sorted(self.renderer.used):
            files.append(path)
            if not self._site.has(path):
                written += self._site.put(path, self.renderer.queries.image_bytes(path))
        lacking = tuple(sorted(self.renderer.queries.lacking))
        disputed = self.renderer.disputes(job.about[0]) if job.kind == "story" else 0
        return Made(job.name, job.key, tuple(files), lacking, pages, written, disputed, self.memory.taken())

    def _page(self, job: Job) -> Iterator[tuple[str, bytes]]:
        address = job.about[0]
        path, _, query = address.partition("?")
        if path == "/static/folding.js":
            yield path[1:], folding_script().encode()
        elif path.startswith("/static/"):
            yield path[1:], static(path.rpartition("/")[2])
        else:
            file = job.turns.get("here") or file_of(path, query)
            yield file, self.renderer.page(address, file, job.turns)

    def _article(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """Its page, and where it has several versions those of all of them and of what was changed."""
        article = self.renderer.queries.article(job.about[0])
        waiting = _addresses(article)
        while waiting:
            address = waiting.pop(0)
            file = file_of(*address.partition("?")[::2])
            data = self.renderer.page(address, file, {})
            yield file, data
            if "/changes/" in address and "typography" not in address and b"typography-1" in data:
                waiting.append(f"{address}{'&' if '?' in address else '?'}typography=1")

    def _story(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """Its page, the comparison, and those of people, agencies and outlets where the comparison has no room for all."""
        home = f"/stories/{job.about[0]}"
        waiting = [home, f"{home}/comparison"]
        while waiting:
            address = waiting.pop(0)
            file = file_of(*address.partition("?")[::2])
            data = self.renderer.page(address, file, {})
            yield file, data
            waiting += _further(address, data)

    def _texts(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """What the search shows of articles: their titles and texts, and where they lead."""
        number = job.first // TEXTS_A_FILE
        yield texts_file(number), script(f"texts/{number}", [self._told(each) for each in job.about])

    def _told(self, identity: str) -> Sequence[str]:
        queries = self.renderer.queries
        article = queries.article(identity)
        version = article.latest
        try:
            _, read = queries.read(version)
            title, text, language = queries.title_of(version), read.text, read.language
        except ArchiveDamaged:
            title, text, language = version.title, "", version.language
        told = article_moment(article, wording(self._setting.options.language), queries.zone_of(version))
        when = f"{told.text} {told.zone}".strip()
        return (
            f"{article_stem(identity)}.html",
            title or version.url,
            queries.outlet_name(article.outlet),
            when,
            language,
            text,
        )

    def _terms(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """The search's index of a block, made of the texts that lie in the site."""
        name = job.name.partition(" ")[2]
        texts = ((each[1], each[5]) for each in self._kept_texts(job))
        for number, content in enumerate(pair_files(texts, -(-len(job.about) // ARTICLES_A_FILE))):
            yield f"{_SEARCH}/{name}/{number}.js", script(f"{name}/{number}", content)

    def _kept_texts(self, job: Job) -> Iterator[Sequence[str]]:
        for number in range(job.first // TEXTS_A_FILE, -(-(job.first + len(job.about)) // TEXTS_A_FILE)):
            yield from told_by(self._site.read(texts_file(number)))


def begin(piece: Piece, parts: Parts, site: Site) -> None:
    """Let this process do its pieces of a site with what it has open."""
    close()
    _OPEN.append(Workshop(piece, (parts, site)))


def make(piece: Piece) -> list[Made]:
    """Do the jobs of a piece. The archive stays open for the next one; `close` gives it back."""
    workshop = _workshop(piece)
    workshop.renderer.comparisons.disputed = piece.disputed
    return [workshop.made(job) for job in piece.jobs]


def close() -> None:
    """Give back what this process opened."""
    while _OPEN:
        _OPEN.pop().close()


_OPEN: list[Workshop] = []


def _of(piece: Piece) -> tuple[object, ...]:
    return piece.archive, piece.site, piece.setting, piece.program


def _workshop(piece: Piece) -> Workshop:
    if not _OPEN or not _OPEN[0].is_for(piece):
        close()
        _OPEN.append(Workshop(piece))
    return _OPEN[0]


def texts_file(number: int) -> str:
    """The file that holds the texts of four articles."""
    return f"{_SEARCH}/texts/{number}.js"


def script(name: str, content: Any) -> bytes:
    """A file that a page loads by a `script` element, since a browser lets no page read the files of a disk."""
    return f"samarkand({json.dumps(name)},{json.dumps(content, ensure_ascii=False)});\n".encode()


def told_by(data: bytes) -> Any:
    """What such a file holds."""
    text = data.decode()
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def _further(address: str, data: bytes) -> Iterator[str]:
    """The pages of people, agencies and outlets that a page leads to and that were not made before it."""
    path, _, query = address.partition("?")
    home, _, name = path.rpartition("/")
    if name == "comparison":
        yield from (f"{home}/{each}" for each in ("people", "agencies", "sheets") if f".{each}.html".encode() in data)
    elif b'rel="next"' in data:
        yield f"{path}?page={int(query.partition('=')[2] or 1) + 1}"


def _addresses(article: Article) -> list[str]:
    """The pages of an article that a site has, but those that mark typography too."""
    home, latest = f"/articles/{article.id}", article.versions
    if latest == 1:
        return [home]
    versions = [f"{home}/versions/{number}" for number in range(1, latest)]
    pairs = [(number, number + 1) for number in range(1, latest)] + ([(1, latest)] if latest > 2 else [])
    changes = [f"{home}/changes/{before}/{after}{query}" for before, after in pairs for query in ("", "?layout=sides")]
    return [home, f"{home}/history", *versions, *changes]
