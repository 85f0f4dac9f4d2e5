"""`serve`: the reader in a browser, over an archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.cli.annotating import mark_texts
from samarkand.cli.indexing import make_searchable
from samarkand.cli.options import Command, archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.cli.relating import bring_together
from samarkand.errors import UsageError
from samarkand.model.reports import Report
from samarkand.pipeline.correcting import Wish, correct
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.relating import relate_news
from samarkand.web.desk import Answers
from samarkand.web.guard import is_loopback
from samarkand.web.server import create_app, is_free, serve

Correct = Callable[[Wish], Report]


def address_options(command: Command) -> Command:
    """`--host` and `--port`."""
    port = click.option(
        "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where the reader answers."
    )
    host = click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to the whole network.")
    return host(port(command))


@click.command("serve")
@address_options
@click.option(
    "--corrections/--no-corrections",
    default=None,
    help="Whether stories can be corrected in the reader; if not given, where it answers to this machine alone.",
)
@archive_option
@json_option
def serve_command(host: str, port: int, corrections: bool | None, archive: Path, as_json: bool) -> None:
    """Show the archive in a browser, until stopped with Ctrl-C."""
    with open_archive(archive) as parts:
        show(parts, host, port, correcting(archive) if may_correct(host, corrections) else None, as_json=as_json)


def may_correct(host: str, wanted: bool | None = None) -> bool:
    """Whether the reader takes corrections: as wanted, else where nobody but this machine can ask for it."""
    return is_loopback(host) if wanted is None else wanted


def correcting(root: Path) -> Correct:
    """What carries out corrections; each opens the archive anew, so that nothing stays locked between them."""

    def correct_now(wish: Wish) -> Report:
        with open_archive(root) as parts:
            done = correct(parts, wish, clock())
            for _ in relate_news(parts):  # where another process is at it, the next round or question shows it
                pass
            return done

    return correct_now


def make_sure_of_port(host: str, port: int) -> None:
    """Raises UsageError where the reader could not answer there."""
    if not is_free(host, port):
        raise UsageError(f"{host}:{port} cannot be listened on; another program may use it: choose another --port")


def show(parts: Parts, host: str, port: int, correct_now: Correct | None = None, *, as_json: bool) -> None:
    """Say where the reader is, and serve it until stopped; it takes corrections where it is told how."""
    make_sure_of_port(host, port)
    answers = Answers.of(parts)
    make_searchable(answers.search)
    mark_texts(parts)
    bring_together(parts)
    shown = f"[{host}]" if ":" in host else host
    if as_json:
        print_json({"reader": f"http://{shown}:{port}/"})
    else:
        print_line(f"the reader is at http://{shown}:{port}/ (stop it with Ctrl-C)")
    serve(create_app(answers, clock, correct_now), host, port)
