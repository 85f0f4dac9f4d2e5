"""Lists of articles in Markdown, for reading an archive's folder on a Git host; titles in them are hostile text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

from samarkand.model.answers import Health
from samarkand.model.articles import Article

MARK = "<!-- written by samarkand; do not edit -->"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&-])")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def escaped(text: str) -> str:
    """Text as Markdown that shows it as it is: one line, nothing in it is markup."""
    line = " ".join(_UNSHOWN.sub(" ", text).split())
    return _SPECIAL.sub(r"\\\1", line.encode("utf-8", "replace").decode())


def link_to(path: str, up: int = 0) -> str:
    """A relative link to a file, in which `?`, `%`, brackets and blanks are escaped. `up`: folders to leave first."""
    return "../" * up + quote(path, safe="/")


def outlet_list(name: str, articles: Sequence[Article], total: int) -> str:
    """`lists/<outlet>.md`: an outlet's latest articles, newest first, by year."""
    rest = total - len(articles)
    older = (
        [f"\n{rest} older ones lie in the folder `records/{articles[-1].outlet}/`, by year, month and day."]
        if rest > 0
        else []
    )
    return "\n".join([MARK, f"# {escaped(name)}", "", f"{total} articles.", *_by_year(articles, 1, ""), *older, ""])


def front_list(title: str, states: Sequence[Health], articles: Sequence[Article], names: dict[str, str]) -> str:
    """`README.md`: who is in the archive, and the latest articles of all."""
    table = ["| outlet | articles | newest |", "| --- | ---: | --- |"]
    for health in sorted(states, key=lambda each: -each.articles):
        link = f"[{escaped(health.name)}](lists/{quote(health.outlet)}.md)" if health.articles else escaped(health.name)
        newest = f"{health.last_new_at:%Y-%m-%d}" if health.last_new_at else "none yet"
        silent = " (silent)" if health.state in {"silent", "failing"} else ""
        table.append(f"| {link} | {health.articles} | {newest}{silent} |")
    return "\n".join([MARK, f"# {escaped(title)}", "", *table, "", *_by_year(articles, 0, "", names), ""])


def _by_year(articles: Sequence[Article], up: int, indent: str, names: dict[str, str] | None = None) -> list[str]:
    lines: list[str] = []
    for year, group in groupby(articles, key=lambda article: article.published_at.year):
        lines += ["", f"## {year}", ""]
        for article in group:
            outlet = f"{escaped(names.get(article.outlet, article.outlet))}: " if names else ""
            title = escaped(article.latest.title) or "untitled"
            changed = f" ({article.versions} versions)" if article.versions > 1 else ""
            link = link_to(article.latest.record, up)
            lines.append(f"{indent}- {article.published_at:%Y-%m-%d} {outlet}[{title}]({link}){changed}")
    return lines
