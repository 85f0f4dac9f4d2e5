"""The table of versions: its columns, their types and what each of them tells. A row is one version of one article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from samarkand.model.articles import Published
from samarkand.model.exports import Taken
from samarkand.text.surrogates import well_formed

Kind = Literal["text", "number", "instant", "day", "texts", "pictures"]
"""instant: an aware UTC datetime. day: a date. texts: a list of texts. pictures: a list of tables of texts with the keys of PICTURE."""
PICTURE = ("url", "caption", "alt", "path")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    name: str
    kind: Kind
    of: Callable[[Taken], Any]
    told: str
    """What it holds, in a sentence for those who read the table."""
    may_lack: bool = False
    """Whether a row may have nothing there; a text that is not known is empty instead."""


def _published(take: Callable[[Published], Any]) -> Callable[[Taken], Any]:
    return lambda taken: take(taken.version.published) if taken.version.published else None


def _pictures(taken: Taken) -> list[dict[str, str]]:
    paths = {url: stored.path for url, stored in taken.images.items()}
    return [
        dict(zip(PICTURE, map(well_formed, (each.url, each.caption, each.alt, paths.get(each.url, ""))), strict=True))
        for each in taken.reading.pictures
    ]


COLUMNS: tuple[Column, ...] = (
    Column("article", "text", lambda taken: taken.article.id, "id of the article: what lives at one address of an outlet"),
    Column("version", "number", lambda taken: taken.version.number, "which of its versions this row is, from 1"),
    Column("versions", "number", lambda taken: taken.article.versions, "how many versions the archive has of it"),
    Column("outlet", "text", lambda taken: taken.version.outlet, "id of the outlet"),
    Column("outlet_name", "text", lambda taken: taken.outlet.name, "name that the outlet is shown by"),
    Column("story", "text", lambda taken: taken.story, "id of the story that the article stands in; empty where it is not placed"),
    Column("title", "text", lambda taken: taken.title, "title, plain text on one line"),
    Column("text", "text", lambda taken: taken.reading.text, "plain text, one line a block, without the furniture of its page"),
    Column("characters", "number", lambda taken: len(taken.reading.text), "length of the text in Unicode characters"),
    Column("language", "text", lambda taken: taken.version.language, "BCP 47: `zh-Hans`, `zh-Hant`, `en`; `und` where it cannot be told"),
    Column("authors", "texts", lambda taken: list(taken.version.authors), "names of those who wrote it, as the outlet tells them"),
    Column("url", "text", lambda taken: taken.version.url, "address, as the outlet told it with this version"),
    Column("canonical_url", "text", lambda taken: taken.article.url, "address that the article is known by"),
    Column("published_at", "instant", _published(lambda told: told.at), "when the outlet claims to have published it; where only a day was told, an instant that stands for it", may_lack=True),
    Column("published_on", "day", _published(lambda told: told.on), "the date in the outlet's place, where it told only a day", may_lack=True),
    Column("published_zone", "text", _published(lambda told: told.zone), "IANA name of the place that the outlet tells its time in"),
    Column("published_precision", "text", _published(lambda told: told.precision), "`second`, `minute` or `day`"),
    Column("published_told", "text", _published(lambda told: told.told), "what told the time: `dateline`, `page`, `feed`, `header`, `front matter`"),
    Column("seen_at", "instant", lambda taken: taken.version.seen_at, "when the archive first saw this version"),
    Column("captured_at", "instant", lambda taken: taken.version.captured_at, "when somebody else captured it, where it was imported from web archives", may_lack=True),
    Column("first_seen_at", "instant", lambda taken: taken.article.first_seen_at, "when the archive first saw the article"),
    Column("gone_at", "instant", lambda taken: taken.article.gone_at, "since when the article has been gone from its address", may_lack=True),
    Column("header_ms", "number", lambda taken: taken.version.header_ms, "the feed's own time in the record's header, epoch milliseconds", may_lack=True),
    Column("pictures", "pictures", _pictures, "pictures in reading order: `url`, `caption`, `alt`, and `path` below the archive, empty where it is not kept"),
    Column("made_from", "text", lambda taken: taken.version.made_from, "what the record was made of: `import`, `feed`, `page`"),
    Column("feed", "text", lambda taken: taken.version.feed, "address of the feed that brought it"),
    Column("capture", "text", lambda taken: taken.version.capture, "file and byte of the capture that it was made from, below the archive"),
    Column("imported_from", "text", lambda taken: taken.version.imported_from, "path below the folder that it was imported from"),
    Column("record", "text", lambda taken: taken.version.record, "path of the record below the archive"),
    Column("sha256", "text", lambda taken: taken.version.sha256, "SHA-256 of the record's bytes: the receipt of every word in this row"),
)  # fmt: skip


def row(taken: Taken) -> dict[str, Any]:
    """A version as a row: column -> value, None where it has none; texts hold no halves of characters."""
    return {column.name: _fitting(column, column.of(taken)) for column in COLUMNS}


def _fitting(column: Column, value: Any) -> Any:
    if column.kind == "text":
        return well_formed(value or "")
    if column.kind == "texts":
        return [well_formed(each) for each in value]
    return value
