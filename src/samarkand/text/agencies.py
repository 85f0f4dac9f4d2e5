"""The agency that a whole text is credited to, by the line that says so at its beginning or its end."""

from __future__ import annotations

import re
from collections.abc import Mapping

AGENCIES: Mapping[str, str] = {
    "法新社": "法新社", "AFP": "法新社", "Agence France-Presse": "法新社",
    "路透社": "路透社", "路透": "路透社", "Reuters": "路透社",
    "美联社": "美联社", "美聯社": "美联社", "AP": "美联社", "Associated Press": "美联社",
    "新华社": "新华社", "新華社": "新华社", "Xinhua": "新华社",
    "中新社": "中新社", "中新网": "中新社", "中央社": "中央社",
    "塔斯社": "塔斯社", "TASS": "塔斯社", "俄新社": "俄新社", "国际文传电讯社": "国际文传电讯社",
    "共同社": "共同社", "共同通信社": "共同社", "Kyodo": "共同社",
    "韩联社": "韩联社", "韓聯社": "韩联社", "Yonhap": "韩联社",
    "彭博社": "彭博社", "彭博": "彭博社", "Bloomberg": "彭博社",
    "德新社": "德新社", "dpa": "德新社", "DPA": "德新社", "埃菲社": "埃菲社", "EFE": "埃菲社", "安莎社": "安莎社", "ANSA": "安莎社",
}  # fmt: skip
"""Names that agencies are credited by -> one name for each."""
_NAMES = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_NAME = rf"(?<![A-Za-z])(?:The )?(?P<name>{_NAMES})(?![A-Za-z])(?<!中央社(?=[会會区區保]))"
"""An agency, and no longer word that begins like one (APEC, 中央社会)."""
_BEGINNING, _END = 160, 120
"""Characters in which a credit of the whole text stands."""
_PLACE = r"[^，,。！？\n（）()]{0,24}?"
_WIRED = r"(?:(?<![致来來发發停断斷充供])[电電]|(?<![资資通简簡短])[讯訊])"
_DISPATCH = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^\W{{0,3}}[据據]?{_NAME}{_PLACE}{_WIRED}(?:[（(【\[，,:：\s]|$)",  # 新华社北京7日电
        rf"[（(【\[]{_NAME}{_PLACE}(?:{_WIRED}|综合|綜合)[^，,。\n）)]{{0,8}}[）)】\]]",  # （法新社新德里7日电）
        rf"^\W{{0,3}}{_NAME}{_PLACE}(?:\d{{1,2}}日)?\s?[-–—]{{1,2}}\s",  # 路透北京7月7日 -, AP -
        rf"^[^。！？\n]{{0,48}}[（(【\[]\s*{_NAME}\s*[）)】\]]\s*[-–—－]",  # MOSCOW, Sept. 7 (Reuters) -
    )
)
_CREDIT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:来源|來源|稿源|转载自|轉載自|转自|轉自|Source)\s*[:：]?\s*{_NAME}[\s。.）)]*(?=\n|$)",
        rf"(?:本文依据了?|本文依據了?|编译自|編譯自|综合自|綜合自){_NAME}(?:的?(?:报道|報道|报导|報導|电讯|電訊))?[\s。）)]*$",
        rf"由{_NAME}(?:供稿|提供)[\s。）)]*$",
        rf"(?:[（(]\s*|©\s*(?:\d{{4}}\s*)?|\n[-–—\s]*){_NAME}[\s）).。]*$",
    )
)


_LAST = re.compile(f"[{''.join(sorted({name[-1] for name in AGENCIES}))}]")
"""What a name ends in: looked for first, since most texts have no agency's name where a credit stands."""


def agency_of(text: str) -> str:
    """The agency that a text is credited to as a whole; "" for none. A report that an agency said something is no credit."""
    beginning, end = text[:_BEGINNING], text[-_END:]
    if not (_LAST.search(beginning) or _LAST.search(end)):
        return ""
    tried = (*((pattern, beginning) for pattern in _DISPATCH), *((pattern, end) for pattern in _CREDIT))
    found = next(filter(None, (pattern.search(piece) for pattern, piece in tried)), None)
    return AGENCIES[found["name"]] if found else ""
