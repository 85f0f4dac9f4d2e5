"""Versions as one HTML file that needs nothing else: pictures within it, no script, a table of contents, readable for ever."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import BinaryIO

from samarkand.model.exports import About, Form, Taken
from samarkand.publishing.chapters import STYLE, chapter_of, heading, language_of
from samarkand.publishing.xhtml import words
from samarkand.web.images import content_type
from samarkand.web.wording import wording

MOST = 500
"""Versions in a file: what a browser still opens, with its pictures."""
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_PIECE = 1 << 20


def write(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:
    """The page. What comes below the table of contents waits on disk until that is known."""
    say = wording(about.language)

    def within(path: str) -> str:
        data = about.read(path)
        return f"data:{content_type(data)};base64,{base64.b64encode(data).decode()}"

    contents: list[str] = []
    numbers: dict[str, int] = {}
    languages: dict[str, int] = {}
    with TemporaryFile() as below:
        for number, each in enumerate(taken, 1):
            chapter = chapter_of(each, about, within)
            languages[chapter.language] = languages.get(chapter.language, 0) + 1
            told = f'<li><a href="#a{number}" lang="{words(chapter.language)}">{words(chapter.title)}</a> {words(chapter.by)}</li>\n'
            contents.append(told)
            numbers.setdefault(each.article.id, number)
            below.write(
                f'<article id="a{number}" lang="{words(chapter.language)}">\n{heading(chapter, 2)}{chapter.body}</article>\n'.encode()
            )
        language = language_of(languages, say.language)
        out.write(head(about.title, language))
        out.write(f'<nav lang="{say.language}"><h2>{words(say.say("book_contents"))}</h2>\n<ol>\n'.encode())
        preface = about.preface
        if preface:
            title = f'<a href="#preface" lang="{words(preface.language)}">{words(preface.title)}</a>'
            out.write(f"<li>{title}</li>\n".encode())
        out.writelines(line.encode() for line in contents)
        out.write(b"</ol></nav>\n")
        if preface:
            body = preface.body(lambda article: f"#a{numbers[article]}" if article in numbers else "")
            lines = f'<section id="preface" lang="{words(preface.language)}">\n<h2>{words(preface.title)}</h2>\n{body}</section>\n'
            out.write(lines.encode("utf-8", "replace"))
        below.seek(0)
        while piece := below.read(_PIECE):
            out.write(piece)
    out.write(b"</body>\n</html>\n")


def head(title: str, language: str) -> bytes:
    """The beginning of such a page, down to its heading."""
    shown = words(re.sub(r"\s+", " ", title))
    return (
        f'<!DOCTYPE html>\n<html lang="{words(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">\n'
        f"<title>{shown}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{shown}</h1>\n"
    ).encode()


HTML = Form("html", ".html", "latest", write, most=MOST)
