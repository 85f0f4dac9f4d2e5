"""What goes out for a version in the forms of web archives: addresses, resources, a line in the list of pages. No bytes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from samarkand.model.articles import Reading, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.exports import RECORD_TYPE, Format, ListedPage, Resource

_NAMESPACE = UUID("9d1b5c1e-52c7-5d0b-8f0e-6a7f2f0b4c11")
"""Drawn once for the addresses of what never stood on the web; it must never change."""
_ENDINGS: tuple[tuple[str, Format], ...] = ((".wacz", "wacz"), (".warc.gz", "warc"))
_PICTURE_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
"""By the ending of a kept picture's path, which its first bytes have told."""


def format_of(name: str) -> Format | None:
    """The form that the ending of a file's name asks for; None where it asks for none."""
    return next((form for ending, form in _ENDINGS if name.lower().endswith(ending)), None)


def resources(version: Version, record: bytes, page: str) -> tuple[Resource, Resource]:
    """The record of a version, byte for byte, and the page to read it by; each at an address that is none of the web."""
    told = f"{version.article} {version.number} {version.sha256}"
    at, own, shown = version.witnessed_at, _urn(f"record {told}"), _urn(f"page {told}")
    html = page.encode("utf-8", "replace")
    return (
        Resource(own, own, at, f"{RECORD_TYPE}; charset=utf-8", record),
        Resource(shown, shown, at, "text/html; charset=utf-8", html, beside=own),
    )


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(_NAMESPACE, name)}"


def picture_identity(stored: StoredImage) -> str:
    """The identity of a kept picture at its address."""
    return f"picture {stored.path} {stored.url}"


def picture(stored: StoredImage, data: bytes) -> Resource:
    """A kept picture at its own address: what was had there, of which the answer around it was not kept."""
    kind = _PICTURE_TYPES.get(stored.path.rpartition(".")[2], "application/octet-stream")
    return Resource(picture_identity(stored), stored.url, stored.at, kind, data)


def listed(version: Version, url: str, at: datetime, reading: Reading | None) -> ListedPage:
    """A version in the list of pages: what is opened at `url`, of that time. `reading`: None where its record cannot be read."""
    title = (reading.title if reading else "") or " ".join(version.title.split()) or version.url
    text = reading.text if reading else ""
    return ListedPage(f"{version.article}-{version.number}", url, at, title, text)
