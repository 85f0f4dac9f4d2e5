"""`site`: the reader as a folder of files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from samarkand.app.archives import open_archive
from samarkand.app.sites import open_site
from samarkand.cli.annotating import mark_texts
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line, progress
from samarkand.cli.relating import bring_together
from samarkand.errors import UsageError
from samarkand.model.sites import SiteOptions, SiteReport
from samarkand.web.site.building import Order, build, plan
from samarkand.web.wording import LANGUAGES


@click.command("site")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Of the interface."
)
@click.option("--base", default="", metavar="URL", help="Where the site will stand: for feeds and a site map.")
@archive_option
@json_option
def site_command(folder: Path, language: str, base: str, archive: Path, as_json: bool) -> None:
    """Make the reader as files in DIR: to be opened from a disk, or put on any static host.

    What has changed since the last time is made again, and nothing else. DIR must be new, empty, or a site of ours.
    """
    options = SiteOptions(language, _address(base))
    report: SiteReport | None = None
    with open_archive(archive) as parts, open_site(folder) as site, site.locked():
        mark_texts(parts)
        bring_together(parts)
        order = Order(str(archive), str(folder), options, clock())
        planned = plan(parts, site, order)
        with progress("making pages", len(planned.due)) as advance:
            for step in build(parts, site, order, planned):
                if isinstance(step, SiteReport):
                    report = step
                else:
                    advance(step)
    assert report, "a build ends with its report"
    if as_json:
        counts = {"files": report.files, "made": report.made, "written": report.written, "removed": report.removed}
        print_json({"site": str(folder / "index.html"), **counts})
    else:
        print_line(f"{folder / 'index.html'}: {report.files} files, {report.written} written, {report.removed} removed")


def _address(base: str) -> str:
    """The site's address without a slash at its end. Raises UsageError."""
    parts = urlsplit(base)
    if base and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
        raise UsageError(f"{base} is no address of a site; give one such as https://news.example/archive")
    return base.rstrip("/")
