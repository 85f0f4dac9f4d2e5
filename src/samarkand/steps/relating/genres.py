"""Which articles report no single event, told by their titles: digests, live pages, columns, features."""

from __future__ import annotations

import re

from samarkand.model.stories import Genre
from samarkand.text.folding import fold

_MARK = re.compile(r"[:：|｜丨【】\[\]「」『』]|(?:^|\s)[-–—]+\s|—{2,}")
"""What parts a title into labels and a headline; a mere hyphen does not."""

# Labels: a whole part of a title (评论｜…, … - 今日报摘, Opinion: …), or what stands before a blank at its beginning.
_LABELS: tuple[tuple[Genre, str], ...] = (
    (
        "digest",
        (
            r"\w{0,6}(?:简报|早知道|早班车|导览|新闻联播文字版)|\w?(?:早报|晚报|晨报)|\w{0,4}(?:读报|报摘)|(?:每日|今日)一[语图]"
            r"|(?:(?:the|your|our|world|global) )*(?:(?:morning|midday|evening|daily|weekly|weekend|news|[a-z]+day)s? )+"
            r"(?:brief|briefing|digest|round ?up|newsletter|recap|wrap)"
        ),
    ),
    ("live", r"直播|图文直播|视频直播|滚动|实时|每日更新|\w{0,2}更新(?:完毕|结束)|live"),
    (
        "column",
        (
            r"\w{0,4}(?:社论|社评|时评|短评|锐评|热评|网评)|(?:客座|读者)?评论|专栏|观点|点评|漫画|来论|书评|影评|随笔|读者(?:来信|投书)"
            r"|opinion|editorial|comment|commentary|analysis|op ed|letters?(?: to the editor)?"
        ),
    ),
    (
        "feature",
        r"人物|特写|专题|深度|长篇|访谈|专访|播客|图辑|漫谈|懒人包|(?:[a-z]+ ){0,3}podcast|explainer|long read|interview|photo essay",
    ),
)
# Words that tell it wherever they stand.
_PHRASES: tuple[tuple[Genre, str], ...] = (
    (
        "digest",
        (
            r"(?:一周|本周|每周|今日|昨日|一日|周末|两会)(?:要闻|简报|回顾|综述|精选|大事|热点|速览|看点|导读|新闻(?!发布|稿|中心|官))"
            r"|一周\w{0,4}(?:回顾|综述|展望|盘点|聚焦)|每日(?:要闻|简报|速览|精选)|(?:要闻|新闻|头条|大事)(?:汇总|集锦|速览|早班车|一览)"
            r"|新闻摘要|媒体摘要|报[刊纸]摘要|大事记|新闻图集|\bweek in (?:review|pictures)\b|\bnews in brief\b"
            r"|^[^\d|]{2,8}[| ](?:\d{4}[年 ])?\d{1,2}[月 ]\d{1,2}日?(?:[| ](?:星期|周)[一二三四五六日天])?$"  # a name, a day, no more
        ),
    ),
    ("live", r"实时更新|滚动更新|文字直播|\blive (?:updates?|blog)\b|\bas it happened(?:\||$)"),
    ("column", r"专栏作家"),
    ("feature", r"历史上的今天"),
)
_PATTERNS = tuple(
    (genre, re.compile(rf"(?:^|\|)(?:{label})(?:\||$)|^(?:{label}) (?=[^a-z])|{phrase}"))
    for (genre, label), (_, phrase) in zip(_LABELS, _PHRASES, strict=True)
)


def genre_of(title: str) -> Genre:
    """What kind of article a title promises. Costs a look at the title alone."""
    parts = "|".join(filter(None, (" ".join(fold(part).split()) for part in _MARK.split(title))))
    return next((genre for genre, pattern in _PATTERNS if pattern.search(parts)), "report")
