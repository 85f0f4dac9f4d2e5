"""What every page has at hand: the archive's answers, the clock, the templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from minijinja import Environment

from samarkand.changing import Changes
from samarkand.comparing import Comparisons
from samarkand.lives import Lives
from samarkand.model.reports import Report
from samarkand.pipeline.correcting import Wish
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.searching import Search
from samarkand.storytelling import Stories


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person's corrections are carried out with."""

    correct: Callable[[Wish], Report]
    """Raises NotFound and UsageError for what cannot be, ArchiveBusy where another process is writing."""
    token: str
    """A secret of this program's run, which our own forms send back: another site cannot know it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Whom pages ask of an archive."""

    queries: Queries
    search: Search
    stories: Stories
    comparisons: Comparisons
    changes: Changes

    @classmethod
    def of(cls, parts: Parts) -> Answers:
        """Those of one archive."""
        return cls(Queries(parts), Search(parts), Stories(parts), Comparisons(parts), Changes(parts))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page is made with."""

    queries: Queries
    clock: Callable[[], datetime]
    """The instant it is now, aware."""
    started_at: datetime
    """When this program was started: no page is older, since the program may have changed."""
    search: Search
    stories: Stories
    comparisons: Comparisons
    lives: Lives
    changes: Changes
    corrections: Corrections | None = None
    """None where the reader changes nothing."""


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates: everything that is put into them is escaped, and a name that does not exist is an error."""
    folder = files("samarkand.web") / "templates"

    def load(name: str) -> str | None:
        return (folder / name).read_text(encoding="utf-8")

    return Environment(
        loader=load,
        auto_escape_callback=lambda _: "html",
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=8)
def static(name: str) -> bytes:
    """The bytes of one of our own static files; those of the stylesheet are its parts, in the order of their names."""
    folder = files("samarkand.web") / "static"
    if name == "style.css":
        parts = sorted((folder / "style").iterdir(), key=lambda part: part.name)
        return b"\n".join(part.read_bytes() for part in parts)
    return (folder / name).read_bytes()


@lru_cache(maxsize=8)
def static_path(name: str) -> str:
    """The address of a static file, with a mark of its content, so that browsers may keep it for ever."""
    return f"/static/{name}?v={sha256(static(name)).hexdigest()[:12]}"
