"""Whether what was chosen of a page is an article at all: not an index, an error, a wall, or a scrap."""

from __future__ import annotations

import re
from collections import Counter

from samarkand.steps.extract.blocks import Block
from samarkand.steps.extract.choosing import Choice
from samarkand.steps.extract.told import Told

FEWEST_WORDS = 12
"""Below it, nothing is an article, unless the page says nothing else."""
_ALMOST_ALL = 0.6
"""Share of a page's words from which a page is bare: a text without a site around it."""
_FEW_WORDS = 150
"""Up to here, a text that speaks of errors or consent is one."""
_MANY_TEASERS = 5

_ERROR = re.compile(
    r"\b(?:404|403|410|50[0234])\b|\bnot found\b|\baccess denied\b|\bforbidden\b|\bbad gateway\b|just a moment|^loading\b|please wait|redirecting|are you (?:a )?(?:human|robot)"
    r"|attention required|nicht gefunden|introuvable|no encontrada|non trovata|页面不存在|頁面不存在|找不到.{0,6}(?:页面|頁面|网页|網頁)"
    r"|(?:页面|頁面|网页|網頁|文章|内容|內容).{0,8}(?:不存在|已(?:被)?(?:删除|刪除|下线|移除)|找不到|未找到)|无法访问|拒绝访问|見つかりません",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"cookies?|consent|einwillig\w+|zustimm\w+|privacy|datenschutz|javascript|ad-?block\w*|subscribe|subscription|log ?in|sign ?in"
    r"|同意|隐私|隱私|登录|登入|订阅|訂閱|验证|驗證|クッキー|ログイン",
    re.IGNORECASE,
)


def is_article(choice: Choice, told: Told, title: str, page_words: int) -> bool:
    """Whether the choice is an article; the page's own word counts only for short ones."""
    if _is_index(choice) or (choice.words < FEWEST_WORDS and choice.words < _ALMOST_ALL * page_words):
        return False
    if choice.words >= _FEW_WORDS:
        return True
    text = "\n".join(block.text for block in choice.blocks)
    if _ERROR.search(title) or (not told.is_article and _ERROR.search(text)):
        return False
    # a wall speaks of little else; a report mentions it once
    return told.is_article or len(_WALL.findall(text)) * 20 < choice.words


def _is_index(choice: Choice) -> bool:
    """Whether the text lies in many like parts, most of them with a heading that leads elsewhere."""
    weights: Counter[int] = Counter()
    for block in choice.blocks:
        if (part := _part(block, choice)) >= 0:
            weights[part] += len(block.words)
    linked = {_part(block, choice) for block in choice.blocks if _leads_elsewhere(block)} - {-1}
    return (
        len(linked) >= _MANY_TEASERS
        and 2 * len(linked) >= len(weights)
        and sum(weights.values()) > 0.7 * choice.words
        and max(weights.values()) < 0.4 * choice.words
    )


def _part(block: Block, choice: Choice) -> int:
    """The outermost `article`, `li` or `section` that a block lies in, below the container; -1 for none."""
    parts = [
        frame.index
        for frame in block.frame.below(choice.container)
        if frame.element.tag in {"article", "li", "section"}
    ]
    return parts[-1] if parts else -1


def _leads_elsewhere(block: Block) -> bool:
    return block.link_density > 0.75 and block.frame.element.tag in {"h1", "h2", "h3", "h4", "h5", "a", "p", "div"}
