"""The words of the interface: one TOML file a language, and which of them a reader is addressed in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
"""The first one is used where a reader's wishes are unknown."""

_TRADITIONAL = ("hant", "tw", "hk", "mo")


@dataclass(frozen=True, slots=True)
class Wording:
    """The messages of one language, all plain text."""

    language: str
    """BCP 47."""
    messages: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """A message with its values put in. Raises KeyError for one that does not exist."""
        text: str = self.messages[key]
        return text.format(**values) if values else text

    def count(self, key: str, number: int) -> str:
        """A message about a number of things: `key_one` for one of them, where the language has it."""
        single = f"{key}_one"
        return self.say(single if number == 1 and single in self.messages else key, number=f"{number:,}")

    def words(self, key: str) -> Sequence[str]:
        """A list of words."""
        found: Sequence[str] = self.messages[key]
        return found


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> Wording:
    """The messages of one of LANGUAGES."""
    text = (files("samarkand.web") / "wording" / f"{language}.toml").read_text(encoding="utf-8")
    return Wording(language, tomllib.loads(text))


def chosen(asked: str, accepted: str) -> str:
    """One of LANGUAGES: the one asked for by name, else the best that an Accept-Language header accepts."""
    if asked in LANGUAGES:
        return asked
    for tag in _by_preference(accepted):
        main, *rest = tag.lower().split("-")
        if main == "zh":
            return "zh-Hant" if any(part in _TRADITIONAL for part in rest) else "zh-Hans"
        if main == "en":
            return "en"
    return LANGUAGES[0]


def _by_preference(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those with a quality of 0 are left out."""
    weighed = []
    for part in header.split(",")[:50]:
        tag, _, parameters = part.partition(";")
        try:
            quality = float(parameters.partition("=")[2]) if "=" in parameters else 1.0
        except ValueError:
            quality = 0.0
        if quality > 0 and tag.strip():
            weighed.append((-quality, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]
