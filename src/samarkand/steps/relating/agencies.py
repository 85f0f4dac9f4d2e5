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
_NAME = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_BEGINNING, _END = 160, 120
"""Characters in which a credit of the whole text stands."""
_DISPATCH = re.compile(
    rf"^\W{{0,3}}(?:[（(【\[])?\s*(?P<one>{_NAME})[^，,。！？\n（）()]{{0,24}}?(?:电|電|讯|訊|消息)\s*(?:[）)】\]]|[，,:：\s]|$)"
    rf"|^[^。！？\n]{{0,24}}[（(【\[]\s*(?P<two>{_NAME})\s*[）)】\]]\s*[-–—－]"
    rf"|[（(【\[](?P<three>{_NAME})[^，,。！？\n（）()]{{0,24}}?(?:电|電|讯|訊)[）)】\]]",
    re.MULTILINE,
)
_CREDIT = re.compile(
    rf"(?:来源|來源|稿源|转载自|轉載自|Source|本文依据了?|综合自|由)\s*[:：]?\s*(?P<one>{_NAME})(?:的?(?:报道|報道|報導|电讯|供稿|提供))?[\s。）)]*$"
    rf"|[（(]\s*(?P<two>{_NAME})\s*[）)][\s。]*$"
)


def agency_of(text: str) -> str:
    """The agency that a text is credited to as a whole; "" for none. A report that an agency said something is no credit."""
    found = _DISPATCH.search(text[:_BEGINNING]) or _CREDIT.search(text[-_END:])
    name = next((name for name in found.groups() if name), "") if found else ""
    return AGENCIES.get(name, "")
