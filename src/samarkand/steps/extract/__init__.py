"""From a fetched page to the article on it: body, title, authors, time, pictures; pure, and never raises for input.

    bytes -> text (text.decoding) -> blocks (blocks) -> which of them (opinions, choosing, judging) -> HTML (bodies, pictures)
                             -> what the head tells (told) -> title and authors (naming), time (timing)

Import it where pages are collected, not at start-up: the extraction library behind `opinions` is a heavy one.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from samarkand import urls
from samarkand.model.articles import Extracted
from samarkand.model.outlets import Outlet
from samarkand.steps.extract.blocks import Block, blocks_of
from samarkand.steps.extract.bodies import body_of
from samarkand.steps.extract.choosing import Choice, Hints, choose
from samarkand.steps.extract.judging import is_article
from samarkand.steps.extract.naming import authors_of, titles_of
from samarkand.steps.extract.opinions import opinion_of
from samarkand.steps.extract.pictures import pictures_of
from samarkand.steps.extract.ruled import ruled_by
from samarkand.steps.extract.timing import published_by
from samarkand.steps.extract.told import Told, told_by
from samarkand.text.decoding import decode
from samarkand.text.markup import parse_page
from samarkand.text.plain import plain_text
from samarkand.text.surrogates import well_formed

__all__ = ["extract"]

MOST_CHARACTERS = 10 * 1024 * 1024
"""Of a page; what comes after is not read."""

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$")
_CHINESE = {
    **dict.fromkeys(("zh-CN", "zh-SG", "zh-MY"), "zh-Hans"),
    **dict.fromkeys(("zh-TW", "zh-HK", "zh-MO"), "zh-Hant"),
}
_TWIN = re.compile(r"^(?:www|m|mobile|amp|wap)\.")


def extract(html: bytes | str, url: str, outlet: Outlet, now: datetime, declared_encoding: str = "") -> Extracted:
    """The article on a page; with body "" where there is none, and then with what else the page tells.

    `url` is the address that answered; `declared_encoding` the charset of its header, or "". The outlet's rules for
    the era of `now` come first, then what the page tells of itself, then judgement. Body and pictures have absolute
    addresses; the time of publication is UTC, at most a day after `now`.
    """
    text = html if isinstance(html, str) else decode(html, declared_encoding)
    text = well_formed(text[:MOST_CHARACTERS])
    page = parse_page(text)
    told, base = told_by(page), page.base_url(url) or url
    blocks = blocks_of(page)
    rules = ruled_by(page, blocks, outlet.era_on(now.date()))
    titles = (*rules.titles, *titles_of(page, told, outlet, url))
    choice = rules.choice or _judged(text, blocks, told, titles)
    near = _near(blocks, choice)
    published = published_by(page, told, near, (url, outlet.zone), now)
    pictures = pictures_of(blocks, choice, base, told.first("og:image", "twitter:image")) if choice else []
    body = body_of(choice, pictures, base) if choice else ""
    return Extracted(
        title=titles[0] if titles else _first_line(choice),
        body=body,
        text=plain_text(body) if body else "",
        authors=rules.authors or authors_of(page, told, outlet, near),
        published=published,
        language=_language(told),
        canonical_url=_canonical(told, url),
        pictures=tuple(placed.picture for placed in pictures),
    )


def _judged(text: str, blocks: list[Block], told: Told, titles: tuple[str, ...]) -> Choice | None:
    description = told.first("og:description", "description", "twitter:description")
    choice = choose(blocks, opinion_of(text), Hints(titles, description))
    return choice if choice and is_article(blocks, choice, told, titles[0] if titles else "") else None


def _near(blocks: list[Block], choice: Choice | None) -> list[Block]:
    """The blocks above the article, its first ones, and those below it: where bylines and times stand."""
    if choice is None:
        return blocks[:12]
    first, last = choice.blocks[0].index, choice.blocks[-1].index
    return [*blocks[max(0, first - 12) : first + 3], *blocks[last + 1 : last + 4]]


def _first_line(choice: Choice | None) -> str:
    return choice.blocks[0].text[:120] if choice else ""


def _language(told: Told) -> str:
    """BCP 47 as the page has it, but Chinese by script and not by region; "" where it says none."""
    for name in (told.language, told.first("og:locale"), told.first("content-language"), told.text("inLanguage")):
        tag = name.strip().replace("_", "-")
        if _LANGUAGE.match(tag):
            first, *others = tag.split("-")
            evened = "-".join([first.lower(), *(_cased(other) for other in others)])
            return _CHINESE.get(evened, evened)
    return ""


def _cased(subtag: str) -> str:
    return {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag.lower())


def _canonical(told: Told, url: str) -> str:
    """What the page says its address is, if that is on the same site and no mere home page."""
    page = told.article.get("mainEntityOfPage")
    named = page.get("@id") if isinstance(page, dict) else page
    for address in (told.canonical, told.first("og:url"), named if isinstance(named, str) else "", told.text("url")):
        joined = urls.join(url, address)
        if not joined:
            continue
        ours, theirs = _TWIN.sub("", urls.host(url)), _TWIN.sub("", urls.host(joined))
        at_home = urlsplit(joined).path.strip("/") == "" and urlsplit(url).path.strip("/") != ""
        if theirs and ours == theirs and not at_home:
            return joined
    return ""
