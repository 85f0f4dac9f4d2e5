"""A digest in the forms that it goes out in: plain text, Markdown, HTML, EPUB, mail. What outlets wrote is escaped here."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Literal

from samarkand.ids import sha256
from samarkand.model.exports import About
from samarkand.model.mails import Attachment, Mail
from samarkand.publishing.digests import Item, Section, Told
from samarkand.publishing.epub import Book, Page
from samarkand.publishing.pages import head
from samarkand.publishing.xhtml import link_to, words
from samarkand.steps.lists import escaped
from samarkand.text.surrogates import well_formed

DigestForm = Literal["text", "markdown", "html", "epub"]
ENDINGS: dict[str, DigestForm] = {".txt": "text", ".md": "markdown", ".html": "html", ".epub": "epub"}


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest to be sent or kept."""

    told: Told
    identity: str
    """The same for the same day of the same archive."""
    at: datetime
    """The end of the day: what a book and a mail are dated by, so that the same digest gives the same bytes."""


def written(issue: Issue, form: DigestForm) -> bytes:
    """A digest as a file."""
    told = issue.told
    if form == "epub":
        return _epub(issue)
    text = _html(told) if form == "html" else _markdown(told) if form == "markdown" else _text(told)
    return well_formed(text).encode()


def mail_of(issue: Issue, *, with_book: bool, recipients: tuple[str, ...] = (), now: datetime) -> Mail:
    """A digest as a message: plain text and HTML, and the book where one is wanted."""
    text, html = (well_formed(make(issue.told)) for make in (_text, _html))
    identity = f"digest-{sha256(f'{issue.identity} {text}'.encode())[:32]}"
    name = f"{issue.at:%Y-%m-%d}.epub"
    books = (Attachment(name, "application/epub+zip", _epub(issue)),) if with_book else ()
    return Mail(issue.told.title, text, now, identity, html, recipients, books)


def _text(told: Told) -> str:
    lines = [told.title, told.intro, "", *_text_lines(told), *((told.more, "") if told.more else ())]
    return "\n".join(map(_seen, lines))


def _text_lines(told: Told) -> Iterator[str]:
    for section in told.sections:
        yield section.title
        if section.marks:
            yield section.marks
        for part in section.parts:
            yield f"  {part.heading}"
            for item in part.items:
                yield from _text_item(item, 2)
            if part.more:
                yield f"    {part.more}"
        yield ""


def _text_item(item: Item, depth: int) -> Iterator[str]:
    words_of = f": {item.words}" if item.words else ""
    receipt = f" [{item.receipt}]" if item.receipt else ""
    yield f"{'  ' * depth}{item.before}{words_of}{receipt}"
    if item.url:
        yield f"{'  ' * (depth + 1)}{item.url}"
    for each in item.below:
        yield from _text_item(each, depth + 1)


def _seen(text: str) -> str:
    """A line as it is, but for what steers a terminal, ends the line or turns it around."""
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


def _markdown(told: Told) -> str:
    lines = [f"# {escaped(told.title)}", "", escaped(told.intro), ""]
    for section in told.sections:
        lines += [f"## {escaped(section.title)}", ""]
        lines += [escaped(section.marks), ""] if section.marks else []
        for part in section.parts:
            lines += [f"### {escaped(part.heading)}", ""]
            for item in part.items:
                lines += _markdown_item(item, 0)
            lines += [f"- {escaped(part.more)}"] if part.more else []
            lines.append("")
    return "\n".join([*lines, *((escaped(told.more), "") if told.more else ())])


def _markdown_item(item: Item, depth: int) -> Iterator[str]:
    url = link_to(item.url)
    shown = f"[{escaped(item.words)}](<{url}>)" if url else escaped(item.words)
    receipt = f" `{item.receipt}`" if item.receipt else ""
    yield f"{'  ' * depth}- {escaped(item.before)}{': ' if item.words else ''}{shown}{receipt}"
    for each in item.below:
        yield from _markdown_item(each, depth + 1)


def _html(told: Told) -> str:
    body = "".join(f"<h2{_lang(each.language)}>{words(each.title)}</h2>\n{_section(each)}" for each in told.sections)
    more = f"<p>{words(told.more)}</p>\n" if told.more else ""
    begun = head(told.title, told.language).decode()
    return f"{begun}<p>{words(told.intro)}</p>\n{body}{more}</body>\n</html>\n"


def _section(section: Section) -> str:
    """A story below its heading; XHTML, and HTML too."""
    out = [f'<p class="by">{words(section.marks)}</p>\n'] if section.marks else []
    for part in section.parts:
        items = "".join(map(_item, part.items)) + (f"<li>{words(part.more)}</li>\n" if part.more else "")
        out.append(f"<h3>{words(part.heading)}</h3>\n<ul>\n{items}</ul>\n")
    return "".join(out)


def _item(item: Item) -> str:
    url = link_to(item.url)
    shown = f"<span{_lang(item.language)}>{words(item.words)}</span>" if item.words else ""
    shown = f'<a href="{words(url)}" rel="nofollow noreferrer noopener">{shown}</a>' if url and shown else shown
    receipt = f' <small class="receipt">{words(item.receipt)}</small>' if item.receipt else ""
    below = f"<ul>\n{''.join(map(_item, item.below))}</ul>" if item.below else ""
    return f"<li>{words(item.before)}{': ' if shown else ''}{shown}{receipt}{below}</li>\n"


def _lang(language: str) -> str:
    return f' lang="{words(language)}" xml:lang="{words(language)}"'


def _epub(issue: Issue) -> bytes:
    """A page for the day, and one a story."""
    told, out = issue.told, BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        book = Book(packed, told.language)
        book.begin()
        more = f"<p>{words(told.more)}</p>\n" if told.more else ""
        first = f"<h1>{words(told.title)}</h1>\n<p>{words(told.intro)}</p>\n{more}"
        book.add(Page(told.title, told.language, first))
        for each in told.sections:
            body = f"<h1{_lang(each.language)}>{words(each.title)}</h1>\n{_section(each)}"
            # What the page says is ours; what it repeats has its own language in its place.
            book.add(Page(each.title, told.language, body.replace("<h3>", "<h2>").replace("</h3>", "</h2>")))
        about = About(told.title, f"digest {issue.identity}", told.language, _nothing)
        book.end(about, told.language, issue.at, ())
    return out.getvalue()


def _nothing(path: str) -> bytes:
    raise AssertionError(f"a digest holds no pictures: {path}")
