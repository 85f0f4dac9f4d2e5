"""`serve` and `demo`: the reader in a browser, over an archive or over a small invented world."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.cli.options import Command, archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line, print_reports, progress
from samarkand.demo.press import Press
from samarkand.demo.show import collect_round, prepare
from samarkand.errors import UsageError
from samarkand.queries import Queries
from samarkand.web.server import create_app, is_free, serve


def address_options(command: Command) -> Command:
    """`--host` and `--port`."""
    port = click.option(
        "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where the reader answers."
    )
    host = click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to the whole network.")
    return host(port(command))


@click.command("serve")
@address_options
@archive_option
@json_option
def serve_command(host: str, port: int, archive: Path, as_json: bool) -> None:
    """Show the archive in a browser, until stopped with Ctrl-C."""
    with open_archive(archive) as parts:
        _show(Queries(parts), host, port, as_json=as_json)


def _show(queries: Queries, host: str, port: int, *, as_json: bool) -> None:
    if not is_free(host, port):
        raise UsageError(f"{host}:{port} cannot be listened on; another program may use it: choose another --port")
    shown = f"[{host}]" if ":" in host else host
    if as_json:
        print_json({"reader": f"http://{shown}:{port}/"})
    else:
        print_line(f"the reader is at http://{shown}:{port}/ (stop it with Ctrl-C)")
    serve(create_app(queries, clock), host, port)


@click.command("demo")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.option("--no-serve", is_flag=True, help="Collect, and end without opening the reader.")
@address_options
@json_option
def demo_command(folder: Path | None, no_serve: bool, host: str, port: int, as_json: bool) -> None:
    """A whole small world on this machine: an invented press, collected in rounds as a newcomer would, and the reader.

    Its archive is put into DIR and stays there; without DIR it goes when the demo ends.
    """
    if not no_serve and not is_free(host, port):
        raise UsageError(f"{host}:{port} cannot be listened on; another program may use it: choose another --port")
    with tempfile.TemporaryDirectory(prefix="samarkand-demo-") as temporary, Press(now=clock()) as press:
        root = folder or Path(temporary) / "archive"
        prepare(root, press)
        for number in range(1, len(press.world.rounds) + 1):
            with progress(f"round {number}", None) as advance:
                if not as_json:
                    print_line(f"\nRound {number} of {len(press.world.rounds)}")
                print_reports(collect_round(root, press, number), advance, as_json=as_json)
        if no_serve:
            return
        with open_archive(root) as parts:
            _show(Queries(parts), host, port, as_json=as_json)
