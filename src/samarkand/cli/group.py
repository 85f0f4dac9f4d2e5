"""The command `samarkand`: finds the module of a subcommand only when that is called, so that starting is fast."""

from __future__ import annotations

import gc
import logging
import os
import sys
from importlib import import_module

import click

from samarkand import __version__
from samarkand.cli import logs
from samarkand.errors import SamarkandError

COMMANDS = {
    "init": ("archives", "make an archive"),
    "add": ("archives", "follow outlets, feeds found on a page, the feeds of an OPML file"),
    "outlets": ("archives", "list the outlets that are known or followed"),
    "collect": ("collecting", "ask the feeds, keep what is new or changed: one round, or rounds for ever"),
    "keep": ("collecting", "archive single pages"),
    "import": ("importing", "records, posts with front matter, saved feeds, WARC and WACZ"),
    "export": ("exporting", "articles as web archives, tables, books, pages, citations, bags"),
    "digest": ("digest", "a day's stories: what is new, disputed, changed; as a file or by mail"),
    "merge": ("merging", "take in another archive, with all that it knows"),
    "list": ("reading", "articles, newest first"),
    "show": ("reading", "an article with what is known of it"),
    "text": ("reading", "the plain text of an article"),
    "history": ("changing", "the versions of an article and what was changed"),
    "changes": ("changing", "what was changed lately"),
    "search": ("searching", "words, phrases, names in all their spellings"),
    "stories": ("stories", "what outlets report together, what grew last first"),
    "story": ("stories", "one event in all its reports, and why they stand together; correct it"),
    "compare": ("compare", "a story laid side by side: who claims what, where outlets disagree; or two articles"),
    "statements": ("statements", "who said what, through whom it came; dates, numbers and names too"),
    "watch": ("watching", "keep a search: a feed, and a webhook, a mail or a command for what is new"),
    "bulk": ("bulk", "any number of WARC files into tables, on this machine or on a cluster"),
    "status": ("status", "the health of the outlets"),
    "seal": ("sealing", "close and sign the ledger so far, so that its texts can be proved"),
    "receipt": ("receipts", "a version with its proof, in one file that needs no archive"),
    "verify": ("verifying", "is everything there, and as it was? Or: does a receipt hold?"),
    "rebuild": ("upkeep", "make derived data anew from the files"),
    "doctor": ("upkeep", "look at the environment"),
    "pack": ("packing", "records of closed months into one compressed file a month"),
    "unpack": ("packing", "packed records back into files"),
    "backup": ("copying", "bring a second copy of the archive up to date"),
    "restore": ("copying", "make an archive from a backup"),
    "sync": ("syncing", "bring an archive and its copy in an object store together"),
    "serve": ("serving", "the reader, in a browser"),
    "password": ("password", "what the reader asks for before it lets somebody in"),
    "mcp": ("mcp", "the archive for assistants: quotations with receipts"),
    "token": ("token", "what programs show to be let in: made, listed, revoked"),
    "site": ("site", "the reader as a folder of files, for a disk or any static host"),
    "demo": ("demo", "a whole small world on this machine: press, archive and reader"),
}
"""Subcommand -> (module below `samarkand.cli`, help in one line)."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; the list of them is in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """All names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # what is loaded stays: looking through it for cycles took a twentieth of a second
        module = import_module(f"samarkand.cli.{COMMANDS[cmd_name][0]}")
        gc.freeze()
        gc.enable()
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 something failed and was reported, 2 wrong use, 3 the archive is damaged.",
)
@click.option(
    "--log",
    type=click.Choice(logs.FORMS),
    default="text",
    envvar="SAMARKAND_LOG",
    show_default="$SAMARKAND_LOG, else text",
    help="What stderr is for: people, or programs that gather logs (one JSON object a line).",
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def samarkand(log: str) -> None:
    """News, kept and compared: every article of the outlets you follow as plain files, with every later edit."""
    logs.set_up(log)


def main() -> None:
    """Run the command line; errors that are not our bug become one line on stderr and an exit code."""
    logs.set_up("text")
    gc.set_threshold(100_000, 50, 100)  # we make no cycles to speak of: looking for them took a fifth of an import
    try:
        code = samarkand.main(prog_name="samarkand", standalone_mode=False)
    except SamarkandError as error:
        logs.note("error", f"samarkand: {error}", {"error": type(error).__name__}, level=logging.ERROR)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        logs.note("stopped", "samarkand: stopped; what was reported is kept")
        code = 130
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
