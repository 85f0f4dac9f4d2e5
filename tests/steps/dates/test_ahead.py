import pytest

from samarkand.steps.dates.ahead import looks_ahead


def around(text):
    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")
    return looks_ahead(plain, start, text.index("]") - 1)


@pytest.mark.parametrize(
    "text",
    [
        "展览将于[周三]举行",
        "[周三]将举行",
        "展览定於[週三]開始",
        "计划在[周三]开会",
        "the vote is due on [Friday]",
        "[Friday] will tell",
    ],
)
def test_plans_look_ahead(text):
    assert around(text)


@pytest.mark.parametrize(
    "text",
    [
        "市长[周三]表示，将举行",
        "计划署[周三]宣布开会",
        "他将停业，[周三]散去",
        "he said on [Friday] that he will go",
        "It will rain. He came on [Friday]",
    ],
)
def test_what_was_said_does_not(text):
    assert not around(text)
