import pytest

from samarkand.steps.statements.acts import Cue
from samarkand.steps.statements.attributing import Subject
from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.fitting import is_reporter, is_unfit
from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.naming import Who
from samarkand.steps.statements.words import phrased


def is_refused(text, written, who, between):
    words = phrased(text, next(iter(sentences_of(text))))
    place = next(place for place, word in enumerate(words.words) if word.text == written)
    number = words.clause_of(place)
    cue = Cue(number, place, words.clauses[number][0], place + 1, CUES[written], place + 1, None)
    return is_unfit(words, cue, Subject(who, True, between), None, text)


@pytest.mark.parametrize(
    ("text", "written", "who", "between", "expected"),
    [
        ("报告显示，大桥已通车。", "显示", Who("", 0, 2, kind="document", refers=True, phrase="报告"), "报告", False),
        ("照片显示，大桥已通车。", "显示", Who("照片", 0, 2, phrase="照片"), "照片", True),
        ("林若川没有说是否同意，指出风大。", "指出", Who("林若川", 0, 3, phrase="林若川"), "林若川是否", True),
    ],
)
def test_who_stands_before_a_cue_fits_it_or_not(text, written, who, between, expected):
    assert is_refused(text, written, who, between) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("警方逐一检查，确认船上无人受伤。", True),
        ("警方逐一检查，随后确认，船上无人受伤。", False),
        ("警方昨天开会，确认船上无人受伤。", False),
    ],
)
def test_what_a_search_brings_out_is_told_to_nobody(text, expected):
    words = phrased(text, next(iter(sentences_of(text))))
    place = next(place for place, word in enumerate(words.words) if word.text == "确认")
    number = words.clause_of(place)
    content = place + 2 if words.words[place + 1].text == "，" else place + 1
    cue = Cue(number, place, words.clauses[number][0], place + 1, "say", content, None)
    subject = Subject(Who("警方", 0, 2, phrase="警方"))
    assert is_unfit(words, cue, subject, None, text) is expected


@pytest.mark.parametrize(
    ("phrase", "role", "expected"),
    [("本报记者", "", True), ("一名记者", "", False), ("记者", "总编", True), ("人们", "", True), ("警方", "", False)],
)
def test_the_outlets_own_reporter_is_nobody(phrase, role, expected):
    assert is_reporter(Who(phrase, 0, len(phrase), role=role, phrase=phrase)) is expected


def test_none_is_no_reporter():
    assert not is_reporter(None)
