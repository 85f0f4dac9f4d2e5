"""A version as a chapter of a book or of a page: its heading, its body with kept pictures, its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from samarkand.errors import NotFound
from samarkand.model.catalog import StoredImage
from samarkand.model.exports import About, Taken
from samarkand.publishing.xhtml import Address, link_to, words, xhtml
from samarkand.steps import reading
from samarkand.web.bodies import Showing, shown_tree
from samarkand.web.images import content_type, is_shown
from samarkand.web.moments import article_moment
from samarkand.web.wording import Wording, wording

STYLE = (
    "body{margin:0 auto;padding:0 1em;max-width:42em;font-family:serif;line-height:1.7;color:#1c1a17;background:#fff}"
    "h1{font-size:1.5em;line-height:1.3}h2{font-size:1.25em;line-height:1.35}h3{font-size:1em}nav ol{padding-left:1.4em}"
    "img{max-width:100%;height:auto}.picture,.missing{display:block;margin:1em 0}"
    ".caption,.by,.receipt,.missing{font-size:.85em;color:#5a544b;overflow-wrap:anywhere}.caption{display:block}"
    "blockquote{margin:1em 0 1em 1em;padding-left:1em;border-left:.2em solid #c9bfae}"
    "table{border-collapse:collapse}td,th{border:1px solid #c9bfae;padding:.2em .5em;vertical-align:top}"
    "article+article{margin-top:3em;border-top:1px solid #c9bfae}pre{white-space:pre-wrap}"
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A version, ready for a page."""

    title: str
    language: str
    """BCP 47."""
    by: str
    """Outlet, time and authors, as plain text."""
    body: str
    """XHTML, all of it safe."""
    pictures: tuple[str, ...]
    """Paths below the archive of the pictures that stand in it."""


def chapter_of(taken: Taken, about: About, address: Address) -> Chapter:
    """A version as a chapter; `address` tells where a kept picture, by its path below the archive, lies for the reader of it.

    Nothing of the outlet's markup is trusted: it is sanitised here, at the last moment.
    """
    say = wording(about.language)
    images = {url: _readable(stored, about) for url, stored in taken.images.items()}
    arranged = reading.arrange(taken.record, taken.outlet, taken.version.seen_at)
    tree = shown_tree(arranged, taken.version.url, Showing(images, say.say))
    shown: dict[str, None] = {}

    def placed(source: str) -> str:
        path = source.removeprefix("/")
        shown[path] = None
        return address(path)

    body = xhtml(tree, placed) + _receipt(taken, say)
    return Chapter(taken.title, taken.version.language, _by(taken, say), body, tuple(shown))


def heading(chapter: Chapter, level: int) -> str:
    """The heading of a chapter, with who published it and when."""
    return f'<h{level}>{words(chapter.title)}</h{level}>\n<p class="by">{words(chapter.by)}</p>\n'


def language_of(counts: Mapping[str, int], usual: str) -> str:
    """The language that most of a book is in, of how many chapters each has; `usual` where none can be told."""
    known = {language: count for language, count in counts.items() if language != "und"}
    return max(known, key=lambda each: (known[each], each), default=usual)


def _readable(stored: StoredImage, about: About) -> StoredImage:
    """A picture as it is known, or as missing where its file is not what it should be."""
    if not is_shown(stored.path):
        return stored
    try:
        kind = content_type(about.read(stored.path))
    except NotFound as error:
        return replace(stored, path="", problem=str(error))
    ending = stored.path.rpartition(".")[2].replace("jpg", "jpeg")
    return stored if kind == f"image/{ending}" else replace(stored, path="", problem="its file is no picture")


def _by(taken: Taken, say: Wording) -> str:
    version = taken.version
    zone = version.published.zone if version.published else taken.outlet.zone
    moment = article_moment(replace(taken.article, latest=version, listed_at=None), say, zone)
    when = f"{moment.text} {moment.zone}".strip()
    return " · ".join((taken.outlet.name, when, *version.authors))


def _receipt(taken: Taken, say: Wording) -> str:
    version = taken.version
    told = say.say(
        "book_receipt",
        number=say.number(version.number),
        of=say.number(taken.article.versions),
        seen=f"{version.witnessed_at:%Y-%m-%d %H:%M} UTC",
        article=taken.article.id,
        hash=version.sha256,
    )
    href = link_to(version.url)
    shown = words(version.url)
    link = f'<a href="{words(href)}" rel="nofollow noreferrer noopener">{shown}</a>' if href else shown
    language = say.language
    return f'<p class="receipt" lang="{language}" xml:lang="{language}">{link}<br/>{words(told)}</p>\n'
