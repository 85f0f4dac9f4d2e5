"""The nouns of the invented press: its outlets, articles, edits and events. Frozen values; files are read in `loading`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Literal

FeedFormat = Literal["rss20", "rss10", "atom10", "json11"]
BlockKind = Literal["paragraph", "heading", "quote", "list", "picture"]
ArticleKind = Literal["report", "wire", "digest", "live", "column", "feature"]
Leaves = Literal["410", "200", "home"]
TroubleKind = Literal["gone", "cut"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What an outlet changes in one of its articles, from one round on."""

    round: int
    title: str = ""
    """The new title; "" where it stays."""
    replace: tuple[tuple[str, str], ...] = ()
    """(old, new) pairs; each old text stands exactly once in the text before the edit."""
    append: str = ""
    """Paragraphs set below the text, such as the note of a correction."""
    gone: bool | None = None
    """True: the page answers as `leaves` says from now on. False: it stands again."""
    leaves: Leaves = "410"
    """How a page answers that is gone: with that status; with 200, though it says so; by leading to the home page."""
    path: str = ""
    """The path below the outlet at which the page stands from now on; the old one leads there."""


@dataclass(frozen=True, slots=True)
class PressArticle:
    """One article as its outlet first published it. Texts hold placeholders, which `wording` renders."""

    outlet: str
    slug: str
    number: int
    title: str
    text: str
    """Paragraphs in the small markup that `bodies` reads."""
    day: int
    """Days from the world's last day, 0 or negative, in the outlet's zone."""
    time: time
    """Wall-clock time of publication in the outlet's zone."""
    kind: ArticleKind = "report"
    event: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    credit: str = ""
    """Whom the outlet names as the origin of the text, such as an agency; "" for itself."""
    path: str = ""
    """Path below the outlet where it is not made by the outlet's pattern."""
    round: int | None = None
    """The round in which it turns up, where that is later than its time of publication says."""
    edits: tuple[Edit, ...] = ()

    @property
    def key(self) -> str:
        """`outlet/slug`, the name by which traits and links refer to it."""
        return f"{self.outlet}/{self.slug}"


@dataclass(frozen=True, slots=True)
class FeedTrouble:
    """Rounds in which a feed does not answer as it should."""

    kind: TroubleKind
    """`gone`: status 410; `cut`: the document breaks off in the middle."""
    first: int
    last: int

    def holds_in(self, round_: int) -> bool:
        """Whether the trouble holds in a round."""
        return self.first <= round_ <= self.last


@dataclass(frozen=True, slots=True)
class PressFeed:
    """How an outlet's feed is made."""

    path: str
    """Below the outlet's folder."""
    format: FeedFormat
    full: bool = False
    """True where it holds the whole text of its articles."""
    length: int = 20
    """Entries, newest first."""
    tracking: str = ""
    """A query that the feed adds to every link, such as `utm_source=rss`."""
    announced: bool = True
    """Whether a follower is told the address; else it must be found on the home page."""
    troubles: tuple[FeedTrouble, ...] = ()


@dataclass(frozen=True, slots=True)
class PressOutlet:
    """Who publishes in the invented world."""

    id: str
    name: str
    about: str
    language: str
    """As its pages declare it: `zh-CN`, `zh-HK`, `zh-TW`, `en`."""
    languages: tuple[str, ...]
    """BCP 47 with the script of Chinese, the usual one first."""
    zone: str
    stamp: str
    """How its pages tell the time of publication; fields as in `wording.stamp`."""
    article_path: str
    """Pattern of an article's path below the outlet's folder; fields as in `wording.stamp`, and slug, number, title."""
    feed: PressFeed
    encoding: str = "utf-8"
    declared: str = "utf-8"
    """The encoding that its pages and feed name, which need not be the one they are in."""
    proxied: bool = False
    """True where its pictures are reached through the image proxy."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Words of its furniture, for its templates."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that the reports of an event hold, for later work to find."""

    kind: str
    texts: tuple[tuple[str, str], ...]
    """(article key, text) pairs; the text, with its placeholders rendered, stands in that article in some round."""


@dataclass(frozen=True, slots=True)
class PressEvent:
    """Something that happened in the invented world."""

    id: str
    name: str
    day: int
    affair: str = ""
    """Events that are steps of one affair share this name."""
    traits: tuple[Trait, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the world: days from its last day, and a time of day in UTC."""

    day: int
    time: time


@dataclass(frozen=True, slots=True)
class World:
    """The whole invented press, as its files tell of it."""

    outlets: tuple[PressOutlet, ...]
    articles: tuple[PressArticle, ...]
    events: tuple[PressEvent, ...]
    rounds: tuple[Moment, ...]
    """The moment of each round, in order."""
    forbidden: tuple[str, ...]
    """Paths that robots.txt forbids."""
    adverts: Mapping[str, tuple[str, ...]]
    """Language -> texts of the rotating advertisement."""
    templates: Mapping[str, str]
    """Name (`haibao/page.html`) -> source of a template."""
