"""`init`, `add`, `outlets`: an archive is made, and told whom to follow."""

from __future__ import annotations

from pathlib import Path

import click

from samarkand import urls
from samarkand.app.archives import create_archive, open_archive, outlets_of
from samarkand.app.network import open_network
from samarkand.as_json.outlets import outlet_json
from samarkand.cli.logs import note
from samarkand.cli.options import archive_option, clock, have_archive, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.errors import NotFound
from samarkand.model.outlets import Follow
from samarkand.pipeline.followed import subscriptions
from samarkand.pipeline.following import find_feeds, follow_by_name, followed_by_name, follows_in_list
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps.opml import write_opml


@click.command("init")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@archive_option
@json_option
def init_command(folder: Path | None, archive: Path, as_json: bool) -> None:
    """Make an archive in DIR, or in the folder that --archive names."""
    root = folder or archive
    create_archive(root)
    if as_json:
        print_json({"archive": str(root.resolve())})
    else:
        print_line(f"made an archive in {root.resolve()}; next: samarkand add OUTLET, then samarkand collect")


@click.command("add")
@click.argument("names", nargs=-1, required=True, metavar="OUTLET|URL|OPML...")
@archive_option
@json_option
@click.pass_context
def add_command(ctx: click.Context, names: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Follow outlets that are known by name, feeds, the feed that a page names, or the feeds of an OPML file."""
    have_archive(archive)
    failed = 0
    with open_archive(archive) as parts:
        for name in names:
            found, problem = _find(parts, name)
            for each, is_new in zip(found, outlets_of(archive).follow_all(found), strict=True):
                told = {"outlet": each.outlet, "feed": each.feed, "title": each.title, "new": is_new}
                if as_json:
                    print_json(told)
                else:
                    print_line(f"{'+' if is_new else '='} {each.outlet or each.feed} {each.title}".rstrip())
            if problem:
                failed += 1
                note("failed", f"samarkand: {name}: {problem}")
    ctx.exit(1 if failed else 0)


def _find(parts: Parts, name: str) -> tuple[list[Follow], str]:
    """What a name given on the command line means, or why it means nothing."""
    known = follow_by_name(name, parts.outlets)
    if known:
        return [known], ""
    if Path(name).is_file():
        found = follows_in_list(Path(name).read_bytes())
        return found, "" if found else "holds no feeds; give an OPML file"
    if urls.is_web(name):
        with open_network(parts.settings) as network:
            return find_feeds(network.fetcher, name, clock())
    return [], "is no outlet that is known, no file and no address; `samarkand outlets` lists the outlets"


@click.command("outlets")
@click.option("--opml", is_flag=True, help="Write the feeds that are followed as an OPML list.")
@click.option("--pause", default="", metavar="OUTLET|URL", help="Ask the feeds of one no more for now.")
@click.option("--resume", default="", metavar="OUTLET|URL", help="Ask them again.")
@click.option("--remove", default="", metavar="OUTLET|URL", help="Follow one no longer; what was kept of it stays.")
@archive_option
@json_option
def outlets_command(archive: Path, *, opml: bool, as_json: bool, **deeds: str) -> None:
    """List the outlets that can be followed by name; those that are followed are marked. Or pause or remove one of these."""
    wanted = [(deed, name) for deed, name in deeds.items() if name]
    if len(wanted) + opml > 1:
        raise click.UsageError("give one of --opml, --pause, --resume and --remove")
    with open_archive(archive) as parts:
        if wanted:
            _change(parts, archive, *wanted[0], as_json=as_json)
        elif opml:
            click.echo(write_opml(subscriptions(parts), parts.settings.title, clock()), nl=False)
        else:
            _list_outlets(Queries(parts), as_json=as_json)


def _change(parts: Parts, archive: Path, deed: str, name: str, *, as_json: bool) -> None:
    """Pause, resume or remove one that is followed. Raises NotFound."""
    found = followed_by_name(name, parts.follows, parts.outlets)
    if found is None:
        raise NotFound(f"{name!r} is not followed; `samarkand outlets --opml` lists what is")
    file = outlets_of(archive)
    if deed == "remove":
        file.unfollow(found)
    else:
        file.pause(found, is_paused=deed == "pause")
    if as_json:
        print_json({"outlet": found.outlet, "feed": found.feed, "title": found.title, "done": deed})
    else:
        told = {"pause": "is paused", "resume": "is asked again", "remove": "is followed no longer"}[deed]
        print_line(f"{found.outlet or found.feed} {told}")


def _list_outlets(queries: Queries, *, as_json: bool) -> None:
    """The outlets that can be followed by name, a line each."""
    followed = {outlet.id for outlet in queries.followed()}
    for outlet in queries.known_outlets():
        if as_json:
            print_json(outlet_json(outlet, is_followed=outlet.id in followed))
        else:
            mark = "*" if outlet.id in followed else " "
            print_line(f"{mark} {outlet.id:10} {outlet.name}  {len(outlet.feeds)} feeds  {outlet.home}")
