"""The published schema describes what `compare --json` prints: every field of it, and nothing else passes."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

Faults = Iterator[str]
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
TOLD = {"$schema", "$defs", "title", "description", "format"}
"""Keywords that ask for nothing."""


class Schema:
    """As much of JSON Schema (2020-12) as the published one uses; a keyword beyond that is an error."""

    def __init__(self, schema: dict[str, Any]):
        self.schema = schema

    def faults(self, value: Any, schema: dict[str, Any] | None = None, at: str = "") -> Faults:
        """What is wrong with a value, and where; also each field that the schema does not tell of."""
        schema = self.schema if schema is None else schema
        if faults := list(self.check_type(value, schema.get("type"), at)):
            yield from faults
            return  # nothing else can be asked of it
        for keyword, wanted in schema.items():
            if keyword not in {*TOLD, "type"}:
                yield from getattr(self, f"check_{keyword.replace('$', '').lower()}")(value, wanted, schema, at)

    def check_ref(self, value, wanted, schema, at) -> Faults:
        yield from self.faults(value, self.schema["$defs"][wanted.removeprefix("#/$defs/")], at)

    def check_oneof(self, value, wanted, schema, at) -> Faults:
        tried = [list(self.faults(value, each, at)) for each in wanted]
        if sum(not faults for faults in tried) != 1:
            yield from min(tried, key=len) or [f"{at}: more than one of the choices"]

    def check_type(self, value, wanted, at) -> Faults:
        if wanted and (not isinstance(value, TYPES[wanted]) or (isinstance(value, bool) and wanted != "boolean")):
            yield f"{at}: {value!r} is no {wanted}"

    def check_required(self, value, wanted, schema, at) -> Faults:
        yield from (f"{at}: `{name}` is missing" for name in wanted if name not in value)

    def check_properties(self, value, wanted, schema, at) -> Faults:
        for name, field in value.items():
            if name in wanted:
                yield from self.faults(field, wanted[name], f"{at}/{name}")
            else:
                yield f"{at}: the schema does not tell of `{name}`"

    def check_additionalproperties(self, value, wanted, schema, at) -> Faults:
        for name, field in value.items():
            yield from self.faults(field, wanted, f"{at}/{name}")

    def check_items(self, value, wanted, schema, at) -> Faults:
        for number, each in enumerate(value):
            yield from self.faults(each, wanted, f"{at}/{number}")

    def check_enum(self, value, wanted, schema, at) -> Faults:
        if value not in wanted:
            yield f"{at}: {value!r} is none of {wanted}"

    def check_pattern(self, value, wanted, schema, at) -> Faults:
        if not re.search(wanted, value):
            yield f"{at}: {value!r} is not like {wanted}"

    def check_minimum(self, value, wanted, schema, at) -> Faults:
        if value < wanted:
            yield f"{at}: {value} is less than {wanted}"

    def check_maximum(self, value, wanted, schema, at) -> Faults:
        if value > wanted:
            yield f"{at}: {value} is more than {wanted}"

    def check_minitems(self, value, wanted, schema, at) -> Faults:
        if len(value) < wanted:
            yield f"{at}: fewer than {wanted}"


@pytest.fixture(scope="module")
def schema(root: Path) -> Schema:
    return Schema(json.loads((root / "src" / "samarkand" / "as_json" / "comparison.schema.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def stories(samarkand, demo_archive) -> list[dict[str, Any]]:
    """The stories of the demo that several articles tell."""
    done = samarkand("stories", "--least", "2", "--json", "--archive", demo_archive)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def compared(samarkand, demo_archive, stories) -> list[dict[str, Any]]:
    asked = [samarkand("compare", story["id"], "--json", "--archive", demo_archive) for story in stories]
    assert [done.returncode for done in asked] == [0] * len(stories)
    return [json.loads(done.stdout) for done in asked]


def test_every_comparison_of_the_demo_is_as_the_schema_tells(schema, compared) -> None:
    assert len(compared) > 1
    assert [fault for each in compared for fault in schema.faults(each)] == []


def test_the_demo_has_something_of_everything_that_the_schema_tells_of(compared) -> None:
    parts = ("claims", "sheets", "timeline", "people", "namings", "agencies", "disagreements")
    assert [part for part in parts if not any(each[part] for each in compared)] == []


def test_two_articles_side_by_side_are_as_the_schema_tells(schema, samarkand, demo_archive, stories) -> None:
    pairs = [[article["id"] for article in story["articles"]][:2] for story in stories]
    asked = [samarkand("compare", *pair, "--json", "--archive", demo_archive) for pair in pairs]
    told = [json.loads(done.stdout) for done in asked]
    assert [fault for each in told for fault in schema.faults(each)] == []
    assert {match["kind"] for each in told for match in each["matches"]} == {"claim", "sentence"}


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda told: told.pop("sheets"), "`sheets` is missing"),
        (lambda told: told.update(rating=1), "does not tell of `rating`"),
        (lambda told: told["claims"][0].update(voices="two"), "no integer"),
        (lambda told: told["claims"][0].update(id="x"), "is not like"),
        (lambda told: told["claims"][0]["wordings"].clear(), "fewer than 1"),
        (lambda told: told["claims"][0]["wordings"][0].update(strength="loud"), "is none of"),
        (lambda told: told["timeline"][0].update(since="1 May"), "is not like"),
        (lambda told: told.update(lacking={"a": "lost"}), "is none of"),
    ],
)
def test_what_is_not_as_the_schema_tells_is_noticed(schema, compared, spoil, fault) -> None:
    told = copy.deepcopy(next(each for each in compared if each["claims"] and each["timeline"]))
    spoil(told)
    assert any(fault in each for each in schema.faults(told))
