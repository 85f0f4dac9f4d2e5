"""Why an article stands in its story, in the words of each language."""

from __future__ import annotations

from typing import get_args

import pytest
from web.affair import TAKEN, ids

from samarkand.model.answers import MemberReasons, StoryMember
from samarkand.model.stories import Deed, Tie, TieKind
from samarkand.web.routes.stories import reasons_told
from samarkand.web.wording import LANGUAGES, wording


def reasons(affair, ties=(), clashes=()):
    return MemberReasons(StoryMember(affair.catalog.article(ids(TAKEN)[0]), "题"), ties, clashes)


def test_what_ties_stands_before_what_speaks_against(affair):
    told = reasons_told(
        wording("en"), reasons(affair, (Tie("name", "何远舟", 2.04),), (Tie("date", "3 March", -1.26),))
    )
    assert told == [
        {"words": "What ties it to the others:", "ties": [{"kind": "name", "text": "何远舟", "weight": "+2.0"}]},
        {"words": "What speaks against:", "ties": [{"kind": "date", "text": "3 March", "weight": "−1.3"}]},
    ]


def test_where_nothing_speaks_against_nothing_is_said(affair):
    assert reasons_told(wording("en"), reasons(affair)) == []
    assert len(reasons_told(wording("en"), reasons(affair, (Tie("copy", "", 3.0),)))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_tie_and_every_deed_has_words(language):
    messages = wording(language).messages
    assert {key for key in messages if key.startswith("tie_")} == {f"tie_{kind}" for kind in get_args(TieKind)}
    deeds = {key.removesuffix("_one") for key in messages if key.startswith("corrected_")} - {"corrected_mark"}
    assert deeds == {f"corrected_{deed}" for deed in get_args(Deed)}
