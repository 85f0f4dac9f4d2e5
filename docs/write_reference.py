"""Writes docs/reference/commands.md out of the program's own help; with `--check`, only says whether it is up to date."""  # noqa: INP001  (a script, no part of a package)

from __future__ import annotations

import sys
from pathlib import Path

import click

from samarkand.cli.group import COMMANDS, samarkand

PAGE = Path(__file__).parent / "reference" / "commands.md"
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


def main() -> int:
    """0 where the page is up to date, or was written; 1 where `--check` finds that it is not."""
    text = reference()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text("utf-8") == text else 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
