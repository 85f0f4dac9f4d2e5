"""EPUB 3.3: chapters and pictures into a zip as they come, then what tells of them. By the standard library; EPUBCheck judges it in tests."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from samarkand.model.exports import About, Form, Taken
from samarkand.publishing.chapters import STYLE, chapter_of, heading, language_of
from samarkand.publishing.xhtml import words
from samarkand.times import iso
from samarkand.web.images import content_type
from samarkand.web.wording import wording

MOST = 2_000
"""Versions in a book: what a reader for the hand still opens."""
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_PREFACE = "preface.xhtml"
_FOREIGN = frozenset(("image/avif",))
"""What EPUB counts among no reader's duties."""


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter of a book as XHTML."""

    title: str
    language: str
    body: str
    by: str = ""
    """What the table of contents says beside the title."""


@dataclass(slots=True)
class Book:
    """A book in the making; the same calls give the same bytes. What is kept of a chapter is its line in the table of contents."""

    out: zipfile.ZipFile
    language: str
    """Of the words around the texts."""
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    """Title, language, and what stands beside it in the table of contents."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Path -> media type."""
    preface: tuple[str, str] | None = None
    """Title and language of what stands before all chapters."""

    def begin(self) -> None:
        """What a book begins with: its media type, bare, and where its package lies."""
        self._put("mimetype", b"application/epub+zip", is_packed=False)
        self._put("META-INF/container.xml", _CONTAINER.encode())
        self._put("EPUB/style.css", STYLE.encode())

    def add(self, page: Page) -> None:
        """The next chapter."""
        self.pages.append((page.title, page.language, page.by))
        self._put(f"EPUB/{_name(len(self.pages))}", _document(page.title, page.language, page.body))

    def before(self, page: Page) -> None:
        """What stands before all chapters; written when it is known what they are."""
        self.preface = page.title, page.language
        self._put(f"EPUB/{_PREFACE}", _document(page.title, page.language, page.body))

    def listed(self) -> list[tuple[str, str, str]]:
        """File, title and language of each page, in their order."""
        before = [(_PREFACE, *self.preface)] if self.preface else []
        pages = ((_name(number), title, language) for number, (title, language, _) in enumerate(self.pages, 1))
        return [*before, *pages]

    def picture(self, path: str, data: bytes) -> None:
        """A picture, once for however many chapters."""
        if path not in self.pictures:
            self.pictures[path] = content_type(data)
            self._put(f"EPUB/{path}", data, is_packed=False)

    def end(self, about: About, language: str, at: datetime, publishers: Sequence[str]) -> None:
        """The table of contents and the package, which tell of all of it."""
        self._put("EPUB/nav.xhtml", self._contents())
        self._put("EPUB/package.opf", self._package(about, language, at, publishers))

    def _contents(self) -> bytes:
        say = wording(self.language)
        lines = "".join(
            f'<li><a href="{name}" lang="{words(language)}" xml:lang="{words(language)}">{words(title)}</a></li>\n'
            for name, title, language in self.listed()
        )
        heading_of = words(say.say("book_contents"))
        nav = f'<nav epub:type="toc" id="toc"><h1>{heading_of}</h1>\n<ol>\n{lines}</ol></nav>\n'
        return _document(say.say("book_contents"), self.language, nav)

    def _package(self, about: About, language: str, at: datetime, publishers: Sequence[str]) -> bytes:
        names = [name for name, _, _ in self.listed()]
        items = "".join(
            f'<item id="p{number}" href="{name}" media-type="application/xhtml+xml"/>\n'
            for number, name in enumerate(names, 1)
        )
        items += "".join(
            f'<item id="i{number}" href="{path}" media-type="{kind}"/>\n'
            for number, (path, kind) in enumerate(self.pictures.items(), 1)
        )
        spine = "".join(f'<itemref idref="p{number}"/>\n' for number in range(1, len(names) + 1))
        made = "".join(f"<dc:publisher>{words(each)}</dc:publisher>\n" for each in publishers)
        modes = ("textual", "visual") if self.pictures else ("textual",)
        seen = "".join(f'<meta property="schema:accessMode">{mode}</meta>\n' for mode in modes)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
            f'xml:lang="{words(language)}">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f'<dc:identifier id="id">urn:uuid:{uuid5(NAMESPACE_URL, f"samarkand:book:{about.identity}")}</dc:identifier>\n'
            f"<dc:title>{words(_line(about.title))}</dc:title>\n<dc:language>{words(language)}</dc:language>\n{made}"
            f'<meta property="dcterms:modified">{iso(at.replace(microsecond=0))}</meta>\n{seen}'
            '<meta property="schema:accessibilityFeature">tableOfContents</meta>\n'
            '<meta property="schema:accessibilityFeature">alternativeText</meta>\n'
            '<meta property="schema:accessibilityHazard">unknown</meta>\n'
            "</metadata>\n<manifest>\n"
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
            '<item id="style" href="style.css" media-type="text/css"/>\n'
            f'{items}</manifest>\n<spine>\n<itemref idref="nav"/>\n{spine}</spine>\n</package>\n'
        ).encode()

    def _put(self, name: str, data: bytes, *, is_packed: bool = True) -> None:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        self.out.writestr(info, data)


def write(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:
    """A book with a chapter a version."""
    languages: dict[str, int] = {}
    names: dict[str, str] = {}
    publishers: dict[str, None] = {}
    latest = _EPOCH
    with zipfile.ZipFile(out, "w") as packed:
        book = Book(packed, about.language)
        book.begin()

        def within(path: str) -> str:
            data = about.read(path)
            if content_type(data) in _FOREIGN:
                return ""
            book.picture(path, data)
            return path

        for each in taken:
            chapter = chapter_of(each, about, within)
            languages[chapter.language] = languages.get(chapter.language, 0) + 1
            publishers[each.outlet.name] = None
            latest = max(latest, each.version.seen_at)
            book.add(Page(chapter.title, chapter.language, heading(chapter, 1) + chapter.body, chapter.by))
            names.setdefault(each.article.id, _name(len(book.pages)))
        if not book.pages:  # a book has at least one page
            empty = words(wording(about.language).say("book_empty"))
            book.add(Page(about.title, about.language, f"<p>{empty}</p>\n"))
        if preface := about.preface:
            body = f"<h1>{words(preface.title)}</h1>\n{preface.body(lambda article: names.get(article, ''))}"
            book.before(Page(preface.title, preface.language, body))
        book.end(about, language_of(languages, about.language), latest, list(publishers))


def _name(number: int) -> str:
    return f"page{number:04}.xhtml"


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip() or "Samarkand"


def _document(title: str, language: str, body: str) -> bytes:
    told = words(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{told}" xml:lang="{told}">\n<head><meta charset="utf-8"/>\n<title>{words(_line(title))}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n{body}</body>\n</html>\n'
    ).encode()


EPUB = Form("epub", ".epub", "latest", write, most=MOST)
