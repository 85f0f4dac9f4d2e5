"""`serve`: the reader in a browser, over an archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from samarkand.answering import Answers
from samarkand.app.archives import open_archive
from samarkand.app.doors import app_password_of, password_of, tokens_of
from samarkand.app.managing import Managing
from samarkand.app.marking import Marks
from samarkand.cli.annotating import mark_texts
from samarkand.cli.indexing import make_searchable
from samarkand.cli.logs import note
from samarkand.cli.options import Command, archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.cli.relating import bring_together
from samarkand.errors import UsageError
from samarkand.model.reports import Report
from samarkand.pipeline.correcting import Wish, correct
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.relating import relate_news
from samarkand.web.api.routes import Terms
from samarkand.web.desk import Writing
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance, entrance, make_sure_of_entrance
from samarkand.web.guard import is_loopback
from samarkand.web.server import create_app, is_free, serve

Correct = Callable[[Wish], Report]


def address_options(command: Command) -> Command:
    """`--host` and `--port`."""
    port = click.option(
        "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where the reader answers."
    )
    host = click.option(
        "--host", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to the whole network, by password."
    )
    return host(port(command))


@click.command("serve")
@address_options
@click.option("--read-only", is_flag=True, help="Let nothing be changed in the reader.")
@click.option("--proxy", multiple=True, metavar="ADDRESS", help="Believe the X-Forwarded headers of this address.")
@click.option("--user-header", default="", metavar="NAME", help="Let in whom the proxy names in this header.")
@click.option("--name", multiple=True, metavar="NAME", help="Answer to this host name, and to no other.")
@click.option("--public-metrics", is_flag=True, help="Show /metrics without a password, to whoever can ask.")
@archive_option
@json_option
def serve_command(
    host: str, port: int, archive: Path, *, read_only: bool, as_json: bool, **told: bool | str | tuple[str, ...]
) -> None:
    """Show the archive in a browser, until stopped with Ctrl-C.

    Where others than this machine can reach it, it asks for the password of `samarkand password`, and does not start without.
    """
    way = entrance(host, _names(told["proxy"]), str(told["user_header"]), _names(told["name"]))
    way = replace(way, shows_metrics=bool(told["public_metrics"]))
    with open_archive(archive) as parts:
        show(parts, Opening(archive, way, port, is_read_only=read_only), as_json=as_json)


def _names(told: bool | str | tuple[str, ...]) -> tuple[str, ...]:
    return told if isinstance(told, tuple) else ()


@dataclass(frozen=True, slots=True)
class Opening:
    """How a reader is opened."""

    archive: Path
    entrance: Entrance
    port: int
    is_read_only: bool = False

    def door(self) -> Door | None:
        """What keeps strangers out; None where everybody on this machine may enter. Raises UsageError where nothing does."""
        password = password_of(self.archive)
        has_password, apps = bool(password.stamp()), app_password_of(self.archive)
        make_sure_of_entrance(self.entrance, has_password=has_password)
        if not has_password and not self.entrance.user_header:
            return None
        tokens = tokens_of(self.archive)
        return Door(self.entrance, password, str(self.archive.resolve()), apps=apps, tokens=tokens)

    def writing(self) -> Writing:
        """What carries out what is changed in the reader."""
        if self.is_read_only:
            return Writing()
        return Writing(correcting(self.archive), Managing(self.archive, clock), Marks(self.archive).keep)


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


def show(parts: Parts, opening: Opening, *, as_json: bool) -> None:
    """Say where the reader is, and serve it until stopped. Raises UsageError where it would be open to strangers."""
    host, port, door = opening.entrance.host, opening.port, opening.door()
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
    if not is_loopback(host) and not opening.entrance.proxies:
        note("unsafe", "what is sent, the password too, can be read on the way: https needs a proxy before it")
    app = create_app(answers, clock, opening.writing(), door, Terms(tokens_of(opening.archive).key()))
    serve(app, opening.entrance, port, is_open=door is None)
