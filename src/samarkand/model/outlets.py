"""Who publishes: outlets, their feeds, and the rules for reading them, per era. Values only; files are read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """A feed as an outlet publishes it."""

    url: str
    title: str = ""
    language: str = ""
    full_text: bool = False
    """True where the entries hold the whole article, so that no page need be fetched."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and how a body tells its time of publication."""

    pattern: str
    """A regular expression searched in the beginning of the body's HTML; the group `when` holds the time and the
    group `by`, where there is one, the author."""
    format: str
    """`iso`, `rfc822`, or a format of `strptime`."""
    zone: str = ""
    """IANA name of the zone in which the time is told, where the text itself names none; "" for the outlet's."""


@dataclass(frozen=True, slots=True)
class Era:
    """How an outlet's articles looked between two dates. Selectors are CSS; patterns are regular expressions."""

    since: date | None = None
    until: date | None = None
    """The first day on which the era no longer holds."""
    note: str = ""
    datelines: tuple[Dateline, ...] = ()
    authors: tuple[str, ...] = ()
    """Patterns with one group, the authors, searched in the plain text with its furniture behind it; `^` and `$` stand
    at the edges of lines, `\\A` at the beginning. They are asked where the dateline names nobody."""
    furniture: tuple[str, ...] = ()
    """Selectors of what belongs to the outlet's page and not to the article."""
    furniture_lines: tuple[str, ...] = ()
    """Patterns; a line of plain text that matches one as a whole is dropped."""
    captions: tuple[str, ...] = ()
    """Selectors of captions, besides `figcaption`."""
    page_body: tuple[str, ...] = ()
    """Selectors of the article on a fetched page, the first that is found; none: the general extractor."""
    page_title: tuple[str, ...] = ()
    page_authors: tuple[str, ...] = ()
    page_furniture: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the era holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `id` names the folder and never changes."""

    id: str
    name: str
    names: tuple[tuple[str, str], ...] = ()
    """(language, name) pairs."""
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """BCP 47, the usual one first: `zh-Hans`, `zh-Hant`, `en`."""
    zone: str = "UTC"
    home: str = ""
    places: tuple[str, ...] = ()
    """Hosts with an optional path, without a scheme (`www.rfi.fr/cn`): a URL below one of them is this outlet's."""
    ignored_parameters: tuple[str, ...] = ()
    """Query parameters of this outlet's addresses that do not change the article (`full` in `?full=y`)."""
    feeds: tuple[FeedAddress, ...] = ()
    eras: tuple[Era, ...] = field(default=())
    note: str = ""

    def era_on(self, day: date) -> Era:
        """The first era that holds on a day; an empty one where none does."""
        return next((era for era in self.eras if era.holds_on(day)), Era())


@dataclass(frozen=True, slots=True)
class Follow:
    """What an archive follows: an outlet that is known by its id, or a feed by its address; one of the two is ""."""

    outlet: str = ""
    feed: str = ""
    title: str = ""
    paused: bool = False
    """Kept in the list, and its feeds are not asked."""

    def is_of(self, other: Follow) -> bool:
        """Whether both follow the same, whatever else is told of it."""
        return (self.outlet, self.feed) == (other.outlet, other.feed)


@dataclass(frozen=True, slots=True)
class Followed:
    """What was found for somebody who wants to follow it."""

    follow: Follow
    is_new: bool
    """False where it was followed already."""
