"""Chinese parted into words, and what kind of word each is, by rjieba's dictionary; it folds nothing and counts nothing.

The dictionary is read when something is first parted: that takes a tenth of a second, and few commands part anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any


def parted(text: str) -> Sequence[str]:
    """The words of a text; together they are the text. Costs some 0.2 µs a character."""
    found: Sequence[str] = _rjieba().cut(text)
    return found


def tagged(text: str) -> Sequence[tuple[str, str]]:
    """The same words, each with its part of speech in ICTCLAS' letters: `nr` is a person's name, `ns` a place's, `nt` a body's."""
    found: Sequence[tuple[str, str]] = _rjieba().tag(text)
    return found


def is_word(text: str) -> bool:
    """Whether the dictionary has it."""
    found: bool = _rjieba().has_word(text)
    return found


@cache
def _rjieba() -> Any:
    return import_module("rjieba")
