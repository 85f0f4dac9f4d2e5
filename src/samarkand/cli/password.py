"""`password`: what the reader asks for, set from the terminal or the standard input, and never from an argument."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from samarkand.app.doors import APP_USER, app_password_of, password_of
from samarkand.cli.options import archive_option, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.errors import UsageError

SHORTEST = 12
"""Characters of a password."""
LONGEST = 1024
"""Bytes of one."""


@click.command("password")
@click.option("--remove", is_flag=True, help="Take the password away.")
@click.option("--apps", "is_for_apps", is_flag=True, help="Make the one that apps enter with, and print it once.")
@click.option("--fever", "speaks_fever", is_flag=True, help="With --apps: let apps in that speak the Fever API, too.")
@archive_option
@json_option
def password_command(remove: bool, is_for_apps: bool, speaks_fever: bool, archive: Path, as_json: bool) -> None:
    """Set the password that the reader asks for: typed twice at a terminal, else the first line of the standard input.

    It holds at once, also where the reader runs; whoever was in has to show it anew. With --apps, a password is made for programs
    that read the archive over the Google Reader API, or the Fever API: those can mark articles, and nothing else.
    """
    if speaks_fever and (remove or not is_for_apps):
        raise UsageError("--fever goes with --apps, where a password is made")
    if is_for_apps:
        _for_apps(archive, is_removed=remove, speaks_fever=speaks_fever, as_json=as_json)
        return
    password = password_of(archive)
    if remove:
        told, words = ("removed" if password.remove() else "none"), "the reader asks for no password any more"
    else:
        password.keep(checked(_typed()))
        told, words = "set", f"the reader asks for this password from now on; its hash is in {password.path}"
    if as_json:
        print_json({"password": told, "file": str(password.path)})
    else:
        print_line(words)


def _for_apps(archive: Path, *, is_removed: bool, speaks_fever: bool, as_json: bool) -> None:
    """Make the password of programs, or take it away."""
    password = app_password_of(archive)
    if is_removed:
        told, words = {"password": "removed" if password.remove() else "none"}, "no app has a password any more"
    else:
        made = password.make(speaks_fever=speaks_fever)
        told = {"password": "made", "user": APP_USER, "made": made}
        words = f"apps enter as {APP_USER} with this password, which is shown this once: {made}"
    if as_json:
        print_json({**told, "file": str(password.path)})
    else:
        print_line(words)


def checked(password: str) -> str:
    """A password that is good for something. Raises UsageError."""
    if len(password) < SHORTEST or len(set(password)) < SHORTEST // 3:
        raise UsageError(
            f"a password needs {SHORTEST} characters at least, and not the same ones over and over: a sentence is one"
        )
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST:
        raise UsageError(f"a password may have {LONGEST} bytes at most")
    return password


def _typed() -> str:
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    try:
        return sys.stdin.buffer.readline(2 * LONGEST).decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError("the password on the standard input is not UTF-8") from error
