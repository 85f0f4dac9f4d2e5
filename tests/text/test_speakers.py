"""Who may be speaking: what stands before a cue of speech, and never more than its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.speakers import REACH, speakers_in


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("盐市开了。市长欧德说：“下雨也好。”", ["市长欧德"]),
        ("港務長表示，碼頭已經備好", ["港務長"]),
        ("Rain fell. Mayor Odell said it was good.", ["Mayor Odell"]),
        ("工会称夜班太长\n港务局回应：会改。", ["工会", "港务局"]),
        ("说来话长", []),
        ("", []),
        ("一" * 50 + "说", ["一" * REACH]),
        ("港口关了，市长欧德说要等", ["市长欧德"]),
        ("市长欧德会见记者时，再说要等", ["市长欧德会见记者时，再"]),
        ("“涨潮了。”欧德说", ["欧德"]),
        ("欧德（Odell Marsh，前港长）星期二在码头上表示", ["欧德"]),
        ("欧德7日證實", ["欧德"]),
        ("据《盐港报》报道", ["据《盐港报》"]),
        ("在码头上说", ["在码头上"]),
    ],
)
def test_it_is_the_clause_before_a_cue_in_the_same_sentence(text, speakers):
    assert speakers_in(text) == speakers


@given(st.text("甲乙说表示。，\n said.", max_size=60))
def test_what_is_found_stands_in_the_text_and_in_one_sentence(text):
    for speaker in speakers_in(text):
        assert speaker in text
        assert len(speaker) <= 2 * REACH
        assert not set("。\n") & set(speaker)
