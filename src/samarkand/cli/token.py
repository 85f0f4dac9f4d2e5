"""`token`: what programs show to be let in; made, listed and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import click

from samarkand.app.doors import tokens_of
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.model.tokens import Scope, Token
from samarkand.times import iso

LONGEST = 100
"""Characters of a name."""


@click.command("token")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(get_args(Scope)), help="What it may do; read, if not told."
)
@click.option("--days", type=click.IntRange(1, 3650), help="Let it hold for so many days, and not until it is revoked.")
@click.option("--list", "is_list", is_flag=True, help="List the tokens, without their secrets.")
@click.option("--revoke", default="", metavar="ID", help="Let nobody in by one any more, from now on.")
@archive_option
@json_option
def token_command(name: str | None, archive: Path, *, is_list: bool, revoke: str, as_json: bool, **told: Any) -> None:
    """Make a token called NAME for a program that asks `/api/v1` or `mcp --http`; it is shown this once, and kept as a hash.

    Tokens count where the reader asks for a password: see `samarkand password`. What is made, revoked or over holds at once.
    """
    if (name is not None) + is_list + bool(revoke) != 1:
        raise click.UsageError("give a NAME, or --list, or --revoke ID")
    tokens, now = tokens_of(archive), clock()
    if is_list:
        for token in tokens.listed():
            print_token(token, as_json=as_json)
    elif revoke:
        print_token(tokens.revoke(revoke), as_json=as_json, revoked=True)
    else:
        days = told["days"]
        scopes: Sequence[Scope] = told["scopes"] or ("read",)
        shown, token = tokens.make(checked(name or ""), scopes, now, now + timedelta(days=days) if days else None)
        print_token(token, as_json=as_json, shown=shown)


def checked(name: str) -> str:
    """A name by which a person knows a token again. Raises click.UsageError."""
    if not name.strip() or len(name) > LONGEST or not name.isprintable():
        raise click.UsageError(f"NAME must be a line of 1 to {LONGEST} characters")
    return name.strip()


def print_token(token: Token, *, as_json: bool, shown: str = "", revoked: bool = False) -> None:
    """A token on a line."""
    until = iso(token.until) if token.until else None
    if as_json:
        facts = {"id": token.id, "name": token.name, "scopes": sorted(token.scopes)}
        more = {"token": shown} if shown else {"revoked": True} if revoked else {}
        print_json(facts | {"made_at": iso(token.made_at), "until": until} | more)
        return
    held = f", until {until}" if until else ""
    print_line(f"{token.id}  {token.name}  {'+'.join(sorted(token.scopes))}  made {iso(token.made_at)}{held}")
    if revoked:
        print_line("it lets nobody in any more")
    if shown:
        print_line(f"{shown}\nthis is shown only now; keep it where only the program reads it")
