"""Whether an answer still has the article that was kept: judged by its address, its words, and what its host says of nothing.

Pure and on plain values. An article is taken for gone only where what was kept is no longer on the page, and something says so: where the
page leads, a line of it, or that the host answers the same to an address that cannot exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from samarkand import urls
from samarkand.ids import sha256
from samarkand.model.articles import AbsenceReason
from samarkand.model.collecting import Nothing
from samarkand.text.folding import fold
from samarkand.text.likeness import containment, shingles_of
from samarkand.text.markup import parse_page
from samarkand.text.plain import Body, lines_of

STANDS = 0.5
"""Share of the kept text that a page has at least if the article stands there."""
NOTHING_LEFT = 0.1
"""Share of it below which a page is compared with what its host says of nothing."""
ALIKE = 0.7
"""Share of their lines that two pages have in common if they are one page."""
_MOST = 4 * 1024 * 1024
"""Characters of a page that are looked at."""
_LONGEST_LINE = 40
"""Characters of a line that speaks of a missing page, in Chinese; in Latin letters three times as many."""
_TWIN = re.compile(r"^(?:www|m|mobile|amp|wap)\.")
_INDEX = re.compile(r"^(?:index|default|home|main)(?:\.[a-z]{2,5})?$", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"^(?:[a-z]{2}|zh[-_]?[a-z]{2,4}|[a-z]{2}[-_][a-z]{2}|simp|trad|hans|hant|gb|big5)$", re.IGNORECASE
)

# Folded: simplified characters, half width, small letters, blanks for marks.
_THING = r"(?:页面|网页|页|文章|内容|稿件|新闻|信息|图文|链接|地址|网址)"
_LOST = (
    r"(?:不存在|不在了|找不到|未找到|没有找到|无法找到|已失效|已过期|不再提供"
    r"|已(?:经)?(?:被)?(?:发布者|作者|管理员)?(?:删除|移除|下架|下线|撤下|撤回|撤稿|清除|移走))"
)
_SAYS_SO = re.compile(
    rf"{_THING}.{{0,8}}{_LOST}|已(?:经)?(?:被)?(?:删除|移除|下架|撤下|撤回)(?:此|本|该)(?:稿|文|篇|页|条|新闻)|(?:找不到|未找到|没有找到|无法找到|不存在).{{0,10}}{_THING}|^\W*(?:error )?404(?: error)?\W*$|404 not found|404 找不到"
    r"|(?:page|article|story|content|document|post|file)s? (?:\w+ ){0,8}(?:not found|(?:could not|cannot|can t|couldn t) be found"
    r"|(?:does not|doesn t|no longer) exists?|no longer available|(?:is|are) not available|has expired"
    r"|(?:has been|have been|was|were) (?:removed|deleted|taken down|withdrawn|retracted|unpublished))"
    r"|(?:could not|cannot|can t|couldn t|unable to) find (?:\w+ ){0,4}(?:page|article|story|content)"
    r"|^(?:page )?not found$|no such (?:page|article)|nothing (?:was )?found here"
)
_WALL = re.compile(
    r"captcha|verify (?:that )?you are|are you (?:a )?(?:human|robot)|just a moment|enable javascript|access denied"
    r"|验证码|安全验证|人机验证|访问验证|请先登录|登录后|开启 ?javascript|访问过于频繁|accept (?:all )?cookies"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, whatever it is."""

    landed: str
    """The address that answered."""
    title: str
    lines: tuple[str, ...]
    """Its text, furniture and all."""

    @property
    def text(self) -> str:
        """Its lines joined."""
        return "\n".join(self.lines)


Verdict = Literal["stands", "moved", "rewritten", "ask", "no article"] | AbsenceReason
"""stands: what was kept is there. moved: it is there, and the address is another. rewritten: another text, and nothing says that the
article is gone. ask: the same, once it is known what the host says of nothing. no article: the page says nothing at all of it."""


def shown(html: str, landed: str) -> Shown:
    """What a page shows. Costs some 10 ms a megabyte."""
    page = parse_page(html[:_MOST])
    headings = page.select("title")
    title = " ".join(headings[0].text.split()) if headings else ""
    bodies = page.select("body")
    return Shown(landed, title, lines_of(Body(bodies[0])).kept if bodies else ())


def nothing_of(shows: Shown, status: int, at: datetime) -> Nothing:
    """What is remembered of a host's answer to an address that cannot exist."""
    return Nothing(at, status, shows.landed, shows.title, _checksums(shows))


def impossible(url: str) -> str:
    """An address beside this one that no article can have: the same for every address of the folder."""
    parts = urlsplit(url)
    folder, _, last = parts.path.rpartition("/")
    name, dot, ending = last.rpartition(".")
    ending = f".{ending}" if dot and name and ending.isalnum() and len(ending) <= 5 else ""
    made_up = f"samarkand-{sha256(folder.encode('utf-8', 'surrogatepass'))[:12]}"
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{made_up}{ending}", "", ""))


def is_same_place(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing that tells articles apart: scheme, `www.` or `m.`, a slash at the end."""
    return _place(one) == _place(other)


def _place(url: str) -> tuple[str, str, str]:
    parts = urlsplit(urls.canonical(url))
    path = parts.path.rstrip("/")
    return _TWIN.sub("", parts.netloc), path.removesuffix("/amp").removesuffix("/index.html"), parts.query


def is_front_page(url: str, home: str = "") -> bool:
    """Whether an address is that of a site's front page, or of one of its languages; `home` is what the outlet calls its own."""
    parts = urlsplit(url)
    if parts.query and not home:
        return False
    steps = [step for step in parts.path.split("/") if step]
    if steps and _INDEX.match(steps[-1]):
        steps.pop()
    if not parts.query and (not steps or (len(steps) <= 2 and all(map(_LANGUAGE.match, steps)))):
        return True
    return bool(home) and is_same_place(url, home)


def is_section(asked: str, landed: str) -> bool:
    """Whether an address is a folder above the one that was asked for."""
    ours, theirs = _place(asked), _place(landed)
    return ours[0] == theirs[0] and not theirs[2] and ours[1].startswith(f"{theirs[1]}/") and theirs[1] != ours[1]


def judge(kept: str, shows: Shown, asked: tuple[str, str], *, has_article: bool, nothing: Nothing | None) -> Verdict:
    """What an answer of status 200 means for an article whose text was kept.

    `asked`: the address that was asked for, and the outlet's home ("" where none is known). `has_article`: whether an article was
    found on the page. `nothing`: what the host says of nothing, None while that is not known.
    """
    url, home = asked
    is_led = not is_same_place(url, shows.landed)
    if is_led and is_front_page(shows.landed, home) and not is_front_page(url, home):
        return "front page"
    held = containment(shingles_of(kept), shingles_of(shows.text)) if kept.strip() else 1.0
    if held >= STANDS:
        return "moved" if is_led else "stands"
    if says_so(shows):
        return "page says so"
    if is_led:
        return "section page" if is_section(url, shows.landed) else "other page"
    if has_article and held >= NOTHING_LEFT:
        return "rewritten"
    return _beside_nothing(shows, has_article=has_article, nothing=nothing)


def _beside_nothing(shows: Shown, *, has_article: bool, nothing: Nothing | None) -> Verdict:
    """What a page means that has nothing of what was kept, and does not say why."""
    if is_wall(shows):
        return "no article"
    if nothing is None:
        return "ask"
    if is_nothing(shows, nothing):
        return "same as nothing"
    return "rewritten" if has_article else "no article"


def says_so(shows: Shown) -> bool:
    """Whether a page says in its title, or in a line of its own, that what was asked for is not there."""
    return any(_says_so(line) for line in (shows.title, *shows.lines))


def _says_so(line: str) -> bool:
    """A sentence inside an article speaks of missing pages too, but is longer."""
    if not line or len(line) > 3 * _LONGEST_LINE:
        return False
    folded = " ".join(fold(line).split())
    return (len(line) <= _LONGEST_LINE or line.isascii()) and bool(_SAYS_SO.search(folded))


def is_wall(shows: Shown) -> bool:
    """Whether a page asks for something before it shows anything: a check, a login, consent."""
    return any(
        _WALL.search(" ".join(fold(line).split())) for line in (shows.title, *shows.lines[:40]) if len(line) <= 200
    )


def is_nothing(shows: Shown, nothing: Nothing) -> bool:
    """Whether a page is what its host says of nothing."""
    if not 200 <= nothing.status < 300:
        return False
    ours = _checksums(shows)
    if shows.title != nothing.title or not ours or not nothing.lines:
        return False
    return len(ours & nothing.lines) >= ALIKE * max(len(ours), len(nothing.lines))


def _checksums(shows: Shown) -> frozenset[str]:
    return frozenset(_checksum(line) for line in shows.lines if line.strip())


@lru_cache(maxsize=4096)
def _checksum(line: str) -> str:
    return sha256(line.encode("utf-8", "surrogatepass"))[:12]
