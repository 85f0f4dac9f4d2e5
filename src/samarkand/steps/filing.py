"""Where a version is filed and what the ledger says of it: a draft made into an event. Decides nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from samarkand.ids import article_id
from samarkand.model.articles import Draft, Published
from samarkand.model.events import Event
from samarkand.text.filenames import file_name
from samarkand.times import from_ms, is_plausible, iso


def article_of(draft: Draft) -> str:
    """The id of the article that a draft is a state of."""
    return article_id(draft.outlet, draft.canonical_url)


def version_event(draft: Draft, number: int, record: str) -> Event:
    """The event that keeps a draft as a version, in the file that `record` names."""
    reading = draft.reading
    told: dict[str, Any] = {
        "article": article_of(draft),
        "number": number,
        "outlet": draft.outlet,
        "url": draft.url,
        "title": draft.title.encode("utf-8", "replace").decode(),
        "record": record,
        "made_from": draft.made_from,
        "language": reading.language,
    }
    known: dict[str, Any] = {
        "canonical_url": draft.canonical_url if draft.canonical_url != draft.url else "",
        "header_ms": draft.header_ms,
        "published": _published(reading.published),
        "authors": list(reading.authors),
        "feed": draft.feed,
        "capture": draft.capture,
        "imported_from": draft.imported_from,
        "captured_at": iso(draft.captured_at) if draft.captured_at else "",
        "before_at": iso(draft.before_at) if draft.before_at else "",
    }
    told |= {key: value for key, value in known.items() if value not in ("", None, [])}
    if draft.made_from != "import":  # what is imported brings no work for the network
        told["pictures"] = list(dict.fromkeys(picture.url for picture in reading.pictures if picture.url))
    return Event("version", draft.seen_at, told, {record: draft.data})


def _published(published: Published | None) -> dict[str, str] | None:
    if published is None:
        return None
    at = published.at.replace(microsecond=0)  # no outlet means its milliseconds
    told = {"at": iso(at), "zone": published.zone, "precision": published.precision, "told": published.told}
    return told | ({"on": published.on.isoformat()} if published.on else {})


def filing_date(draft: Draft) -> date:
    """The UTC date of the folder that an article is filed under: published, else the header's, else seen."""
    if draft.reading.published:
        return draft.reading.published.at.date()
    header = from_ms(draft.header_ms) if draft.header_ms is not None else None
    return header.date() if header and is_plausible(header, draft.seen_at) else draft.seen_at.date()


def first_path(draft: Draft) -> str:
    """`records/<outlet>/2022/09/07/<title>_<id>.md`."""
    day = filing_date(draft)
    name = f"{file_name(draft.title)}_{article_of(draft)}.md"
    return f"records/{draft.outlet}/{day:%Y/%m/%d}/{name}"


def number_of(path: str) -> int:
    """The number of the version that a record's path is of: 2 for `….v2.md`, 1 without such an ending."""
    match = re.search(r"\.v(\d{1,9})\.md\Z", path)
    return int(match[1]) if match else 1


def later_path(first: str, number: int) -> str:
    """The path of a later version, beside the first one."""
    return f"{first.removesuffix('.md')}.v{number}.md"
