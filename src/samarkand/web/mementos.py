"""Headers and lists by which clients of web archives find their way among the versions of an article (RFC 7089, RFC 8288)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from samarkand.model.articles import Version
from samarkand.steps.mementos import as_told, in_order
from samarkand.times import iso
from samarkand.urls import clean, is_web

LINK_FORMAT = "application/link-format"
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
"""What may stand in an address: no angle bracket, no quote, no blank, nothing that is not ASCII (RFC 3986)."""


@dataclass(frozen=True, slots=True)
class Mementos:
    """All versions of an article, seen by clients of web archives."""

    base: str
    """Scheme, host and port that the reader was asked by."""
    original: str
    """The article's address, fit for a header."""
    versions: Sequence[Version]
    """By time."""

    @staticmethod
    def of(base: str, url: str, versions: Sequence[Version]) -> Mementos | None:
        """Those of an article at an address; None where that is none of the web, and nobody can ask for it."""
        return Mementos(base, in_header(url), in_order(versions)) if is_web(url) and versions else None

    @property
    def timegate(self) -> str:
        """Where one asks for the version of a time."""
        return f"{self.base}/timegate/{self.original}"

    def timemap(self, form: str = "link") -> str:
        """Where the list of all versions is; `form` is `link` or `json`."""
        return f"{self.base}/timemap/{form}/{self.original}"

    def address(self, version: Version) -> str:
        """Where a version is shown."""
        return f"{self.base}/articles/{version.article}/versions/{version.number}"

    def links(self, version: Version | None = None) -> str:
        """The `Link` header: of a version where one is shown, else of what leads to all of them.

        One version that is first and last, or next and last, is told once with all that it is.
        """
        return ", ".join((*self._ways(), *self._neighbours(version)))

    def _ways(self) -> Iterator[str]:
        span = f'; from="{self._time(0)}"; until="{self._time(-1)}"'
        yield f'<{self.original}>; rel="original"'
        yield f'<{self.timegate}>; rel="timegate"'
        yield f'<{self.timemap()}>; rel="timemap"; type="{LINK_FORMAT}"{span}'

    def _neighbours(self, version: Version | None) -> Iterator[str]:
        roles: dict[int, list[str]] = {}
        last = len(self.versions) - 1
        roles.setdefault(0, []).append("first")
        roles.setdefault(last, []).append("last")
        if version is not None:
            place = next(place for place, each in enumerate(self.versions) if each.number == version.number)
            roles.setdefault(place, [])
            for near, role in ((place - 1, "prev"), (place + 1, "next")):
                if 0 <= near <= last:
                    roles.setdefault(near, []).append(role)
        for place in sorted(roles):
            yield self._memento(self.versions[place], " ".join((*roles[place], "memento")))

    def _memento(self, version: Version, role: str) -> str:
        return f'<{self.address(version)}>; rel="{role}"; datetime="{as_told(version.witnessed_at)}"'

    def _time(self, place: int) -> str:
        return as_told(self.versions[place].witnessed_at)

    def headers(self, version: Version) -> Mapping[str, str]:
        """What the page of a version tells besides its text."""
        return {"Memento-Datetime": as_told(version.witnessed_at), "Link": self.links(version)}

    def link_list(self) -> str:
        """The list of all versions as `application/link-format` (RFC 7089, 5; RFC 6690), one a line."""
        span = f'; from="{self._time(0)}"; until="{self._time(-1)}"'
        roles = {0: "first memento", len(self.versions) - 1: "last memento"}
        if len(self.versions) == 1:
            roles = {0: "first last memento"}
        lines = [
            f'<{self.original}>; rel="original"',
            f'<{self.timemap()}>; rel="self"; type="{LINK_FORMAT}"{span}',
            f'<{self.timegate}>; rel="timegate"',
            *(self._memento(each, roles.get(place, "memento")) for place, each in enumerate(self.versions)),
        ]
        return ",\n".join(lines) + "\n"

    def json_list(self) -> Mapping[str, object]:
        """The same for programs, in the form that aggregators of web archives use."""
        told = [
            {"datetime": iso(each.witnessed_at.replace(microsecond=0)), "uri": self.address(each)}
            for each in self.versions
        ]
        return {
            "original_uri": self.original,
            "self": self.timemap("json"),
            "mementos": {"list": told, "first": told[0], "last": told[-1]},
            "timemap_uri": {"link_format": self.timemap(), "json_format": self.timemap("json")},
            "timegate_uri": self.timegate,
        }


def in_header(url: str) -> str:
    """An address as it may stand between angle brackets in a header: all else is escaped."""
    return quote(clean(url), safe=_SAFE, errors="replace")
