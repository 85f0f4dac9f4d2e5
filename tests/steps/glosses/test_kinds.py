import json
from pathlib import Path

import pytest

from samarkand.steps.glosses import names_in
from samarkand.steps.glosses.kinds import kind_of

RIGHT = 0.88
"""Share of the annotated names whose kind is told; may only rise."""


@pytest.mark.parametrize(
    ("name", "latin", "kind"),
    [
        ("伊沃·莫尔塔诺", "Ivo Moltano", "person"),
        ("莫尔塔诺", "Ivo Moltano", "person"),
        ("河谷晨报", "Valley Morning Post", "org"),
        ("河谷合作组织", "EVCO", "org"),
        ("河谷大學", "University of Valley", "org"),
        ("新莫尔塔市", "New Molta", "place"),
        ("莫尔塔河", "Molta", "place"),
        ("羟莫喹", "hydroxymoquine", "other"),
        ("星河计划", "Star River", "other"),
        ("莫塔肺炎", "MOVID-31", "other"),
    ],
)
def test_what_kind_of_thing_a_name_is(name, latin, kind):
    assert kind_of(name, latin) == kind


def test_each_pair_is_told_once_where_it_stands_first():
    text = "莫尔塔诺（Ivo Moltano）说。河谷合作组织（EVCO）没有说。莫尔塔诺（Ivo Moltano）又说。"
    assert [(each.name, each.kind, each.start) for each in names_in(text)] == [
        ("莫尔塔诺", "person", 0),
        ("河谷合作组织", "org", 19),
    ]


def test_the_kinds_that_annotators_marked_are_told(shared: Path):
    lines = (shared / "gold" / "statements.jsonl").read_text("utf-8").split("\n")
    names = [name for line in lines if line for name in json.loads(line)["names"]]
    assert len(names) >= 60
    assert sum(kind_of(name["name"], name["gloss"]) == name["type"] for name in names) / len(names) >= RIGHT
