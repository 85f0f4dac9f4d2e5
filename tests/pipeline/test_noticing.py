"""Stories of a size, changes of a kind and silent outlets, each told once to those who wait for them, and nothing that was there before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pipeline.conftest import FEED, PORT
from pipeline.told_events import NOW, REPORTS, bring, decide, place, story_of
from twins.mails import MemoryMailer
from twins.network import NOON, parts_in_memory, record
from twins.watches import MemoryWatches

from samarkand.model.catalog import Listing
from samarkand.model.events import Event, Place
from samarkand.model.outlets import Follow
from samarkand.model.watches import MOST, Heard, Told, Watch
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Messengers
from samarkand.pipeline.telling import TRIES
from samarkand.pipeline.watching import tell

BRIDGE = [each for each in REPORTS if each["event"] == "bridge"]
MAYOR = [each for each in REPORTS if each["event"] == "mayor"]
THREE = Watch(id="three", story_size=3, command="x")


class Watching:
    """An archive that is watched, and what was told; `problem` is what the next messages meet."""

    def __init__(self, parts, *watches):
        self.parts = replace(parts, watches=MemoryWatches(*watches))
        self.sent, self.problem, self.mails = [], "", MemoryMailer()
        self.messengers = Messengers(self._post, self._run, lambda _: "sesame", self.mails.send)

    def _post(self, _url, body, _headers):
        return self._run("", body)

    def _run(self, _command, body):
        self.sent.append(json.loads(body))
        return self.problem

    def round(self, now=NOW):
        """The hits that were told, message by message, and what was reported."""
        self.sent.clear()
        self.reports = list(tell(self.parts, self.messengers, now))
        return [message["hits"] for message in self.sent]

    def keep(self, title, body, url="https://port.example/1", now=NOON):
        keeper = Keeper(self.parts)
        data = record(url, title, f"<p>{body}</p>", 1_915_000_000_000)
        list(keeper.keep(replace(record_draft(self.parts, data, "", now), made_from="page")))
        list(keeper.flush())


# Stories


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


# Changes


@pytest.fixture
def changing():
    watches = (
        Watch(id="heads", changes=("headline",), command="x"),
        Watch(id="ferry", changes=("number", "headline"), query="title:渡轮 outlet:port", mail="me@mail.example"),
    )
    watching = Watching(parts_in_memory((PORT,), (Follow(outlet="port"),)), *watches)
    watching.keep("渡轮停航", "渡轮载客八十人。")
    yield watching
    watching.parts.catalog.close()


def test_a_change_of_a_kind_is_told_with_what_was_done_and_another_is_not(changing):
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    assert changing.round() == [], "it was there before"
    changing.keep("渡轮停航一天", "渡轮载客九十人。")
    assert changing.round() == []
    (mail,) = changing.mails.sent
    assert "[-八十人-] {+九十人+}" in mail.text or "[-八十-] {+九十+}" in mail.text
    changing.keep("渡轮停航两天", "渡轮载客九十人。")
    ((hit,),) = changing.round()
    assert (hit["title"], hit["version"]) == ("渡轮停航两天", 4)
    assert "headline" in hit["kinds"]
    assert "{+" in hit["snippet"]
    assert changing.round() == []
    assert len(changing.mails.sent) == 2


def test_changes_elsewhere_are_not_told_to_who_named_an_outlet(changing):
    changing.round()
    for title in ("渡轮停航", "渡轮复航"):
        changing.keep(title, "渡轮载客八十人。", "https://hill.example/1")
    ((hit,),) = changing.round()
    assert hit["outlet"] != "port"
    assert changing.mails.sent == []


def test_first_versions_and_what_another_archive_brought_are_no_changes(changing):
    changing.round()
    changing.keep("茶叶涨价", "茶叶涨了一成。", "https://port.example/2")
    assert changing.round() == []


# Silence


def polled(parts, at):
    parts.catalog.apply(parts.archive.commit([Event("round", at, {"polled": ["port"], "troubles": {}})]))


@pytest.fixture
def quiet():
    watching = Watching(
        parts_in_memory((PORT,), (Follow(outlet="port"),)),
        Watch(id="port", silence="port", command="x"),
        Watch(id="all", silence="all", webhook="https://h.example/", secret_env="S"),
    )
    for hour in range(6):
        data = record(
            f"https://port.example/{hour}", f"第{hour}条", "<p>消息。</p>", 1_915_000_000_000 + hour * 3_600_000
        )
        keeper = Keeper(watching.parts)
        list(keeper.keep(replace(record_draft(watching.parts, data, "", NOON), made_from="page")))
        list(keeper.flush())
    polled(watching.parts, NOON)
    watching.newest = max(each.published_at for each in watching.parts.catalog.articles(Listing(limit=100)))
    yield watching
    watching.parts.catalog.close()


def test_an_outlet_that_falls_silent_is_told_once_and_again_when_it_brings_news(quiet):
    assert quiet.round(quiet.newest + timedelta(hours=1)) == []
    silent = quiet.newest + timedelta(days=2)
    told = quiet.round(silent)
    assert [[(hit["outlet"], hit["state"]) for hit in hits] for hits in told] == [[("port", "silent")]] * 2
    assert quiet.round(silent + timedelta(days=1)) == []
    back = silent + timedelta(days=2)
    data = record("https://port.example/new", "又有消息", "<p>消息。</p>", int(back.timestamp() * 1000))
    keeper = Keeper(quiet.parts)
    list(keeper.keep(replace(record_draft(quiet.parts, data, "", back), made_from="page")))
    list(keeper.flush())
    told = quiet.round(back + timedelta(hours=1))
    assert [[(hit["outlet"], hit["state"]) for hit in hits] for hits in told] == [[("port", "again")]] * 2
    assert quiet.round(back + timedelta(hours=2)) == []


def test_an_outlet_whose_feed_fails_for_as_long_is_silent_too(quiet):
    quiet.round(quiet.newest + timedelta(hours=1))
    trouble = {"polled": ["port"], "troubles": {"port": f"{FEED}: 404"}}
    quiet.parts.catalog.apply(quiet.parts.archive.commit([Event("round", NOON, trouble)]))
    assert len(quiet.round(quiet.newest + timedelta(days=2))) == 2


def test_who_was_silent_before_is_told_only_when_it_brings_news(quiet):
    silent = quiet.newest + timedelta(days=2)
    assert quiet.round(silent) == []
    assert quiet.parts.watches.heard("port").known == ("port",)


def test_an_outlet_that_nobody_knows_is_reported_and_hinders_no_other(quiet):
    quiet.parts.watches.watches = (Watch(id="no", silence="nobody", command="x"), *quiet.parts.watches.watches)
    quiet.round(quiet.newest + timedelta(hours=1))
    assert len(quiet.round(quiet.newest + timedelta(days=2))) == 2
    assert [each.detail for each in quiet.reports if each.outcome == "failed"] == [
        "no outlet is called 'nobody'; `samarkand outlets` lists those that are known"
    ]


# Telling


def test_what_could_not_be_told_is_told_with_what_is_new_by_then_and_given_up_in_the_end(changing):
    changing.round()
    changing.problem = "ended with 1"
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    changing.round()
    changing.keep("渡轮停航两天", "渡轮载客八十人。")
    now = NOW + timedelta(days=1)
    assert [len(hits) for hits in changing.round(now)] == [2]
    for day in range(2, TRIES):
        changing.round(now + timedelta(days=2 * day))
    (dead,) = changing.parts.watches.letters("heads")
    assert (dead.way, dead.failures, dead.message["total"]) == ("command", TRIES, 2)
    changing.problem = ""
    changing.keep("渡轮停航三天", "渡轮载客八十人。")
    ((hit,),) = changing.round(now + timedelta(days=90))
    assert hit["title"] == "渡轮停航三天"


def test_a_stop_after_something_was_noticed_tells_it_in_the_next_round_and_once(changing):
    changing.round()
    watches = changing.parts.watches
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    before = watches.told("heads")
    changing.round()
    watches.remember("heads", before)  # as it is where the program was killed before it was told
    ((hit,),) = changing.round()
    assert hit["title"] == "渡轮停航一天"
    assert changing.round() == []


def test_of_very_many_the_newest_are_kept_with_their_number(changing):
    changing.round()
    heard = changing.parts.watches.heard("heads")
    changing.parts.watches.keep_heard("heads", replace(heard, total=MOST, newest=({"id": "a"},) * MOST))
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    ((*hits,),) = changing.round()
    assert changing.sent[0]["total"] == MOST + 1
    assert len(hits) == MOST
    assert len(changing.parts.watches.heard("heads").newest) == MOST


def test_in_another_ledger_a_watch_begins_anew_at_its_end(changing):
    changing.round()
    heard = changing.parts.watches.heard("heads")
    changing.parts.watches.keep_heard("heads", Heard(replace(heard.place, count=99), heard.since, total=7))
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    assert changing.round() == []
    assert changing.parts.watches.heard("heads").total == 0
    assert changing.parts.watches.told("heads") == Told(Place())


def test_a_query_that_cannot_be_understood_is_reported_and_hinders_no_other(changing):
    changing.parts.watches.watches += (Watch("(渡轮", "wrong", changes=("headline",), command="x"),)
    changing.round()
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    assert len(changing.round()) == 1
    assert "failed" in {each.outcome for each in changing.reports}
