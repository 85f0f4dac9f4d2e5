"""`mcp`: the archive for assistants, over the standard streams or over HTTP."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from samarkand.answering import Answers
from samarkand.app.archives import open_archive
from samarkand.app.doors import tokens_of
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.cli.serving import Opening, make_sure_of_port
from samarkand.errors import UsageError
from samarkand.web.api.cursors import Cursors
from samarkand.web.api.rates import Limited, Rate
from samarkand.web.entrance.gate import Gate
from samarkand.web.entrance.rules import entrance
from samarkand.web.guard import Headers
from samarkand.web.server import serve


@click.command("mcp")
@click.option("--http", "is_http", is_flag=True, help="Answer over HTTP, at /mcp; else over the standard streams.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where, over HTTP; others need a password to be set."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Where, over HTTP.")
@click.option("--name", multiple=True, metavar="NAME", help="Answer to this host name, and to no other.")
@archive_option
@json_option
def mcp_command(archive: Path, *, is_http: bool, host: str, port: int, name: tuple[str, ...], as_json: bool) -> None:
    """Let assistants ask the archive, by the Model Context Protocol: it reads alone, and every quotation has its receipt.

    What is new is marked, searched and brought together by `collect` and `serve`; this shows how far they came. Over HTTP, where
    the reader asks for a password, programs show a token of `samarkand token`. Needs `pip install 'samarkand[mcp]'`.
    """
    if find_spec("mcp") is None:
        raise UsageError("the library of the protocol is missing: install it with `pip install 'samarkand[mcp]'`")
    assistants: Any = import_module("samarkand.assistants.server")  # loading it takes half a second, and it is an extra
    asking: Any = import_module("samarkand.assistants.asking")
    with open_archive(archive) as parts:
        made = assistants.server(asking.Asking(Answers.of(parts), Cursors(tokens_of(archive).key()), clock))
        if not is_http:
            made.run("stdio")
            return
        opening = Opening(archive, entrance(host, (), "", name), port)
        door = opening.door()
        make_sure_of_port(host, port)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}{assistants.PATH}"
        if as_json:
            print_json({"mcp": address})
        else:
            print_line(f"assistants are answered at {address} (stop it with Ctrl-C)")
        app = Limited(assistants.http_app(made), Rate())
        serve(Headers(Gate(app, door, clock) if door else app), opening.entrance, port, is_open=door is None)
