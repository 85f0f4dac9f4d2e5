"""`demo`: the reader over a small invented world."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.app.doors import has_password
from samarkand.cli.options import clock, json_option
from samarkand.cli.output import print_line, print_reports, progress
from samarkand.cli.serving import Opening, address_options, make_sure_of_port, show
from samarkand.demo.press import Press
from samarkand.demo.show import collect_round, prepare
from samarkand.web.entrance.rules import Entrance, make_sure_of_entrance


@click.command("demo")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.option("--no-serve", is_flag=True, help="Collect, and end without opening the reader.")
@address_options
@json_option
def demo_command(folder: Path | None, no_serve: bool, host: str, port: int, as_json: bool) -> None:
    """A whole small world on this machine: an invented press, collected in rounds as a newcomer would, and the reader.

    Its archive is put into DIR and stays there; without DIR it goes when the demo ends.
    """
    if not no_serve:
        make_sure_of_port(host, port)
        make_sure_of_entrance(Entrance(host), has_password=folder is not None and has_password(folder))
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
            show(parts, Opening(root, Entrance(host), port), as_json=as_json)
