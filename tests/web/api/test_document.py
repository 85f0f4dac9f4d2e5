"""The OpenAPI document: what it tells is what is answered, and `schemathesis` finds no fault with the two of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from twins.passwords import MemoryPassword
from twins.tokens import MemoryTokens
from web.browsing import served
from web.program import Program
from web.strike import NOW as STRUCK

from samarkand.ids import story_id
from samarkand.model.reports import Report
from samarkand.web.api.rates import Rate
from samarkand.web.api.routes import OPERATIONS, PREFIX, Terms
from samarkand.web.desk import Writing
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance

EXAMPLES = 4
"""Of each operation, right ones and wrong ones, besides those that the bounds of its parameters give."""


@pytest.fixture(scope="module")
def document(told_program):
    return told_program.get("/openapi.json")


def test_every_operation_is_told_and_every_one_told_is_there(document, told_program):
    told = set(document["paths"])
    assert told == {each.path for each in OPERATIONS} | {"/openapi.json", "/stories/{id}/corrections"}
    names = [each["operationId"] for path in document["paths"].values() for each in path.values()]
    assert len(names) == len(set(names))


def test_every_reference_leads_to_a_schema_and_every_schema_is_one(document):
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    named = set()

    def walk(value):
        if isinstance(value, dict):
            if "$ref" in value:
                named.add(value["$ref"].removeprefix("#/components/schemas/"))
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(document)
    assert named <= schemas.keys()


def closed(schema):
    """The schema, where objects hold nothing that it does not tell."""
    if isinstance(schema, dict):
        told = {name: closed(value) for name, value in schema.items()}
        if "properties" in schema and isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
            told.setdefault("additionalProperties", False)
        return told
    return [closed(each) for each in schema] if isinstance(schema, list) else schema


def paths_of(program):
    """An address of each operation."""
    story = max(program.every("/stories?least=2", 200), key=lambda each: len(each["articles"]))
    article, other = (each["id"] for each in story["articles"][:2])
    people = program.get("/people?of=ever")["items"]
    days = program.get("/calendar?since=2024-01-01&until=2026-12-31")["items"]
    given = {"id": story["id"], "one": article, "two": other}
    for operation in OPERATIONS:
        path = operation.path.replace("{id}", article if operation.path.startswith("/articles") else story["id"])
        path = path.replace("{name}", people[0]["name"] if people else "x").replace(
            "{when}", days[0]["on"] if days else ""
        )
        path = path.format(**given)
        query = {"search": "?q=%E7%9A%84", "calendar": "?since=2024-01-01&until=2026-12-31", "story": "?why=true"}
        yield operation.name, operation.path, path + query.get(operation.name, "")


@pytest.mark.parametrize("which", ["told_program", "press_program"])
def test_what_is_answered_holds_all_that_is_told_and_nothing_else(request, document, which):
    program = request.getfixturevalue(which)
    if which == "press_program":
        changed = program.get("/changes")["items"][0]["id"]
        asked = [
            ("changes", "/changes", "/changes"),
            ("history", "/articles/{id}/history", f"/articles/{changed}/history"),
        ]
        asked += [
            ("article", "/articles/{id}", f"/articles/{each['id']}") for each in program.every("/articles", 200)[:20]
        ]
    else:
        asked = list(paths_of(program))
    strict = closed(document["components"]["schemas"])
    for name, path, address in asked:
        schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**closed(schema), "components": {"schemas": strict}}
        problems = [error.message for error in Draft202012Validator(whole).iter_errors(program.get(address))]
        assert not problems, (name, problems[:3])


@pytest.fixture(scope="module")
def guarded_address(told_program, comparer):
    """A real server that asks for a token, and one that may write."""
    tokens = MemoryTokens()
    told, _ = tokens.make("judge", ["read", "write"], STRUCK)
    door = Door(Entrance("0.0.0.0"), MemoryPassword("渡轮晨星 crosses at noon"), "archive", tokens=tokens)
    writing = Writing(lambda wish: Report("changed", story_id(wish.story.removeprefix("s").rjust(16, "0")), "was done"))
    terms = Terms(rate=Rate(100_000, 100_000.0))
    with served(Program(comparer, door=door, terms=terms, now=STRUCK, writing=writing).app) as found:
        yield found, told


def test_schemathesis_finds_no_fault(guarded_address):
    address, token = guarded_address
    command = [Path(sys.executable).with_name("schemathesis"), "run", f"{address}{PREFIX}/openapi.json"]
    command += ["--url", f"{address}{PREFIX}", "--header", f"Authorization: Bearer {token}", "--no-color"]
    command += ["--max-examples", str(EXAMPLES), "--seed", "1", "--generation-database", "none"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(Path(__file__).with_name("judging.py"))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested
    assert int(tested[1]) > len(OPERATIONS), "the one that writes was asked too"
