"""Who takes it from which agency: whole articles and single statements."""

from __future__ import annotations

from twins.told import KNOWN, Said, article

from samarkand.steps.comparing import compare

WHOLE = article("hill", [Said("莫尔塔诺", "渡轮停航三天")], agency="海岸社")
QUOTED = article("bay", [Said("莫尔塔诺", "渡轮停航三天", via=("灯塔报", "Shore Wire"))], hours=1)
OWN = article("cape", [Said("莫尔塔诺", "渡轮停航三天")], hours=2)


def test_an_agency_is_told_with_all_outlets_that_take_from_it_under_any_spelling():
    wire, paper = compare([WHOLE, QUOTED, OWN], KNOWN).agencies
    assert (wire.agency, wire.whole, wire.through, wire.articles) == (
        "Shore Wire",
        ("hill",),
        ("bay", "hill"),
        ("ahill",),
    )
    assert [each.article for each in wire.statements] == ["abay"]
    assert (paper.agency, paper.whole, paper.through, paper.articles) == ("灯塔报", (), ("bay",), ())


def test_what_came_through_nobody_has_no_channel():
    assert compare([OWN], KNOWN).agencies == ()
