"""The demo as a newcomer would do it: an archive, the press's outlets followed, collected in rounds over its days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from samarkand.app.archives import create_archive, follow, open_archive
from samarkand.app.network import open_network
from samarkand.demo.press import OutletAddress, Press
from samarkand.model.outlets import Follow
from samarkand.model.reports import Report
from samarkand.pipeline.following import find_feeds
from samarkand.pipeline.updating import update

SETTINGS = """\
# The settings of the demo's archive: its press answers on this machine alone, and likes to be asked often.

[archive]
format = 1
title = "Samarkand"

[collect]
delay = 0.0
shortest_interval = 0
allow_private = ["{host}"]
"""


def prepare(root: Path, press: Press) -> None:
    """Make the demo's archive, with the names of its world, and follow the press's outlets by what a newcomer is told.

    Raises UsageError.
    """
    create_archive(root)
    host = press.address.partition("://")[2]
    (root / "samarkand.toml").write_text(SETTINGS.format(host=host), "utf-8")
    (root / "outlets.toml").write_text("\n".join(map(outlet_table, press.outlets)), "utf-8")
    (root / "names.toml").write_text((files("samarkand.demo") / "world" / "names.toml").read_text("utf-8"), "utf-8")
    with open_archive(root) as parts, open_network(parts.settings, lambda: press.moment) as network:
        for outlet in press.outlets:
            found, _ = find_feeds(network.fetcher, outlet.follow, press.moment)
            follow(root, found[0] if found else Follow(feed=outlet.feed, title=outlet.name))


def outlet_table(outlet: OutletAddress) -> str:
    """An outlet as `outlets.toml` has it: all of them answer on one port, so each must be told from the others."""
    place = outlet.home.partition("://")[2].rstrip("/")
    lines = {
        "id": outlet.id,
        "name": outlet.name,
        "languages": list(outlet.languages),
        "zone": outlet.zone,
        "home": outlet.home,
        "places": [place],
    }
    told = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items())
    feed = f'feeds = [{{ url = "{outlet.feed}", full_text = true }}]\n' if outlet.full_text else ""
    return f"[[outlet]]\n{told}\n{feed}"


def collect_round(root: Path, press: Press, number: int) -> Iterator[Report]:
    """Go to a round of the press's days and collect what it brings."""
    press.advance(number)
    now = press.moment
    with open_archive(root) as parts, open_network(parts.settings, lambda: now) as network:
        yield from update(parts, network, now)
