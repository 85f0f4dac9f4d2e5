"""Writes docs/reference/commands.md and bulk-tables.md out of the program itself; with `--check`, only says whether they are up to date."""  # noqa: INP001  (a script, no part of a package)

from __future__ import annotations

import sys
from pathlib import Path

import click

from samarkand.cli.group import COMMANDS, samarkand
from samarkand.model.tables import TABLES, Table

PAGE = Path(__file__).parent / "reference" / "commands.md"
TABLES_PAGE = Path(__file__).parent / "reference" / "bulk-tables.md"
WIDTH = 96
HELP_NAMES = list(samarkand.context_settings["help_option_names"])
HEAD = """\
# Commands

Written by the program itself (`python docs/write_reference.py`); do not edit.

Every command takes `--archive DIR` (but for `demo`, which makes its own) and `--json`: JSON lines on stdout, described in
[JSON lines](json.md); everything else goes to stderr. Durations are written `45s`, `30m`, `6h`, `2d`.

| exit code | means |
|---|---|
| 0 | done |
| 1 | something failed and was reported; or an outlet is silent or failing (`status`) |
| 2 | wrong use: the command line, `samarkand.toml` or `outlets.toml` |
| 3 | the archive is damaged |
| 130 | stopped with Ctrl-C; what was reported is kept |

"""


def reference() -> str:
    """The page: a table of the commands, then the help of each."""
    rows = [f"| [`{name}`](#{name}) | {text} |" for name, (_, text) in COMMANDS.items()]
    table = "\n".join(["| command | does |", "|---|---|", *rows])
    return HEAD + table + "\n" + "".join(_section(name) for name in COMMANDS)


def _section(name: str) -> str:
    group = click.Context(samarkand, info_name="samarkand", help_option_names=HELP_NAMES)
    command = samarkand.get_command(group, name)
    assert command is not None, "COMMANDS names it"
    context = click.Context(command, info_name=name, parent=group, terminal_width=WIDTH, max_content_width=WIDTH)
    return f"\n## {name}\n\n```text\n{command.get_help(context).strip()}\n```\n"


TABLES_HEAD = """\
# Tables of bulk work

Written by the program itself (`python docs/write_reference.py`); do not edit.

What [`samarkand bulk`](../guides/bulk.md) writes: a folder for each table, Parquet files in it. No column is ever renamed; some may be added. Below `work/` lies
what only the next stage reads, and what may change at any time. `bulk.json` names the files that were worked on; while it says
`"is_finished": false`, parts of an earlier and of a later run may stand side by side.

| type | in Parquet |
|---|---|
| text | string, UTF-8 |
| texts | list of strings |
| bytes | binary |
| whole | int64 |
| real | double |
| flag | boolean |
| instant | `timestamp`, milliseconds, UTC |
| day | date |
"""


def tables() -> str:
    """The page on the tables of bulk work."""
    return TABLES_HEAD + "".join(map(_table, filter(lambda table: table.is_published, TABLES.values())))


def _table(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.kind} | {column.tells} |" for column in table.columns]
    sentence = table.tells[0].upper() + table.tells[1:]
    return "\n".join(
        [f"\n## {table.name}\n", f"{sentence}.\n", "| column | type | tells |", "|---|---|---|", *rows, ""]
    )


def main() -> int:
    """0 where the pages are up to date, or were written; 1 where `--check` finds that one is not."""
    for page, text in ((PAGE, reference()), (TABLES_PAGE, tables())):
        if "--check" not in sys.argv[1:]:
            page.write_text(text, "utf-8")
        elif not page.exists() or page.read_text("utf-8") != text:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
