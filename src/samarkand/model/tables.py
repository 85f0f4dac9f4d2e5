"""The tables that bulk work writes: their columns, and what each tells. Values only; docs/reference/bulk-tables.md is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "texts", "bytes", "whole", "real", "flag", "instant", "day"]
"""text: UTF-8. whole: 64 bits, signed. real: 64 bits. instant: UTC, to the millisecond. day: a calendar date. texts: a list."""
Row = Mapping[str, Any]
"""A value for each column; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind
    tells: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a folder of Parquet files, its parts."""

    name: str
    tells: str
    columns: tuple[Column, ...]
    is_published: bool = True
    """False for what is there for the next stage alone, and may change with any version of the program."""


_ARTICLE = Column("article", "text", "id of the article, as an archive has it: made of outlet and canonical URL")
_SHA256 = Column("sha256", "text", "SHA-256 of the record: with `article`, the state of the article that is meant")
_PLACES = (
    Column("start", "whole", "where it begins, in characters of `versions.text`"),
    Column("end", "whole", "where it ends; excluded"),
)
_PAIR = (
    Column("one", "text", "id of an article; the smaller of the two"),
    Column("two", "text", "id of the other article"),
)

FILES = Table(
    "files",
    "one row a file that was worked on",
    (
        Column("source", "text", "path or address"),
        Column("bytes", "whole", "its size"),
        Column("captures", "whole", "HTTP answers in it"),
        Column("pages", "whole", "good answers with HTML in them"),
        Column("versions", "whole", "rows of `versions` that it brought"),
        Column("problems", "whole", "rows of `quarantine` that it brought"),
        Column("is_done", "flag", "false where the file as a whole could not be read: the next run tries it again"),
    ),
)
VERSIONS = Table(
    "versions",
    "one row a state of an article in a file; a state that two files hold stands in the parts of both",
    (
        _ARTICLE,
        _SHA256,
        Column("outlet", "text", "id of the outlet"),
        Column("url", "text", "address, as it was captured"),
        Column("canonical_url", "text", "what the article's identity is made of"),
        Column("title", "text", "title, as the record has it"),
        Column("language", "text", "BCP 47 with the script of Chinese: `zh-Hans`, `zh-Hant`, `en`; `und`"),
        Column("authors", "texts", "names"),
        Column("published_at", "instant", "told time of publication; none where the page tells none"),
        Column("published_zone", "text", "IANA name of the place in whose time it is told; none as above"),
        Column("published_precision", "text", "`second`, `minute` or `day`"),
        Column("published_told", "text", "by what: `dateline`, `page`, `header`"),
        Column("published_on", "day", "the date in the outlet's place, where only a day was told"),
        Column("header_ms", "whole", "time in the record's header, epoch milliseconds"),
        Column("captured_at", "instant", "when it was captured, as the file says; none where it does not"),
        Column("source", "text", "file that it was found in"),
        Column("offset", "whole", "bytes from the start of that file to the capture"),
        Column("agency", "text", "agency that the whole text is credited to; empty for none"),
        Column("text", "text", "plain text, one line a block; places count its characters"),
        Column("record", "bytes", "the record, as an archive files it"),
    ),
)
STATEMENTS = Table(
    "statements",
    "one row a statement: who is reported to have said what, through whom it came",
    (
        _ARTICLE,
        _SHA256,
        *_PLACES,
        Column("text", "text", "what was said"),
        Column("kind", "text", "`direct` or `indirect`"),
        Column("speaker", "text", "name; empty where nobody is named"),
        Column("speaker_start", "whole", "where the text has that name; none where nobody is named"),
        Column("speaker_end", "whole", "excluded"),
        Column("role", "text", "title or description of the speaker"),
        Column("cue", "text", "reporting word; empty for none"),
        Column("cue_start", "whole", "where it stands"),
        Column("cue_end", "whole", "excluded"),
        Column("via", "texts", "channels between speaker and outlet, nearest the speaker first"),
    ),
)
DATES = Table(
    "dates",
    "one row an expression that places something on the calendar",
    (
        _ARTICLE,
        _SHA256,
        *_PLACES,
        Column("text", "text", "as it is written"),
        Column("value", "text", "ISO 8601: a day, month, year or interval"),
        Column("grain", "text", "`day`, `week`, `month`, `quarter`, `year` or `interval`"),
        Column("since", "day", "first day"),
        Column("until", "day", "first day that no longer belongs to it"),
        Column("time", "text", "time of day, where one is told"),
        Column("side", "text", "empty, `before`, `until`, `since` or `after`"),
    ),
)
NUMBERS = Table(
    "numbers",
    "one row a quantity",
    (
        _ARTICLE,
        _SHA256,
        *_PLACES,
        Column("text", "text", "as it is written"),
        Column("low", "text", "the number, or the lower end of a range; as text, so that it is exact"),
        Column("high", "text", "equal to `low`, except for a range"),
        Column("unit", "text", "one spelling a unit, simplified Chinese; empty for a bare count"),
        Column("counts", "text", "noun behind it"),
        Column("of", "text", "what is counted, by one word for all ways to say it, where it is known"),
        Column("approximate", "flag", "whether it is told as about so many"),
        Column("bound", "text", "empty, `least`, `most`, `over` or `under`"),
    ),
)
NAMES = Table(
    "names",
    "one row a name that is explained by its spelling in Latin letters",
    (
        _ARTICLE,
        _SHA256,
        *_PLACES,
        Column("name", "text", "as it is written"),
        Column("gloss", "text", "Latin spelling"),
        Column("type", "text", "`person`, `org`, `place` or `other`: a guess"),
    ),
)
QUARANTINE = Table(
    "quarantine",
    "one row a thing that could not be read, and why",
    (
        Column("source", "text", "file"),
        Column("offset", "whole", "bytes from its start; none where the whole file is meant"),
        Column("problem", "text", "what happened, for people"),
        Column("is_lost", "flag", "false where everything could be read all the same"),
    ),
)
ARTICLES = Table(
    "articles",
    "one row an article: its latest state, over all files",
    (
        _ARTICLE,
        Column("sha256", "text", "of the latest state"),
        Column("outlet", "text", "id of the outlet"),
        Column("url", "text", "address of the latest state"),
        Column("title", "text", "title of the latest state"),
        Column("language", "text", "BCP 47"),
        Column("published_at", "instant", "told by the latest state, else the first capture"),
        Column("first_captured_at", "instant", "first capture of any state"),
        Column("last_captured_at", "instant", "last capture of any state"),
        Column("versions", "whole", "states that differ"),
        Column("agency", "text", "agency that the latest state is credited to; empty for none"),
        Column("part", "text", "part of `versions` in which the latest state stands"),
    ),
)
DUPLICATES = Table(
    "duplicates",
    "one row a pair of articles whose texts are nearly one, however far apart in time",
    (
        *_PAIR,
        Column("likeness", "real", "estimated share of equal runs of words (Jaccard), two decimals"),
        Column("agency", "text", "agency that both texts are credited to; empty for none"),
    ),
)
LINKS = Table(
    "links",
    "one row a pair of articles that may report one event, as far as they are near in time",
    (
        *_PAIR,
        Column("score", "real", "log-odds"),
        Column("is_copy", "flag", "whether both are one text, clause by clause: agency copy, re-post"),
    ),
)
STORIES = Table(
    "stories",
    "one row a story candidate: two articles or more that report one event",
    (
        Column("story", "text", "id, as an archive has it: made of the article that was captured first"),
        Column("headline", "text", "id of the article that is most like the others"),
        Column("first_at", "instant", "first publication"),
        Column("last_at", "instant", "last publication"),
        Column("outlets", "texts", "ids, in the order in which they joined"),
        Column("voices", "whole", "outlets that report independently: copies of one text count once"),
        Column("articles", "texts", "ids, by time of publication"),
    ),
)
FEATURES = Table(
    "features",
    "what articles are compared by",
    (
        _ARTICLE,
        _SHA256,
        Column("at", "instant", "when it was published, as `articles.published_at`"),
        Column("sketch", "bytes", "`steps.relating.sketches`, in the byte order of the machine"),
        Column("signature", "bytes", "`steps.nearness`"),
    ),
    is_published=False,
)

TABLES = {
    table.name: table
    for table in (
        *(FILES, VERSIONS, STATEMENTS, DATES, NUMBERS, NAMES, QUARANTINE),
        *(ARTICLES, DUPLICATES, LINKS, STORIES, FEATURES),
    )
}
"""By their names, in the order in which they are told of."""
