"""How far an outlet stands behind what it reports, by the cue that it reports it with. A list, and no grammar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from samarkand.text.folding import fold

Strength = Literal["confirmed", "told", "claimed", "alleged", "denied"]
"""How far an outlet stands behind what it reports: 证实; 说; 声称; 指控; 否认. `told` is what says nothing of it."""

CUES: Mapping[Strength, str] = {
    "denied": "否认 反驳 驳斥 驳称 denied deny denies rejected rejects refuted dismissed",
    "alleged": "指控 指责 谴责 控诉 控告 抨击 批评 痛批 accused accuses accusing alleged alleges blamed",
    "claimed": "声称 宣称 自称 诡称 妄称 辩称 号称 谎称 据传 据称 宣扬 claimed claims claiming purported insisted",
    "confirmed": "证实 确认 承认 坦承 坐实 核实 confirmed confirms confirming acknowledged admitted admits verified",
}
"""Cues, folded; those that stand first win where a cue holds several (`证实并指责`)."""
_CUES = tuple((strength, word) for strength, words in CUES.items() for word in words.split())


def strength_of(cue: str) -> Strength:
    """What a cue says of it; `told` where it says nothing (说, 称, 表示, said)."""
    folded = f" {fold(cue)} "
    return next((strength for strength, word in _CUES if (f" {word} " if word.isascii() else word) in folded), "told")
