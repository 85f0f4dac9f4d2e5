"""The options that every command takes, and the values they hand over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from samarkand.app.archives import make_sure_of_archive
from samarkand.cli.logs import note

Command = TypeVar("Command", bound=Callable[..., Any])


def archive_option(command: Command) -> Command:
    """`--archive DIR`, handed over as `archive: Path`."""
    return click.option(
        "--archive",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="SAMARKAND_ARCHIVE",
        default=".",
        show_default="$SAMARKAND_ARCHIVE, else the current folder",
        help="The folder of the archive.",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`, handed over as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="JSON lines on stdout; everything else on stderr.")(
        command
    )


def limit_option(command: Command) -> Command:
    """`--limit N`, handed over as `limit: int | None`."""
    return click.option("--limit", type=click.IntRange(min=1), help="At most so many.")(command)


def outlet_option(command: Command) -> Command:
    """`--outlet NAME`, handed over as `outlet: str`."""
    return click.option("--outlet", default="", metavar="NAME", help="Of this outlet alone: its id, name or an alias.")(
        command
    )


def clock() -> datetime:
    """The clock of the machine, in UTC: read at the edge, handed down as `now`."""
    return datetime.now(UTC)


def have_archive(root: Path) -> None:
    """Make an archive where there is none, and say so: the first command of a newcomer need not be `init`."""
    if make_sure_of_archive(root):
        note("made", f"made a new archive in {root.resolve()}")
