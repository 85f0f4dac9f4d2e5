"""Citations of versions as BibTeX (for biblatex) and as CSL-JSON, each with the receipt: record, hash, when it was seen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from samarkand.model.exports import About, Form, Taken
from samarkand.text.surrogates import well_formed
from samarkand.times import as_utc, iso, zone

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&#%_"},
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f{}\\\"<>^`|]")


def write_bibtex(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (a form's signature)
    """One `@online` entry a version, UTF-8."""
    out.writelines(bibtex(each).encode() + b"\n" for each in taken)


def write_csl(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (as above)
    """A JSON array of items by the schema of CSL 1.0.2, one a version."""
    separator = b"[\n"
    for each in taken:
        out.write(separator + json.dumps(csl(each), ensure_ascii=False).encode())
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def csl(taken: Taken) -> dict[str, Any]:
    """A version as an item of CSL-JSON: `article-newspaper`, its date in the outlet's place."""
    version = taken.version
    published = _day(taken)
    seen = version.witnessed_at.date()
    told: dict[str, Any] = {
        "id": key(taken),
        "type": "article-newspaper",
        "title": _line(taken.title),
        "author": [{"literal": _line(name)} for name in version.authors],
        "container-title": _line(taken.outlet.name),
        "issued": {"date-parts": [[published.year, published.month, published.day]]} if published else None,
        "accessed": {"date-parts": [[seen.year, seen.month, seen.day]]},
        "URL": well_formed(version.url),
        "language": version.language if version.language != "und" else None,
        "version": f"{version.number}",
        "note": _receipt(taken),
    }
    return {name: value for name, value in told.items() if value}


def bibtex(taken: Taken) -> str:
    """A version as an entry for biblatex: `@online`, names and title as they stand."""
    version, published = taken.version, _day(taken)
    fields = {
        "title": f"{{{_tex(taken.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in version.authors),
        "organization": f"{{{_tex(taken.outlet.name)}}}",
        "date": published.isoformat() if published else "",
        "url": _NOT_IN_AN_ADDRESS.sub(lambda found: _percent(found[0]), well_formed(version.url)),
        "urldate": version.witnessed_at.date().isoformat(),
        "version": str(version.number),
        "note": _tex(_receipt(taken)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{key(taken)},\n{lines}}}\n"


def key(taken: Taken) -> str:
    """What a version is cited by: letters, digits and hyphens, the same on every machine."""
    outlet = re.sub(r"[^0-9A-Za-z]+", "-", taken.version.outlet).strip("-") or "outlet"
    return f"{outlet}-{taken.article.published_at:%Y}-{taken.article.id}-v{taken.version.number}"


def _day(taken: Taken) -> date | None:
    """The date of publication in the outlet's place."""
    published = taken.version.published
    if published is None:
        return None
    try:
        clock = zone(published.zone)
    except ValueError:  # the ledger may come from a machine that knows more places
        clock = zone("UTC")
    return published.on or published.at.astimezone(clock).date()


def _receipt(taken: Taken) -> str:
    version = taken.version
    seen = iso(as_utc(version.witnessed_at) or version.witnessed_at)
    parts = f"version {version.number} of {taken.article.versions}, seen {seen}"
    return f"{parts}; Samarkand article {taken.article.id}, record SHA-256 {version.sha256}"


def _line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", well_formed(text)).split())


def _tex(text: str) -> str:
    """Words that TeX takes as they stand."""
    return "".join(_SPECIAL.get(character, character) for character in _line(text))


def _percent(character: str) -> str:
    """A character that would end a field or begin a command, percent-encoded; biblatex takes all others of an address as they are."""
    return "".join(f"%{byte:02X}" for byte in character.encode())


BIBTEX = Form("bibtex", ".bib", "latest", write_bibtex)
CSL = Form("csl", ".csl.json", "latest", write_csl)
