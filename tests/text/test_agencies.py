"""A text is an agency's where it is credited as a whole, not where it tells what an agency said; all texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.agencies import AGENCIES, agency_of

BODY = "盐桥镇的渡轮今天复航，港务局说，积压的货物到周末才能运完。工会表示，谈判还要继续。" * 6
ENGLISH = "The ferries of Saltbridge went back to sea on Tuesday, and the port said the backlog would last a week. " * 4


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"新华社盐桥9月7日电 {BODY}", "新华社"),
        (f"新華社鹽橋9月7日電（記者 高有田）{BODY}", "新华社"),
        (f"中新社柳湾7日电，{BODY}", "中新社"),
        (f"据新华社盐桥9月7日电 {BODY}", "新华社"),
        (f"（法新社盐桥7日电）{BODY}", "法新社"),
        (f"（法新社鹽橋7日綜合外電報導）{BODY}", "法新社"),
        (f"【韩联社柳湾7日讯】{BODY}", "韩联社"),
        (f"路透盐桥9月7日 - {BODY}", "路透社"),
        (f"盐桥渡轮复航\n中央社柳灣7日電\n{BODY}", "中央社"),
        (f"{BODY}（德新社）", "德新社"),
        (f"{BODY}\n（美聯社）。", "美联社"),
        (f"{BODY}\n来源：中新网", "中新社"),
        (f"{BODY}\n来源：新华社\n编辑：高有田", "新华社"),
        (f"{BODY}（本文依据了路透社的报道。）", "路透社"),
        (f"{BODY}\n本稿由共同社提供。", "共同社"),
        (f"{BODY}\n© 2030 AFP", "法新社"),
        (f"SALTBRIDGE (AP) — {ENGLISH}", "美联社"),
        (f"SALTBRIDGE, Port Valley, Sept. 7 (Reuters) - {ENGLISH}", "路透社"),
        (f"SALTBRIDGE, Sept. 7 (Xinhua) -- {ENGLISH}", "新华社"),
        (f"{ENGLISH}\nSource: Kyodo", "共同社"),
        (f"{ENGLISH}\n— The Associated Press", "美联社"),
        (f"{ENGLISH} (AFP)", "法新社"),
    ],
)
def test_a_text_that_is_credited_as_a_whole_is_the_agencys(text, agency):
    assert agency_of(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        f"据法新社报道，{BODY}",
        f"法新社消息，{BODY}",
        f"路透社援引港务局的消息说，{BODY}",
        f"港务局长对路透社说，{BODY}",
        f"{BODY}港务局长对美联社说，他不会辞职。",
        f"{BODY}这一消息最早由路透社报道。",
        f"{BODY}（德新社、法新社）",
        f"{BODY}图片来自新华社，文字由本报记者撰写。",
        f"新华社记者致电，港务局没有回答。{BODY}",
        f"中央社会事务部7日电 {BODY}",
        f"APEC秘书处7日电，{BODY}",
        f"APP专讯，{BODY}",
        f"{BODY * 2}新华社盐桥9月7日电 {BODY * 2}",
        f"Reuters reported on Tuesday that {ENGLISH}",
        f"The port told the AP that {ENGLISH}",
        f"{ENGLISH} Reuters contributed to this report.",
        f"APEC — {ENGLISH}",
    ],
)
def test_a_text_that_quotes_an_agency_is_its_outlets(text):
    assert agency_of(text) == ""


@given(st.sampled_from(sorted(AGENCIES)), st.sampled_from(["（{}盐桥7日电）", "（{}柳灣7日電）", "({} - 7日讯)"]))
def test_every_spelling_of_an_agency_leads_to_one_name(spelling, form):
    assert agency_of(form.format(spelling) + BODY) == AGENCIES[spelling] == AGENCIES[AGENCIES[spelling]]


@given(
    st.lists(
        st.sampled_from(["法新社", "新华社", "AP", "电", "讯", "（", "）", " - ", "据", "\n", "。", "日", "来源："]),
        max_size=80,
    )
)
def test_no_text_of_such_words_fails(pieces):
    assert agency_of("".join(pieces)) in {"", *AGENCIES.values()}
