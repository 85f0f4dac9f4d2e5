"""Which articles report no single event, told by their titles: digests, live pages, columns, features."""

from __future__ import annotations

import re

from samarkand.model.stories import Genre
from samarkand.text.folding import fold

# Of folded titles, where each mark is a blank. `edge`: at the beginning, or as a label before a mark.
_GENRES: tuple[tuple[Genre, str], ...] = (
    (
        "digest",
        (
            r"^ *(?:[\w]{0,6}(?:简报|早报|晚报|晨报|早知道|早班车|新闻联播文字版|要闻速览|新闻速览)|cdt导览|导览)\b"
            r"|(?:一周|本周|每日|今日|昨日|一日|周末|每周|两会)(?:要闻|新闻|简报|回顾|综述|精选|大事|热点|焦点|速览|看点|导读|语)"
            r"|(?:要闻|新闻|头条)(?:汇总|集锦|摘要|速览|回顾|早班车|一览)|读报|媒体摘要|报摘|报刊摘要|大事记|新闻图集"
            r"|\b(?:morning|evening|daily|weekly|news) (?:briefing|digest|roundup|round up|newsletter|recap)\b|week in (?:review|pictures)"
        ),
    ),
    (
        "live",
        r"^ *(?:直播|实时更新|滚动更新|滚动|实时|每日更新|持续更新)\b|实时更新|滚动更新|文字直播|\blive (?:updates?|blog)\b|\bas it happened\b",
    ),
    (
        "column",
        r"^ *(?:社论|社评|专栏|评论|时评|观点|短评|点评|漫画|来论|书评|影评|随笔|读者来信|opinion|editorial|comment|analysis)\b|专栏作家",
    ),
    (
        "feature",
        r"^ *(?:人物|特写|专题|深度|长篇|访谈|专访|播客|图辑|历史上的今天|漫谈|太空漫谈)\b|历史上的今天|\bpodcast\b|\bexplainer\b",
    ),
)
_PATTERNS = tuple((genre, re.compile(pattern)) for genre, pattern in _GENRES)


def genre_of(title: str) -> Genre:
    """What kind of article a title promises. Costs a look at the title alone."""
    folded = fold(title)
    return next((genre for genre, pattern in _PATTERNS if pattern.search(folded)), "report")
