"""The language of a text and the script of Chinese, from its characters; the outlet's language only breaks ties."""

from __future__ import annotations

import re
from functools import lru_cache

from samarkand.text.own_characters import HANS, HANT

SAMPLE = 1_500
"""Characters that are looked at."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_KANA = re.compile(r"[\u3041-\u30ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7af]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|is|was|for|with|on|as|by|it|from|are)\b", re.IGNORECASE)


def language_of(text: str, usual: str = "") -> str:
    """The BCP 47 language of a text, Chinese with its script: `zh-Hans`, `zh-Hant`, `ja`, `ko`, `en`; else `und`.

    `usual` is the outlet's usual language: it decides where the characters do not.
    """
    sample = text[:SAMPLE]
    han, kana, hangul = _often(_HAN, sample), _often(_KANA, sample), _often(_HANGUL, sample)
    latin = _often(_LATIN, sample)
    if hangul > han + kana and hangul * 4 > latin:
        return "ko"
    if kana * 10 > han and (han + kana) * 4 > latin:
        return "ja"
    if han * 8 > latin:
        return _script_of(sample, usual)
    if latin:
        words = len(re.findall(r"[A-Za-z]+", sample))
        return "en" if words >= 3 and len(_ENGLISH.findall(sample)) * 8 >= words else _unless_chinese(usual)
    return _unless_chinese(usual) if usual and not sample.strip() else "und"


def _often(runs: re.Pattern[str], text: str) -> int:
    """How many characters stand in the runs that a pattern finds."""
    return sum(map(len, runs.findall(text)))


def _script_of(sample: str, usual: str) -> str:
    """`zh-Hans` or `zh-Hant` by the characters that only one of the scripts has."""
    simplified, traditional = _only()
    hans, hant = len(simplified.findall(sample)), len(traditional.findall(sample))
    if hans != hant:
        return "zh-Hans" if hans > hant else "zh-Hant"
    return usual if usual.startswith("zh") else "zh"


def _unless_chinese(usual: str) -> str:
    return usual if usual and not usual.startswith(("zh", "ja", "ko")) else "und"


@lru_cache(maxsize=1)
def _only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Classes of the characters that only simplified and only traditional Chinese has."""
    return re.compile(f"[{HANS}]"), re.compile(f"[{HANT}]")
