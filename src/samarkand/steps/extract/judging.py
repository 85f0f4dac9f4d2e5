"""Whether what was chosen of a page is an article at all: not an index, an error, a wall, or a scrap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from samarkand.steps.extract.blocks import Block, Frame
from samarkand.steps.extract.choosing import Choice
from samarkand.steps.extract.told import Told

FEWEST_WORDS = 12
"""Below it, nothing is an article, unless the page says nothing else."""
_ALMOST_ALL = 0.6
"""Share of a page's words from which a page is bare: a text without a site around it."""
_FEW_WORDS = 150
"""Up to here, a text that speaks of errors or consent is one."""
_MANY_TEASERS = 5
_LONGEST_TEASER = 120
"""Words."""

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


def is_article(blocks: Sequence[Block], choice: Choice, told: Told, title: str) -> bool:
    """Whether the choice among a page's blocks is an article; the page's own word counts only for short ones."""
    page_words = sum(len(block.words) for block in blocks)
    if choice.words < FEWEST_WORDS and choice.words < _ALMOST_ALL * page_words:
        return False
    if _is_index(blocks, choice):
        return False
    if choice.words >= _FEW_WORDS:
        return True
    text = "\n".join(block.text for block in choice.blocks)
    if _ERROR.search(title) or (not told.is_article and _ERROR.search(text)):
        return False
    # a wall speaks of little else; a report mentions it once
    return told.is_article or len(_WALL.findall(text)) * 20 < choice.words


def _is_index(blocks: Sequence[Block], choice: Choice) -> bool:
    """Whether most of the text lies in like neighbours, each of them with a line that leads elsewhere."""
    chosen = {block.index for block in choice.blocks}
    for top in list(choice.container.ancestors())[:3]:
        parts: dict[Frame, list[Block]] = defaultdict(list)
        for block in blocks:
            inside = block.frame.below(top)
            if inside and inside[-1].parent is top:
                parts[inside[-1]].append(block)
        alike: dict[tuple[str, str], list[list[Block]]] = defaultdict(list)
        for frame, inside_it in parts.items():
            if frame.element.tag != "p" and any(_leads_elsewhere(block) for block in inside_it):
                alike[frame.element.tag, frame.name].append(inside_it)
        for teasers in alike.values():
            words = [sum(len(block.words) for block in teaser if block.index in chosen) for teaser in teasers]
            if (
                len(teasers) >= _MANY_TEASERS
                and sum(words) > 0.7 * choice.words
                and max(map(_size, teasers)) < _LONGEST_TEASER
            ):
                return True
    return False


def _size(teaser: Sequence[Block]) -> int:
    return sum(len(block.words) for block in teaser)


def _leads_elsewhere(block: Block) -> bool:
    return block.link_density > 0.75 and len(block.words) >= 3
