"""A form: one line a version, its day and its title; what one pastes into a letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from samarkand.model.exports import About, Form, Taken


def write(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:  # noqa: ARG001  (a form's signature)
    """Each line is written when its version comes, so that memory does not grow."""
    for each in taken:
        line = f"{each.article.published_at:%Y-%m-%d}  {each.outlet.name}: {each.title}\n"
        out.write(line.encode("utf-8", "replace"))


HEADLINES = Form("headlines", ".headlines.txt", "latest", write)
