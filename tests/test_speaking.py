"""Who is quoted in an archive: spellings that are one are joined, and what they said is found page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from web.strike import NOW, STRIKE, compared, ids

from samarkand.errors import NotFound
from samarkand.speaking import People

SPOKESMAN = "莫尔塔诺"


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    with compared(tmp_path_factory.mktemp("strike")) as opened:
        yield replace(opened, called=lambda name: (SPOKESMAN, "德萨") if name in {SPOKESMAN, "德萨"} else (name,))


def test_spellings_that_are_one_are_joined_whichever_is_asked_for(parts):
    people = People(parts)
    one, other = people.open(SPOKESMAN), people.open("德萨")
    assert one.somebody == other.somebody
    assert {each.name for each in one.somebody.spellings} >= {SPOKESMAN, "德萨"}
    leading = people.leading(None, "outlets", 200)
    assert sum(SPOKESMAN in {each.name for each in somebody.spellings} for somebody in leading) == 1


def test_their_versions_hold_what_they_said_alone(parts):
    found = list(People(parts).versions(SPOKESMAN))
    assert ids(STRIKE)[0] in {each.article.id for each in found}
    assert {said.speaker for each in found for said in each.annotations.statements} <= {
        SPOKESMAN,
        "莫爾塔諾",
        "德萨",
        "德薩",
    }


def test_lately_begins_on_a_monday_and_nobody_is_told_as_such(parts):
    assert People(parts).lately(NOW) == date(2026, 2, 23)
    with pytest.raises(NotFound):
        People(parts).open(quote("nobody"))
