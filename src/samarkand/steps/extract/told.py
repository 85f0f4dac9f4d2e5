"""What a page tells of itself in its head: JSON-LD, Open Graph and other `meta`, and its links; read, not yet judged.

Sources: schema.org (NewsArticle), ogp.me, the `article:` namespace of Open Graph, Dublin Core and Parse.ly names.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from samarkand.text.markup import Document
from samarkand.text.surrogates import well_formed

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Story)$")
_PAGE = re.compile(r"^(?:WebPage|ItemPage)$")
_JSON = re.compile(r"\[\s*\{.*\}\s*\]|\{.*\}", re.DOTALL)
_LONGEST_LINE = 5000
_LONGEST_SCRIPT = 2_000_000
_MOST_NODES = 20_000


@dataclass(frozen=True, slots=True)
class Told:
    """What the head of a page says."""

    article: Mapping[str, Any] = field(default_factory=dict)
    """The JSON-LD object of the article, or of the page where there is none; {} where there is neither."""
    is_article: bool = False
    """Whether that object, or `og:type`, calls the page an article."""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name or property, as `_key` evens it out -> its contents in order, without empty ones."""
    title: str = ""
    """The `title` element, on one line."""
    canonical: str = ""
    """`link rel=canonical`, as it stands there."""
    language: str = ""
    """`lang` of the `html` element."""
    publishers: tuple[str, ...] = ()

    def first(self, *names: str) -> str:
        """The first content of the first of these names that has any; "" where none has."""
        return next((values[0] for name in names if (values := self.meta.get(_key(name)))), "")

    def all(self, *names: str) -> tuple[str, ...]:
        """All contents of these names, in their order."""
        return tuple(value for name in names for value in self.meta.get(_key(name), ()))

    def text(self, key: str) -> str:
        """A property of the article's JSON-LD as one line; "" where it is no text."""
        return one_line(self.article.get(key))


def _key(name: str) -> str:
    """`articlepublishedtime` for `article:published_time` and its other spellings."""
    return re.sub(r"[\s:._-]", "", name.lower())


def one_line(value: object) -> str:
    """A text without entities, on one line, at most `_LONGEST_LINE` characters; "" for anything else."""
    if not isinstance(value, str):
        return ""
    return " ".join(well_formed(html.unescape(value[:_LONGEST_LINE])).split())


def told_by(page: Document) -> Told:
    """What the head of a page says. Broken JSON and unknown names are passed over."""
    nodes = list(_nodes(page))
    article = next((node for node in nodes if _is(node, _ARTICLE)), None)
    described = article or next((node for node in nodes if _is(node, _PAGE)), {})
    meta = _meta(page)
    title, canonical = page.find("title"), page.select_one('link[rel~="canonical"][href]')
    return Told(
        article=described,
        is_article=article is not None or meta.get("ogtype", ("",))[0].lower() in {"article", "news"},
        meta=meta,
        title=one_line(title.text) if title else "",
        canonical=(canonical.attr("href") or "").strip() if canonical else "",
        language=(page.root.attr("lang") or page.root.attr("xml:lang") or "").strip() if page.root else "",
        publishers=tuple(_publishers(nodes, meta)),
    )


def _meta(page: Document) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in page.select("meta[content]")[:1000]:
        attributes = element.attrs
        content = one_line(attributes.get("content"))
        named = (attributes.get(key) for key in ("property", "name", "itemprop"))
        for name in {_key(name) for names in named if isinstance(names, str) for name in names.split()}:
            if content:
                found.setdefault(name, []).append(content)
    return {name: tuple(values) for name, values in found.items()}


def _nodes(page: Document) -> Iterator[Mapping[str, Any]]:
    """The objects of all JSON-LD on a page, outer ones first."""
    waiting: list[Any] = []
    for script in page.select('script[type*="ld+json" i]')[:50]:
        text = script.text[:_LONGEST_SCRIPT].replace("<![CDATA[", "")
        bare = _JSON.search(text)  # pages wrap it in comments and CDATA
        if bare is None:
            continue
        try:
            waiting.append(json.loads(bare[0], strict=False))
        except (ValueError, RecursionError):
            continue
    for count, value in enumerate(waiting):  # grows while it is read
        if count > _MOST_NODES:
            return
        if isinstance(value, dict):
            yield value
            waiting.extend(each for each in value.values() if isinstance(each, dict | list))
        elif isinstance(value, list):
            waiting.extend(each for each in value if isinstance(each, dict | list))


def _is(node: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(isinstance(each, str) and kind.search(each) for each in (kinds if isinstance(kinds, list) else [kinds]))


def _publishers(nodes: list[Mapping[str, Any]], meta: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"):
        yield from meta.get(_key(name), ())
    for node in nodes:
        publisher = node.get("publisher")
        for each in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(each, dict) and (name := one_line(each.get("name"))):
                yield name
