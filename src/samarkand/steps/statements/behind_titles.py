"""The name behind the last title of a noun phrase, told by characters where a segmentation parts them wrongly; knows no sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from samarkand.steps.statements.lexicon import words
from samarkand.steps.statements.titles import SURNAMES, TITLES, is_title
from samarkand.text.segmenting import is_word
from samarkand.text.transcriptions import COUNTRIES, SOUNDS

_TITLE = re.compile("|".join(sorted((title for title in TITLES if len(title) > 1), key=len, reverse=True)))
_DOTS = "·‧∙•・･．-"
_LONGEST, _LONGEST_CHINESE, _LONGEST_JAPANESE = 14, 3, 6
"""Characters."""
_JAPANESE = words(
    "佐藤 铃木 高桥 田中 渡边 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 斋藤 斎藤 清水 山崎 池田 阿部 安倍 桥本 山下 石川 中岛 前田 藤田 小川 "
    "后藤 冈田 长谷川 村上 近藤 石井 坂本 远藤 青木 藤井 西村 福田 太田 三浦 藤原 冈本 松田 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 "
    "横山 宫崎 宫本 内田 高木 安藤 岛田 谷口 大野 高田 丸山 今井 河野 藤本 村田 武田 上野 杉山 增田 平野 大塚 千叶 久保 松井 岩崎 樱井 野口 松尾 野村 菊地 佐野 大西 杉本 "
    "新井 滨田 市川 古川 水野 小松 岛崎 小岛 吉川 山中 小泽 小泉 石破 岸田 菅野 小池 麻生 茂木 河村 二阶 枝野 志位 卫藤 青山 玉木 野田 鸠山 细川 宫泽 海部 大平 竹下 黑田 "
    "土井 川口 町村 额贺 谷垣 加地 梶山 世耕 稻田 岩屋 林芳 上川 植田 高市 林田 泉健 尾身 西田 押谷 馆田 萩生田 赤羽 江藤 北村 桥下 吉村 大村 玉城 翁长 鹤保"
)
"""Common Japanese surnames, simplified."""


@lru_cache(maxsize=1 << 13)
def name_begins(phrase: str) -> int | None:
    """Where in a phrase in simplified characters, without brackets, a name begins that goes on to its end; None for none.

    As 山口真司 of `某党代表山口真司` and 林若川 of `时评人林若川`.
    """
    begin = max((match.end() for match in _TITLE.finditer(phrase)), default=0)
    name = phrase[begin:]
    if not begin or not 1 < len(name) <= _LONGEST or is_title(name) or name in COUNTRIES:
        return None
    return begin if _is_name(name) else None


def _is_name(name: str) -> bool:
    sounds = name.translate(dict.fromkeys(map(ord, _DOTS)))
    if SOUNDS.issuperset(sounds) and (len(sounds) > 2 or sounds[0] in SURNAMES or not is_word(name)):
        return True
    if len(name) <= _LONGEST_JAPANESE and any(name[:length] in _JAPANESE for length in (2, 3)):
        return len(name) > 2
    return name[0] in SURNAMES and len(name) <= _LONGEST_CHINESE and not is_word(name)
