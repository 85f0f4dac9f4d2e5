"""`watch`: searches, stories, changes and silences that are waited for, with a feed each, and who is told of what is new."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from typing import Any, get_args

import click

from samarkand.app.archives import open_archive, watches_of
from samarkand.app.network import messengers
from samarkand.app.searches import keep_search
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line, print_reports, progress
from samarkand.errors import NotFound, UsageError
from samarkand.model.changes import EditKind
from samarkand.model.watches import SMALLEST, DeadLetter, Told, Watch, feed_path
from samarkand.pipeline.telling import put_away, resend
from samarkand.times import iso
from samarkand.urls import is_web


@click.command("watch", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[QUERY...]")
@click.option(
    "--story-size", type=click.IntRange(min=SMALLEST), metavar="N", help="Stories that N outlets report independently."
)
@click.option(
    "--change",
    "changes",
    multiple=True,
    type=click.Choice(get_args(EditKind)),
    help="Changes of this kind; once for each.",
)
@click.option(
    "--silence",
    default="",
    metavar="OUTLET",
    help="An outlet that brings nothing new; `all` for each that is followed.",
)
@click.option("--webhook", default="", metavar="URL", help="POST what is new there, as JSON, signed.")
@click.option("--secret-env", default="", metavar="NAME", help="The environment variable with the secret that signs.")
@click.option("--command", default="", metavar="CMD", help="Run this without a shell; it reads what is new as JSON.")
@click.option("--mail", default="", metavar="ADDRESS", help="Send what is new there, by the server of samarkand.toml.")
@click.option("--title", default="", help="What to call it, instead of its query.")
@click.option("--list", "is_list", is_flag=True, help="List what is watched for, and what could not be told.")
@click.option("--resend", default="", metavar="ID", help="Send again what was given up of one.")
@click.option(
    "--put-away", default="", metavar="LETTER", help="Keep a message that was given up no longer; `--list` has its id."
)
@click.option("--remove", default="", metavar="ID", help="Remove one.")
@archive_option
@json_option
@click.pass_context
def watch_command(
    ctx: click.Context, /, words: tuple[str, ...], archive: Path, *, is_list: bool, as_json: bool, **given: Any
) -> None:
    """Keep a search: it gets a feed, and every round of `collect` tells the webhook, the address or the command what new versions match.

    With `--story-size`, `--change` or `--silence` such happenings are told instead, of stories and changes those that a query
    finds where one is given. What was there before is not told.

    What could not be told is tried again after growing pauses; what is given up then is kept, shown, and sent again or put away on
    demand. What is watched for stands in the archive's watches.toml.
    """
    deeds = {name: given.pop(name) for name in ("remove", "resend", "put_away")}
    watch = Watch(" ".join(words), **(given | {"story_size": given["story_size"] or 0}))
    if (len(words) > 0 or watch.kind != "search") + is_list + sum(map(bool, deeds.values())) != 1:
        raise click.UsageError(
            "give a QUERY or what to watch for, or --list, --remove ID, --resend ID, or --put-away LETTER"
        )
    for word in words:  # an exclusion begins with one hyphen, a mistyped option with two
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    if is_list:
        print_all(archive, as_json=as_json)
    elif again := deeds["resend"]:
        ctx.exit(1 if resent(archive, again, as_json=as_json) else 0)
    elif letter := deeds["put_away"]:
        forget(archive, letter)
        print_done("put_away", letter, f"{letter} is kept no longer", as_json=as_json)
    elif remove := deeds["remove"]:
        if not watches_of(archive).remove(remove):
            raise missing(remove)
        print_done("removed", remove, f"{remove} is watched no longer", as_json=as_json)
    else:
        watch, is_new = keep_search(archive, checked(watch), clock())
        print_watch(watch, as_json=as_json, new=is_new)


def checked(watch: Watch) -> Watch:
    """The watch. Raises UsageError where who is to be told cannot be."""
    if watch.webhook and not is_web(watch.webhook):
        raise UsageError(f"{watch.webhook!r} is no http or https address")
    if bool(watch.webhook) != bool(watch.secret_env):
        raise UsageError("--webhook and --secret-env belong together: what is sent is signed with the secret")
    for address in filter(None, watch.mail.split(",")):
        try:
            Address(addr_spec=address.strip())
        except (MessageError, ValueError, IndexError) as error:
            raise UsageError(f"{address.strip()!r} is no address of mail") from error
    try:
        shlex.split(watch.command)
    except ValueError as error:
        raise UsageError(f"the command cannot be read: {error}") from error
    return watch


def resent(archive: Path, identity: str, *, as_json: bool) -> int:
    """How many dead letters of a watch could not be told again either."""
    watch = next((each for each in watches_of(archive).load() if each.id == identity), None)
    if watch is None:
        raise missing(identity)
    with open_archive(archive) as parts, progress("telling", None) as advance:
        assert parts.watches is not None
        told = messengers(parts.settings)
        reports = resend(parts.watches, told, watch, clock(), parts.settings.address)
        return print_reports(reports, advance, as_json=as_json).counts["failed"]


def forget(archive: Path, letter: str) -> None:
    """Keep a dead letter no longer. Raises NotFound."""
    if not put_away(watches_of(archive), letter.partition(".")[0], letter):  # it begins with the id of its watch
        raise NotFound(f"no dead letter has the id {letter!r}; `samarkand watch --list` shows them")


def missing(identity: str) -> NotFound:
    """What is raised where there is no watch of an id."""
    return NotFound(f"no watch has the id {identity!r}; `samarkand watch --list` shows them")


def troubles(told: Told | None, letters: tuple[DeadLetter, ...]) -> dict[str, Any]:
    """What could not be told yet, and what was given up, as JSON."""
    behind = {
        way: {
            "failures": each.failures,
            "again_at": iso(each.again_at) if each.again_at else None,
            "problem": each.problem,
        }
        for way, each in (told.behind.items() if told else ())
    }
    dead = [
        {
            "letter": each.id,
            "way": each.way,
            "at": iso(each.at),
            "failures": each.failures,
            "problem": each.problem,
            "message": each.message,
        }
        for each in letters
    ]
    return {"behind": behind, "dead": dead}


def print_all(archive: Path, *, as_json: bool) -> None:
    """What is watched for, a line each, and what could not be told."""
    file = watches_of(archive)
    for each in file.load():
        print_watch(each, as_json=as_json, **troubles(file.told(each.id), file.letters(each.id)))


def print_watch(watch: Watch, *, as_json: bool, **more: Any) -> None:
    """A watch on a line."""
    feed = feed_path(watch)
    if as_json:
        told: dict[str, Any] = {
            "id": watch.id,
            "query": watch.query,
            "title": watch.title,
            "feed": feed,
            "webhook": watch.webhook,
        }
        told |= {"story_size": watch.story_size, "changes": list(watch.changes), "silence": watch.silence}
        print_json(told | {"secret_env": watch.secret_env, "mail": watch.mail, "command": watch.command} | more)
        return
    ways = [getattr(watch, way) for way in watch.ways()]
    title = f"{watch.title}: " if watch.title else ""
    print_line(
        f"{watch.id}  {title}{replace(watch, title='').name()}{'  -> ' if ways else ''}{', '.join(ways)}  ({feed})"
    )
    for line in trouble_lines(more.get("behind", {}), more.get("dead", [])):
        print_line(f"    {line}")


def trouble_lines(behind: dict[str, Any], dead: list[dict[str, Any]]) -> Iterator[str]:
    """What could not be told, for people."""
    for way, each in behind.items():
        when = f"after {each['again_at']}" if each["again_at"] else "in the next round"
        yield f"{way}: failed {each['failures']} times, again {when}: {each['problem']}"
    for each in dead:
        found = f"{each['message'].get('total', 0):,} new"
        yield f"{each['way']}: dead letter {each['letter']} of {each['at']}, {found}, {each['failures']} tries: {each['problem']}"


def print_done(deed: str, identity: str, said: str, *, as_json: bool) -> None:
    """That a watch, or a dead letter, is gone."""
    if as_json:
        print_json({deed: identity})
    else:
        print_line(said)
