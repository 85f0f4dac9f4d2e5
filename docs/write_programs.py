"""Writes the reference of what programs use: docs/reference/api.md, python.md, assistants.md; `--check` only says whether they are up to date."""  # noqa: INP001  (a script, no part of a package)

from __future__ import annotations

import asyncio
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from samarkand import opened
from samarkand.assistants.budget import BUDGET, QUOTE
from samarkand.assistants.server import server
from samarkand.web.api.parameters import Parameter
from samarkand.web.api.problems import KINDS, URN
from samarkand.web.api.rates import Rate
from samarkand.web.api.routes import OPERATIONS, PREFIX

FOLDER = Path(__file__).parent / "reference"
WRITTEN = "Written by the program itself (`python docs/write_programs.py`); do not edit."
CLASSES = ("Archive", "Article", "Version", "Quotation", "Hit", "Story", "Comparison")


def api() -> str:
    """The page on the HTTP API."""
    rate = Rate()
    lines = [
        "# The HTTP API",
        "",
        f"{WRITTEN} How to use it: [guide](../guides/api.md).",
        "",
        f"Below `{PREFIX}` `samarkand serve` answers programs by GET with JSON: the objects that commands print with `--json`, whose",
        "fields [JSON lines](json.md) tells. `openapi.json` is the whole of it for programs (OpenAPI 3.1).",
        "",
        "A list is `{items, next}`; `next` is what `cursor` takes for the page behind, with the same parameters, and `null` at the end.",
        "A cursor is signed, so that one that was altered or belongs to another list is known (`bad-cursor`); it holds for as long as the",
        "archive's `door/key`. A parameter that is not known, wrong, or told twice is a `bad-parameter`.",
        "",
        "Every answer has an `ETag`: with `If-None-Match` what has not changed is 304. One who asks gets",
        f"{rate.burst} requests at once and {rate.pace:g} more a second, by token, session, or address; then 429 with `Retry-After`.",
        "",
        "## Addresses",
        "",
        "| address | answers | parameters |",
        "|---|---|---|",
    ]
    for each in OPERATIONS:
        names = ", ".join(f"`{parameter.name}`" for parameter in each.parameters) or ""
        lines.append(f"| `{PREFIX}{each.path}` | {each.words} | {names} |")
    lines += [
        f"| `{PREFIX}/openapi.json` | The document | |",
        f"| `{PREFIX}/stories/{{id}}/corrections` | By POST alone: keeps what a person decides, `{{deed, named}}` as JSON; a token "
        "of scope `write` is needed where the reader has a password | `id` |",
        "",
        "## Parameters",
        "",
        "| parameter | where | what | may be |",
        "|---|---|---|---|",
        *_parameters(),
        "",
        "## Problems",
        "",
        "What cannot be answered is `application/problem+json` (RFC 9457): `{type, title, status, detail}`, its type",
        f"`{URN}` and a name. `bad-query` has `query` and `place` besides, `bad-parameter` `parameter`.",
        "",
        "| name | status | means |",
        "|---|---|---|",
        *(f"| `{name}` | {status} | {title} |" for name, (status, title) in KINDS.items()),
    ]
    return "\n".join(lines) + "\n"


def _parameters() -> Iterator[str]:
    told: dict[str, tuple[Parameter, list[str]]] = {}
    for operation in OPERATIONS:
        for each in operation.parameters:
            row = f"{each.words} | {_bounds(each)}"
            told.setdefault(f"{each.name}\n{row}", (each, []))[1].append(operation.name)
    for key, (each, names) in sorted(told.items()):
        where = ", ".join(names) if len(names) < len(OPERATIONS) else "everywhere"
        yield f"| `{each.name}` | {where} | {key.partition(chr(10))[2]} |"


def _bounds(parameter: Parameter) -> str:
    schema = parameter.schema
    usual = f"; {str(schema['default']).lower()}, if not told" if "default" in schema else ""
    needed = "; needed" if parameter.is_required else ""
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"]) + usual + needed
    if schema["type"] == "integer":
        return f"{schema['minimum']:,} to {schema['maximum']:,}{usual}{needed}"
    if schema["type"] == "boolean":
        return f"`true`, `false`{usual}"
    if "pattern" in schema:
        return f"`{schema['pattern'].replace('|', chr(92) + '|')}`{usual}{needed}"
    return f"{schema['maxLength']:,} characters{usual}{needed}"


def python() -> str:
    """The page on the objects of Python."""
    lines = [
        "# Python",
        "",
        f"{WRITTEN} How to use it: [guide](../guides/python.md).",
        "",
        "`import samarkand` loads nothing but the version; these names are loaded when they are first used. Errors are `samarkand.SamarkandError`",
        "and [those below it](errors.md). Values without a page here are frozen and stand in `samarkand.model`.",
        "",
        f"## samarkand.open{_signature(opened.open)}",
        "",
        _words(opened.open),
    ]
    for name in CLASSES:
        kind: Any = getattr(opened, name)
        lines += ["", f"## {name}", "", _words(kind), "", "| | |", "|---|---|"]
        lines += [f"| `{shown}` | {words} |" for shown, words in _members(kind)]
    return "\n".join(lines) + "\n"


def _members(kind: Any) -> Iterator[tuple[str, str]]:
    for name in getattr(kind, "__dataclass_fields__", ()):
        yield f"{name}: {_typed(kind.__annotations__[name])}", _field(kind, name)
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        getter = getattr(member, "fget", None) or getattr(member, "func", None)
        if getter:
            yield f"{name}: {_typed(inspect.signature(getter).return_annotation)}", _words(getter)
        elif inspect.isfunction(member):
            yield f"{name}{_signature(member)}", _words(member)


def _field(kind: Any, name: str) -> str:
    """The docstring below a field."""
    found = re.search(rf'^    {name}: .*\n    """(.+?)"""', inspect.getsource(kind), re.MULTILINE)
    return found[1] if found else ""


def _signature(function: Any) -> str:
    told = re.sub(r"\(self, ?|\(self\b", "(", str(inspect.signature(function)))
    return _typed(told.replace("''", '""').replace("'", ""))


def _typed(told: str) -> str:
    """A type as a cell of a table shows it."""
    return told.replace("kept.", "").replace("PlacedStory", "Story").replace("|", "\\|")


def _words(thing: Any) -> str:
    return " ".join((inspect.getdoc(thing) or "").split())


def assistants() -> str:
    """The page on the tools of assistants."""
    nobody: Any = None
    tools = asyncio.run(server(nobody).list_tools())
    lines = [
        "# Tools for assistants",
        "",
        f"{WRITTEN} How to use them: [guide](../guides/assistants.md).",
        "",
        "`samarkand mcp` answers the Model Context Protocol. Each answer is one JSON object, `{texts, ..., items, truncated, next}`, of",
        f"{BUDGET:,} characters at most, with quotations of {QUOTE} at most. Where `truncated` is true, `next` is what `cursor` takes. Each quotation",
        "is `{words, receipt}`, and `cut_from` where more stands there: how many characters. A receipt is `{article, version, record, sha256, start, end}`:",
        "the file in the archive, the hash of its bytes, and where in the plain text of that version the words stand; without `start`, it",
        "stands for the version. What is wrong is an error of the tool, with what to do.",
    ]
    for tool in tools:
        lines += [
            "",
            f"## {tool.name}",
            "",
            str(tool.description),
            "",
            "| parameter | what | may be |",
            "|---|---|---|",
        ]
        needed = tool.input_schema.get("required", [])
        for name, schema in tool.input_schema["properties"].items():
            bound = _tool_bounds(schema) + ("; needed" if name in needed else "")
            lines.append(f"| `{name}` | {schema.get('description', '')} | {bound} |")
    return "\n".join(lines) + "\n"


def _tool_bounds(schema: dict[str, Any]) -> str:
    kinds = {each["type"]: each for each in schema.get("anyOf", [schema])}
    if "integer" in kinds:
        usual = f"; {schema['default']}, if not told" if schema.get("default") else ""
        return f"{kinds['integer']['minimum']:,} to {kinds['integer']['maximum']:,}{usual}"
    if "pattern" in schema:
        return f"`{schema['pattern'].replace('|', chr(92) + '|')}`"
    return f"{schema['maxLength']:,} characters"


PAGES = {"api.md": api, "python.md": python, "assistants.md": assistants}


def main() -> int:
    """0 where the pages are up to date, or were written; 1 where `--check` finds that they are not."""
    if "--check" in sys.argv[1:]:
        old = [
            name
            for name, made in PAGES.items()
            if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != made()
        ]
        return 1 if old else 0
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
