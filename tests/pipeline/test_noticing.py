"""What was noticed is told once, also after a stop, by each way as often as it has to be tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pipeline.told_events import NOW

from samarkand.model.events import Place
from samarkand.model.watches import MOST, Behind, Heard, Told, Watch
from samarkand.pipeline.telling import TRIES


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


@pytest.mark.parametrize("stopped_at", ["remember", "keep_heard"])
def test_a_stop_while_a_watch_begins_anew_loses_nothing_that_comes_when_it_has_begun(changing, stopped_at):
    changing.round()
    watches = changing.parts.watches
    old = Heard(replace(watches.heard("heads").place, count=99), NOW, total=7, newest=({"id": "old"},) * 7)
    watches.keep_heard("heads", old)
    watches.remember("heads", Told(Place(7), {"command": Behind(Place(5), 1)}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watches, stopped_at, stopped_after(getattr(watches, stopped_at)))
        with pytest.raises(KeyboardInterrupt):
            changing.round()
    if stopped_at == "remember":
        assert changing.round() == []
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    ((hit,),) = changing.round()
    assert (hit["title"], changing.sent[0]["total"]) == ("渡轮停航一天", 1)


def stopped_after(write):
    """The program ends as soon as this is on disk."""

    def stopped(*arguments):
        write(*arguments)
        raise KeyboardInterrupt

    return stopped


def test_a_query_that_cannot_be_understood_is_reported_and_hinders_no_other(changing):
    changing.parts.watches.watches += (Watch("(渡轮", "wrong", changes=("headline",), command="x"),)
    changing.round()
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    assert len(changing.round()) == 1
    assert "failed" in {each.outcome for each in changing.reports}
