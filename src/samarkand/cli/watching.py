"""`watch`: searches that are kept, with a feed each, and who is told when something new matches."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from samarkand.app.archives import watches_of
from samarkand.app.searches import keep_search
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.errors import NotFound, UsageError
from samarkand.model.watches import Watch, feed_path, watch_id
from samarkand.urls import is_web


@click.command("watch", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[QUERY...]")
@click.option("--webhook", default="", metavar="URL", help="POST what is new there, as JSON, signed.")
@click.option("--secret-env", default="", metavar="NAME", help="The environment variable with the secret that signs.")
@click.option("--command", default="", metavar="CMD", help="Run this without a shell; it reads what is new as JSON.")
@click.option("--title", default="", help="What to call it, instead of its query.")
@click.option("--list", "is_list", is_flag=True, help="List the saved searches.")
@click.option("--remove", default="", metavar="ID", help="Remove one.")
@archive_option
@json_option
def watch_command(
    words: tuple[str, ...], archive: Path, *, is_list: bool, remove: str, as_json: bool, **told: str
) -> None:
    """Keep a search: it gets a feed, and every round of `collect` tells the webhook or the command what new versions match.

    What could not be told is tried again in the next round. The searches stand in the archive's watches.toml.
    """
    if (len(words) > 0) + is_list + bool(remove) != 1:
        raise click.UsageError("give a QUERY, or --list, or --remove ID")
    for word in words:  # an exclusion begins with one hyphen, a mistyped option with two
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    if is_list:
        for watch in watches_of(archive).load():
            print_watch(watch, as_json=as_json)
    elif remove:
        if not watches_of(archive).remove(remove):
            raise NotFound(f"no watch has the id {remove!r}; `samarkand watch --list` shows them")
        print_removed(remove, as_json=as_json)
    else:
        watch = checked(Watch(" ".join(words), **told))
        print_watch(watch, as_json=as_json, new=keep_search(archive, watch, clock()))


def checked(watch: Watch) -> Watch:
    """A watch with its id. Raises UsageError where who is to be told cannot be."""
    if watch.webhook and not is_web(watch.webhook):
        raise UsageError(f"{watch.webhook!r} is no http or https address")
    if bool(watch.webhook) != bool(watch.secret_env):
        raise UsageError("--webhook and --secret-env belong together: what is sent is signed with the secret")
    try:
        shlex.split(watch.command)
    except ValueError as error:
        raise UsageError(f"the command cannot be read: {error}") from error
    return replace(watch, id=watch_id(watch))


def print_watch(watch: Watch, *, as_json: bool, **more: Any) -> None:
    """A watch on a line."""
    feed = feed_path(watch)
    if as_json:
        told = {"id": watch.id, "query": watch.query, "title": watch.title, "feed": feed}
        print_json(told | {"webhook": watch.webhook, "secret_env": watch.secret_env, "command": watch.command} | more)
        return
    ways = [way for way in (watch.webhook, watch.command) if way]
    title = f"{watch.title}: " if watch.title else ""
    print_line(f"{watch.id}  {title}{watch.query}{'  -> ' if ways else ''}{', '.join(ways)}  ({feed})")


def print_removed(identity: str, *, as_json: bool) -> None:
    """That a watch is gone."""
    if as_json:
        print_json({"removed": identity})
    else:
        print_line(f"{identity} is watched no longer")
