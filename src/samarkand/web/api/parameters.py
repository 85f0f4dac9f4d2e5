"""What may be asked with a request: parameters, their bounds as the document tells them, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from samarkand.model.changes import EditKind
from samarkand.model.stories import Deed
from samarkand.web.api.problems import Refusal

MOST = 200
"""Items of a page."""
USUAL = 50
ARTICLE = "^[0-9a-f]{1,16}$"
STORY = "^s?[0-9a-f]{1,16}$"
DAY = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
DAY_OR_MONTH = r"^[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?$"
LONGEST = 1_000
"""Characters of a text that is asked with; of a query so many as a query may have."""
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that may be asked with."""

    name: str
    words: str
    schema: Mapping[str, Any]
    place: Literal["path", "query"] = "query"
    is_required: bool = False

    def read(self, text: str) -> Any:
        """The value that a text tells. Raises Refusal."""
        kind = self.schema["type"]
        if kind == "integer":
            value = int(text) if _NUMBER.fullmatch(text) else -1
            if not self.schema["minimum"] <= value <= self.schema["maximum"]:
                raise self.wrong(f"a whole number from {self.schema['minimum']} to {self.schema['maximum']}")
            return value
        if kind == "boolean":
            if text not in {"true", "false"}:
                raise self.wrong("true or false")
            return text == "true"
        if "enum" in self.schema and text not in self.schema["enum"]:
            raise self.wrong(f"one of {', '.join(self.schema['enum'])}")
        if not self.schema.get("minLength", 0) <= len(text) <= self.schema.get("maxLength", LONGEST):
            raise self.wrong(f"a text of {self.schema.get('minLength', 0)} to {self.schema['maxLength']} characters")
        # `$` would also stand before a line end
        if "pattern" in self.schema and not re.search(self.schema["pattern"].replace("$", r"\Z"), text, re.ASCII):
            raise self.wrong(f"a text like {self.schema['pattern']}")
        return text

    def wrong(self, wanted: str) -> Refusal:
        """That it was given otherwise than it may be."""
        return Refusal("bad-parameter", f"`{self.name}` must be {wanted}", {"parameter": self.name})


def text(name: str, words: str, **more: Any) -> Parameter:
    """A text."""
    return Parameter(name, words, {"type": "string", "maxLength": LONGEST, **more})


def number(name: str, words: str, least: int, most: int, **more: Any) -> Parameter:
    """A whole number."""
    return Parameter(name, words, {"type": "integer", "minimum": least, "maximum": most, **more})


def flag(name: str, words: str, *, usual: bool) -> Parameter:
    """Whether something is so."""
    return Parameter(name, words, {"type": "boolean", "default": usual})


def in_path(name: str, words: str, pattern: str = "", **more: Any) -> Parameter:
    """A part of the address."""
    bound = {"pattern": pattern} if pattern else {}
    return Parameter(name, words, {"type": "string", "maxLength": LONGEST, **bound, **more}, "path", is_required=True)


def needed(name: str, words: str, pattern: str) -> Parameter:
    """A text that has to be given."""
    return Parameter(name, words, {"type": "string", "maxLength": LONGEST, "pattern": pattern}, is_required=True)


CURSOR = text(
    "cursor", "Where the list goes on: `next` of the page before, with the same parameters", minLength=1, maxLength=400
)
LIMIT = number("limit", "Items of the page, at most", 1, MOST, default=USUAL)
PAGED = (LIMIT, CURSOR)
OUTLET = text("outlet", "Of this outlet alone: its id, name or an alias", minLength=1)
VERSION = number("version", "This version; the latest otherwise", 1, 1_000_000)
ARTICLE_ID = in_path("id", "Id of an article, or the beginning that only one has", ARTICLE)
STORY_ID = in_path("id", "Id of a story, one that it had before, an article's in it, or the beginning of any", STORY)
KIND = text("kind", "Those alone in which this was done", enum=list(get_args(EditKind)))
DEEDS: tuple[Deed, ...] = get_args(Deed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked with."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The value of a parameter that has always one."""
        return self.values[name]

    def get(self, name: str) -> Any:
        """The value of a parameter; None where it was not given."""
        return self.values.get(name)


def read(parameters: Iterable[Parameter], path: Mapping[str, str], query: Iterable[tuple[str, str]]) -> Asked:
    """The values of all parameters that have one. Raises Refusal for what is wrong, missing, unknown or told twice."""
    known = {each.name: each for each in parameters}
    given: dict[str, str] = dict(path)
    for name, told in query:
        if name not in known or known[name].place == "path":
            shown = ", ".join(each.name for each in known.values() if each.place == "query") or "none"
            raise Refusal("bad-parameter", f"there is no parameter {name[:80]!r} here; there are {shown}")
        if name in given:
            raise Refusal("bad-parameter", f"`{name}` is given twice", {"parameter": name})
        given[name] = told
    if missing := next((each for each in known.values() if each.is_required and each.name not in given), None):
        raise Refusal("bad-parameter", f"`{missing.name}` is missing", {"parameter": missing.name})
    usual = {each.name: each.schema["default"] for each in known.values() if "default" in each.schema}
    return Asked(usual | {name: known[name].read(told) for name, told in given.items()})
