"""What every page has at hand: the archive's answers, the clock, the templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from secrets import token_bytes
from typing import Protocol

from minijinja import Environment

from samarkand.calendars import Calendar
from samarkand.changing import Changes
from samarkand.comparing import Comparisons
from samarkand.lives import Lives
from samarkand.model.marks import Marking
from samarkand.model.outlets import Follow, Followed
from samarkand.model.reports import Report
from samarkand.model.watches import Watch
from samarkand.pipeline.correcting import Wish
from samarkand.queries import Queries
from samarkand.quoting import Quotes
from samarkand.searching import Search
from samarkand.speaking import People
from samarkand.storytelling import Stories
from samarkand.streaming import Streams
from samarkand.vitals import Vitals
from samarkand.web.entrance.door import Door
from samarkand.web.picture_keys import PictureKeys
from samarkand.web.remembering import Remembered


class Managing(Protocol):
    """What a person decides about whom an archive follows, and for what it watches."""

    def follows(self) -> tuple[Follow, ...]:
        """Who is followed, in the order of their file. Raises BadOutlet."""
        ...

    def follow(self, name: str) -> tuple[Sequence[Followed], str]:
        """Follow an outlet by its name, or what is found at an address: what that was, or why it was nothing."""
        ...

    def follow_list(self, data: bytes) -> Sequence[Followed]:
        """Follow the feeds of an OPML list; none for what is no list."""
        ...

    def pause(self, follow: Follow, *, is_paused: bool) -> bool:
        """Ask no more for now, or again; False where it is not followed."""
        ...

    def unfollow(self, follow: Follow) -> bool:
        """Follow no longer; False where it was not followed."""
        ...

    def keep_watch(self, watch: Watch) -> tuple[Watch, bool]:
        """Keep what is waited for, and whether it is new. Raises BadQuery, UsageError, NotFound."""
        ...

    def drop_watch(self, identity: str) -> bool:
        """Keep it no longer; False where there is none of that id."""
        ...

    def send_again(self, identity: str) -> bool:
        """Send what was given up of a watch; whether all of it got through. Raises ArchiveBusy, CannotWrite."""
        ...

    def put_away(self, identity: str, letter: str) -> bool:
        """Keep a message that was given up no longer; False where there is none of that id."""
        ...

    def subscriptions(self) -> bytes:
        """Who is followed, as an OPML list."""
        ...


@dataclass(frozen=True, slots=True)
class Writing:
    """What a person changes in the reader is carried out with."""

    correct: Callable[[Wish], Report] | None = None
    """Raises NotFound and UsageError for what cannot be, ArchiveBusy where another process is writing."""
    managing: Managing | None = None
    mark: Callable[[Sequence[Marking]], bool] | None = None
    """Keeps what was marked; raises UsageError for what cannot be, CannotWrite."""


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
    people: People
    calendar: Calendar
    quotes: Quotes
    remembered: Remembered
    streams: Streams
    vitals: Callable[[datetime], Vitals]
    """How the archive is doing at an instant."""
    writing: Writing = Writing()
    """Empty where the reader changes nothing."""
    door: Door | None = None
    """None where everybody may enter."""
    pictures: PictureKeys | None = None
    """What makes addresses of pictures that need no password; None where they are not given to anybody elsewhere."""
    secret: bytes = field(default_factory=partial(token_bytes, 32))
    """Of this program's run: what forms are known by is made of it."""
    is_static: bool = False
    """Whether pages become files, where nothing can be asked."""


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


@lru_cache(maxsize=16)
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
