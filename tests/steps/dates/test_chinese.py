"""Which rules are tried at a place is decided by what stands there; no rule that would fit is left out by it."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.dates import chinese

TEXTS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parents[2] / "cases" / "dates.jsonl").read_text("utf-8").splitlines()
]
PIECES = [
    *"年月日号周星期上下本今去明后前同来第天至到和个世纪代季初末底元两多0123456789０３一二三四十廿（），。-./～ 的半",
    *(
        "2022",
        "周三",
        "9月",
        "民国",
        "两周前",
        "三个月前",
        "上世纪",
        "第三季度",
        "个月",
        "年代",
        "本月",
        "这个月",
        "当天",
        "民國百年",
    ),
]


def found_by_every_rule(text):
    found, end = [], 0
    for start in range(len(text)):
        if start < end or not chinese._BEGINNING.match(text, start):
            continue
        for name in chinese._RULES:
            match_at, reader = chinese._rule(name)
            if match := match_at(text, start):
                if told := reader(match):
                    end = told.end
                    found.append(told)
                break
    return found


def test_the_cases_are_found_as_if_every_rule_were_tried():
    for text in TEXTS:
        assert list(chinese.find(text)) == found_by_every_rule(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_words_of_dates_are_found_as_if_every_rule_were_tried(pieces):
    text = "".join(pieces)
    assert list(chinese.find(text)) == found_by_every_rule(text)
