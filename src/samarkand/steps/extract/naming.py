"""Title and authors of an article, out of what the head of its page tells and what stands around its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from samarkand import urls
from samarkand.model.outlets import Outlet
from samarkand.steps.extract.blocks import Block, words_of
from samarkand.steps.extract.told import Told, one_line
from samarkand.text.markup import Document

_BREAK = re.compile(r"\s+(?:[|–—\-:»·•/]|--|::)\s+|\s*[|｜_]\s*")
"""What stands between a title and the name of the site."""
_EAST_ASIAN = r"[\u3040-\u30ff\u3400-\u9fff]"
_SITE_AFTER = re.compile(
    rf"\s*(?:[-–—－]\s*[^-–—－_]{{0,8}}(?:网|網|报|報|社|在线|線上|新闻|新聞|频道|頻道|周刊|週刊|杂志|雜誌|电视台?|電視台?"
    rf"|ニュース|オンライン))$|(?<={_EAST_ASIAN}{{6}})\s*(?:_[^_]{{1,10}}){{2,}}$"
)
"""`-海门晚报`, `_时政_临江新闻网`: how titles of East Asia name a site that the page does not name elsewhere."""
_BY = re.compile(
    r"^\W*(?:(?:written|posted|story|text|report(?:ed)?)\s+)?(?:by|von|par|por|de|di|da|door|av|af|ved|tekst|oleh)\b[:\s]*|^\W*by(?=[A-Z])"
    r"|^\W*(?:文|作者|撰文|记者|記者|編輯|编辑|採訪|采访|報導|报道|整理|特约|特約|来源|來源|執筆|文責)+\s*[:：/／|｜\s]\s*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:作者|记者|記者|撰文|撰稿)\s*[:：]\s*([\u3400-\u9fff·]{2,6}(?:、[\u3400-\u9fff·]{2,6})*)"
    r"|(?:记者|記者)\s*([\u3400-\u9fff·]{2,4}(?:、[\u3400-\u9fff·]{2,4})*)\s*[/／]"
)
"""`作者：何田`, `記者林子喬／台北報導`, anywhere in a line."""
_LIST = re.compile(r"\s*[;；、]\s*")
_AND = re.compile(r"\s*,\s*(?:(?:and|und|et)\s+)?|\s+(?:and|und|og|et|y|e|en|och|&)\s+")
_AFTER = re.compile(
    r"\s*(?:[•·|｜（(–—]|\s-\s|\d|@|https?:|\b(?:published|updated|last updated|stand|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows a name in a byline."""
_NO_NAME = re.compile(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)+$|^https?://|@|^\d+$|^\S+\.(?:com|org|net)$", re.IGNORECASE)
_SHORT_TITLE = re.compile(r"^[A-Z]{1,3}\.?$|^(?:Ph\.?D|Jr|Sr)\.?$")
_NAMED = '[rel~="author"], [itemprop~="author"] [itemprop~="name"], a[href*="/author/"], a[href*="/authors/"], a[href*="/autor/"]'
_BYLINE = '[class*="byline" i], [class*="author" i]:not([class*="authority" i]), [id*="byline" i], [id*="author" i]:not([id*="authority" i]), [class*="writer" i], [class*="autor" i]'
_LONGEST = 12
"""Words of a byline at most."""
_LONGEST_LINE = 120
"""Characters of a line that may name the authors."""


def titles_of(page: Document, told: Told, outlet: Outlet, url: str) -> tuple[str, ...]:
    """Everything that may be the article's title, the best first; names of the site taken off. May be empty."""
    headings = [line for heading in page.find_all("h1", limit=20) if (line := one_line(heading.text))]
    known = {word for text in (told.first("og:title"), told.title, told.text("headline")) for word in words_of(text)}
    heading = max(headings, key=lambda line: _likeness(line, known), default="")
    sites = _sites(told, outlet, url)
    headline = told.text("headline")
    others = {each for each in (heading, headline) if each}
    social = told.first("og:title", "parsely-title", "dc.title", "dcterms.title", "twitter:title")
    titles = [_without_site(title, others, sites) for title in (social, headline, told.title)]
    if titles[0] and len(words_of(titles[0])) < min(
        (len(words_of(each)) for each in others if each.startswith(titles[0])), default=0
    ):
        titles.insert(0, min((each for each in others if each.startswith(titles[0])), key=len))
    if not titles[0] and heading and set(words_of(heading)) <= set(words_of(told.title)):
        titles.insert(0, heading)
    return tuple(dict.fromkeys(title for title in (*titles, heading, told.title) if title))


def _likeness(line: str, known: set[str]) -> float:
    words = set(words_of(line))
    return len(words & known) / (len(words) + 3)


def _plain(name: str) -> str:
    return "".join(words_of(name))


def _sites(told: Told, outlet: Outlet, url: str) -> set[str]:
    host = urls.host(url).removeprefix("www.")
    labels = host.split(".")[:-1]
    names = (*told.publishers, outlet.name, *(name for _, name in outlet.names), *outlet.aliases, host, *labels)
    return {_plain(name) for name in names} - {""}


def _without_site(title: str, others: Iterable[str], sites: set[str]) -> str:
    """The title without the parts at its ends that name the site; or as the page's heading has it, where that is one of them."""
    breaks = list(_BREAK.finditer(title))[:20]
    known = set(others)
    for each in breaks:
        if (head := title[: each.start()].strip()) in known:
            return head
    end, start = len(title), 0
    for each in reversed(breaks):
        if _plain(title[each.end() : end]) not in sites:
            break
        end = each.start()
    if end == len(title) and breaks and _plain(title[: breaks[0].start()]) in sites:
        start = breaks[0].end()
    return _SITE_AFTER.sub("", title[start:end].strip()).strip()


def authors_of(page: Document, told: Told, outlet: Outlet, near: Sequence[Block]) -> tuple[str, ...]:
    """The authors' names in order. `near` are the blocks around the beginning of the article."""
    sites = _sites(told, outlet, "")
    head = (
        list(_named(told.article.get("author") or told.article.get("creator"))),
        list(told.all("author")),
        list(told.all("article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")),
    )
    in_head = [[name for text in texts for name in _names(text)] for texts in head]
    persons = ([name for name in names if _plain(name) not in sites] for names in in_head)
    lines = _marked(page, _BYLINE, near)
    signed = [line for line in lines if _BY.search(line)][:1]
    sources = chain(
        persons,
        ([name for line in texts for name in _in_byline(line)] for texts in (_labelled(near), signed)),
        in_head[:2],
        ([name for line in texts for name in _in_byline(line)] for texts in (_marked(page, _NAMED, near), lines[:1])),
    )
    return tuple(dict.fromkeys(next((names for names in sources if names), ())))


def _labelled(near: Sequence[Block]) -> list[str]:
    """The names after the first `作者：` or its like."""
    matches = (_LABELLED.search(block.text) for block in near if len(block.text) < _LONGEST_LINE)
    return [match[1] or match[2] for match in matches if match][:1]


def _in_byline(line: str) -> list[str]:
    """The names in a byline; a single word after a comma is a place or a title there."""
    first, *others = [*_names(_AFTER.sub("", _BY.sub("", line))), ""]
    return [name for name in (first, *(other for other in others if len(words_of(other)) > 1)) if name]


def _named(value: Any, depth: int = 0) -> Iterator[str]:
    """The names in a JSON-LD `author`: a text, an object, or a list of either."""
    if isinstance(value, str):
        yield one_line(value)
    elif isinstance(value, dict):
        yield from _named(value.get("name"), depth + 1)
    elif isinstance(value, list) and depth < 4:
        for each in value[:50]:
            yield from _named(each, depth + 1)


def _marked(page: Document, selector: str, near: Sequence[Block]) -> list[str]:
    """Texts of the elements that a selector finds near the article's beginning."""
    frames = {frame.element for block in near for frame in list(block.frame.ancestors())[:2]}
    lines = {block.text for block in near}
    found = []
    for element in page.select(selector)[:200]:
        links = [line for link in element.iter_elements("a") if (line := one_line(link.text))]
        line = ", ".join(links) if len(links) > 1 else one_line(element.text)
        is_near = element in frames or line in lines or any(up in frames for up in element.ancestors)
        if line and len(words_of(line)) <= 2 * _LONGEST and is_near:
            found.append(line)
    return found


def _names(text: str) -> Iterator[str]:
    """The names in a text; a comma or an `and` parts them only where what stands before it can be a whole name."""
    for listed in _LIST.split(text):
        parts = _AND.split(listed)
        whole = len(parts) > 1 and (len(words_of(parts[0])) < 2 or any(_SHORT_TITLE.match(part) for part in parts))
        for part in [listed] if whole else parts:
            name = _BY.sub("", part).strip(" ,，。:：/／")
            if (
                words_of(name)
                and len(words_of(name)) <= _LONGEST
                and name[0] not in "([（"
                and not _NO_NAME.search(name)
            ):
                yield name
