"""Stories of a size, each told once, and nothing that was there before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipeline.told_events import NOW, REPORTS, bring, decide, place, story_of
from pipeline.watched import Watching

from samarkand.model.watches import Watch

BRIDGE = [each for each in REPORTS if each["event"] == "bridge"]
MAYOR = [each for each in REPORTS if each["event"] == "mayor"]
THREE = Watch(id="three", story_size=3, command="x")


def test_a_story_is_told_once_when_it_comes_to_the_size_and_never_for_what_joins_later(world):
    watching = Watching(world(), THREE)
    assert watching.round() == []
    bring(watching.parts, BRIDGE[:2])
    place(watching.parts)
    assert watching.round() == []
    bring(watching.parts, BRIDGE[2:])
    place(watching.parts)
    ((hit,),) = watching.round()
    assert hit["story"] == story_of(watching.parts, BRIDGE[0]["title"]).id
    assert sorted(hit["outlets"]) == ["hill", "port", "tide"]
    assert hit["voices"] == 3
    assert hit["outlet_name"].count("、") == 2
    late = {**BRIDGE[0], "number": 99, "outlet": "lamp", "at": "2030-09-07T12:00"}
    bring(watching.parts, [late])
    place(watching.parts)
    assert len(story_of(watching.parts, BRIDGE[1]["title"]).outlets) == 4
    assert watching.round() == []


def test_what_was_there_before_the_watch_is_not_told_though_it_grows(world):
    watching = Watching(world())
    bring(watching.parts, BRIDGE)
    place(watching.parts)
    watching.parts.watches.watches = (THREE,)
    later = NOW + timedelta(hours=1)
    assert watching.round(later) == []
    bring(watching.parts, [{**BRIDGE[0], "number": 99, "outlet": "lamp"}, *MAYOR])
    place(watching.parts)
    assert watching.round(later) == [], "all of it was first seen before the watch began"


def test_a_story_that_is_not_placed_yet_is_told_in_a_later_round(world):
    watching = Watching(world(), THREE)
    watching.round()
    bring(watching.parts, BRIDGE)
    assert watching.round() == []
    place(watching.parts)
    ((hit,),) = watching.round()
    assert hit["story"]


def test_of_the_stories_those_that_a_query_finds(world):
    about = replace(THREE, id="about", query="柳湾")
    watching = Watching(world(), about)
    watching.round()
    bring(watching.parts, [*BRIDGE, *MAYOR])
    place(watching.parts)
    ((hit,),) = watching.round()
    assert hit["story"] == story_of(watching.parts, MAYOR[0]["title"]).id


def test_a_story_that_people_brought_together_is_told(world):
    watching = Watching(world(), replace(THREE, story_size=4))
    watching.round()
    bring(watching.parts, [*BRIDGE, *(each for each in REPORTS if each["event"] == "strike")])
    place(watching.parts)
    assert watching.round() == []
    decide(watching.parts, "merge", BRIDGE[0]["title"], next(e["title"] for e in REPORTS if e["event"] == "strike"))
    place(watching.parts)
    ((hit,),) = watching.round()
    assert len(hit["outlets"]) == 4
