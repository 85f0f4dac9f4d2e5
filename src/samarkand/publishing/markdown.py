"""Versions as Markdown with YAML front matter: one file, or one for each in a tar; nothing in them is markup of others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from samarkand.model.exports import About, Form, Taken
from samarkand.publishing.citations import key
from samarkand.publishing.tar import Tar
from samarkand.steps.lists import escaped
from samarkand.text.surrogates import well_formed
from samarkand.times import iso
from samarkand.urls import is_web


def markdown(taken: Taken) -> str:
    """A version as a Markdown page; its front matter holds what cites and proves it."""
    version, published = taken.version, taken.version.published
    matter: dict[str, Any] = {
        "title": taken.title,
        "outlet": taken.outlet.name,
        "authors": list(version.authors),
        "date": iso(published.at) if published else None,
        "date_precision": published.precision if published else None,
        "language": version.language,
        "url": version.url,
        "article": taken.article.id,
        "version": version.number,
        "versions": taken.article.versions,
        "seen_at": iso(version.seen_at),
        "story": taken.story,
        "sha256": version.sha256,
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in matter.items() if value]
    body = [escaped(line) for line in taken.reading.text.split("\n")]
    parts = ["---", *lines, "---", "", f"# {escaped(taken.title)}", *_paragraphs(body), *_pictures(taken), ""]
    return "\n".join(parts)


def _yaml(value: Any) -> str:
    """A value in YAML's flow style: a text in double quotes, where only what both YAML and JSON know is escaped."""
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, int):
        return str(value)
    quoted = json.dumps(well_formed(value), ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield ""
        yield line


def _pictures(taken: Taken) -> Iterator[str]:
    for each in taken.reading.pictures:
        words = escaped(each.caption or each.alt)
        yield ""
        # Angle brackets hold an address whatever stands in it, but these and line ends.
        address = "".join(f"%{ord(c):02X}" if c in "<>\\" or ord(c) < 33 else c for c in well_formed(each.url))
        yield f"![{words}](<{address}>)" if is_web(each.url) else words


def write_one(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (a form's signature)
    """The page of one version, UTF-8."""
    out.writelines(markdown(each).encode() for each in taken)


def write_tar(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (as above)
    """A tar of pages: a folder an outlet, a file a version, named as the version is cited."""
    tar = Tar(out)
    for each in taken:
        name = f"{key(each).rsplit('-', 3)[0]}/{key(each)}.md"
        tar.add(name, markdown(each).encode(), each.version.seen_at)
    tar.close()


MARKDOWN = Form("markdown", ".md", "latest", write_one, most=1)
MARKDOWN_TAR = Form("markdown-tar", ".md.tar", "latest", write_tar)
