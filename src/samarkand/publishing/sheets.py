"""The table of versions as JSON Lines and as CSV; each row is written when it comes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date, datetime
from io import TextIOWrapper
from typing import Any, BinaryIO

from samarkand.model.exports import About, Form, Taken
from samarkand.publishing.columns import COLUMNS, row
from samarkand.text.cells import guarded
from samarkand.times import iso


def write_jsonl(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (a form's signature)
    """A JSON object a line, UTF-8, with all columns; what is not there is null."""
    for each in taken:
        told = {name: plain(value) for name, value in row(each).items()}
        out.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def write_csv(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (as above)
    """CSV by RFC 4180, with a head of names, UTF-8 with the mark by which spreadsheets know it; no cell is a formula.

    A list is written as JSON; what is not there is an empty cell.
    """
    text = TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.name for column in COLUMNS])
    for each in taken:
        writer.writerow([_cell(value) for value in row(each).values()])
    text.detach()


def plain(value: Any) -> Any:
    """A value as JSON has it: instants and days by ISO 8601."""
    if isinstance(value, datetime):
        return iso(value)
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> str | int | None:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    value = plain(value)
    # What reads CSV in C ends a cell at its first NUL.
    return guarded(value.replace("\0", "\ufffd")) if isinstance(value, str) else value


JSONL = Form("jsonl", ".jsonl", "all", write_jsonl)
CSV = Form("csv", ".csv", "all", write_csv)
