"""Cells of a table that spreadsheets open: none of them is taken for a formula, and each can be had back as it was.

A spreadsheet runs what begins with one of these characters (CWE-1236, "formula injection"); in Chinese and Japanese locales it
takes their wide forms for the same. An apostrophe before it makes it a text.
"""

from __future__ import annotations

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What may begin a formula, or hide one behind it."""


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it, where it could be taken for a formula or begins with an apostrophe itself."""
    return f"'{cell}" if cell.startswith((*FORMULA, "'")) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded."""
    return cell.removeprefix("'")
