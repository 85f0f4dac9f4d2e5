"""Messages on their way: each way for itself, tried again after growing pauses, kept when given up, sent again on demand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pipeline.test_watching import FERRY, World
from twins.mails import MemoryMailer
from twins.network import NOON

from samarkand.model.watches import Watch
from samarkand.pipeline.telling import PAUSES, TRIES, resend
from samarkand.pipeline.watching import tell

BOTH = replace(FERRY, command="notify", mail="desk@paper.example, me@mail.example")


class Post(World):
    """A watched archive where each way meets a problem of its own."""

    def __init__(self, *watches):
        self.problems = {"webhook": "", "command": ""}
        self.now = NOON
        super().__init__(*watches)
        self.mailer = MemoryMailer()
        self.messengers = replace(self.messengers, mail=self.mailer.send)

    def _post(self, url, body, headers):
        self.sent.append(("webhook", body, headers))
        return self.problems["webhook"]

    def _run(self, command, body):
        self.sent.append(("command", body, {}))
        return self.problems["command"]

    def round(self):
        return list(tell(self.parts, self.messengers, self.now))

    def again(self, watch):
        return list(resend(self.parts.watches, self.messengers, watch, self.now, ""))

    def told(self):
        """Which way was tried, with how many new versions."""
        found = [(way, json.loads(body)["total"]) for way, body, _ in self.sent]
        self.sent.clear()
        return found

    def give_up(self):
        """Rounds, each when the pause is over, until a message is given up; what the last reported."""
        for pause in PAUSES:
            self.round()
            self.now += pause
        return self.round()


def test_each_way_is_told_and_one_that_fails_is_tried_again_alone():
    post = Post(BOTH)
    post.keep("渡輪復航")
    post.problems["webhook"] = "the host answered 500"
    reports = post.round()
    assert sorted(report.outcome for report in reports) == ["failed", "note", "note"]
    assert post.told() == [("webhook", 1), ("command", 1)]
    assert len(post.mailer.sent) == 1
    post.keep("渡輪又停")
    post.problems["webhook"] = ""
    post.round()
    assert sorted(post.told()) == [("command", 1), ("webhook", 2)]
    assert len(post.mailer.sent) == 2
    assert post.round() == []


def test_a_mail_says_what_matches_to_all_addresses_and_is_the_same_when_it_is_sent_again():
    post = Post(replace(BOTH, webhook="", command=""))
    post.parts = replace(post.parts, settings=replace(post.parts.settings, address="https://news.example"))
    post.keep("渡輪復航", "https://port.example/a", body="<p>首班渡輪今天開出。</p>")
    before = post.parts.watches.told("ferry")
    post.round()
    post.parts.watches.remember("ferry", before)
    post.round()
    mail, again = post.mailer.sent
    assert mail.recipients == ("desk@paper.example", "me@mail.example")
    assert mail.subject == "The ferry (1)"
    assert "渡輪復航\n" in mail.text
    assert "\nhttps://port.example/a\n首班渡輪今天開出。\n" in mail.text
    assert mail.text.endswith("\nhttps://news.example/search?q=%E6%B8%A1%E8%BD%AE&sort=date\n")
    assert mail.identity == again.identity
    post.keep("渡輪又停")
    post.round()
    assert post.mailer.sent[-1].identity != mail.identity


def test_a_target_that_fails_is_tried_again_after_growing_pauses_and_others_hear_of_all_meanwhile():
    assert list(PAUSES) == sorted(PAUSES)
    post = Post(BOTH)
    post.problems["webhook"] = "the host answered 500"
    post.keep("渡輪復航")
    post.round()
    (report,) = post.round()
    assert report.detail.endswith("it will be tried again after 2030-09-07T12:10:00Z")
    post.sent.clear()
    post.now += PAUSES[1] - timedelta(seconds=1)
    post.keep("渡輪又停")
    assert [report.outcome for report in post.round()] == ["note", "note"]
    assert post.told() == [("command", 1)]
    post.now += timedelta(seconds=1)
    post.round()
    assert post.told() == [("webhook", 2)]


def test_what_was_tried_often_enough_is_kept_as_a_dead_letter_and_what_comes_later_is_told():
    post = Post(FERRY)
    post.problems["webhook"] = "the host answered 410"
    post.keep("渡輪復航")
    (report,) = post.give_up()
    assert "given up after 8 tries; `samarkand watch --resend ferry`" in report.detail
    assert len(post.told()) == TRIES
    (letter,) = post.parts.watches.letters("ferry")
    assert (letter.way, letter.failures, letter.problem) == ("webhook", TRIES, "the webhook: the host answered 410")
    assert [hit["title"] for hit in letter.message["hits"]] == ["渡輪復航"]
    assert post.round() == []
    post.problems["webhook"] = ""
    post.keep("渡輪又停")
    post.round()
    assert post.titles() == ["渡輪又停"]


def test_a_dead_letter_is_sent_again_on_demand_signed_anew_and_stays_where_that_fails():
    post = Post(BOTH)
    post.problems["webhook"] = "the host answered 410"
    post.keep("渡輪復航")
    post.give_up()
    post.keep("渡輪又停")
    post.round()
    post.round()
    post.sent.clear()
    (report,) = post.again(BOTH)
    assert (report.outcome, report.detail) == (
        "failed",
        "the webhook: the host answered 410; it stays a dead letter",
    )
    assert post.parts.watches.letters("ferry")[0].failures == TRIES + 1
    post.problems["webhook"] = ""
    post.sent.clear()
    (report,) = post.again(BOTH)
    assert report.detail == "1 new, told by webhook after all"
    ((_, body, headers),) = post.sent
    assert json.loads(body)["hits"][0]["title"] == "渡輪復航"
    assert "X-Samarkand-Signature" in headers
    assert post.parts.watches.letters("ferry") == ()
    post.sent.clear()
    post.round()
    assert post.titles() == ["渡輪又停"], "what waited for its pause is told in the next round"


def test_what_there_was_no_time_for_counts_as_no_failure_and_is_told_in_the_next_round():
    post = Post(FERRY)
    post.keep("渡輪復航")
    hurried = replace(post.messengers, side_by_side=lambda jobs: ((number, None) for number in range(len(jobs))))
    (report,) = tell(post.parts, hurried, NOON)
    assert "no time left" in report.detail
    assert post.parts.watches.told("ferry").behind["webhook"].failures == 0
    post.round()
    assert post.told() == [("webhook", 1)]


@pytest.mark.parametrize("ended", [0, 1, 2])
def test_a_round_that_ends_while_it_tells_tells_the_others_in_the_next_one(ended):
    post = Post(BOTH)
    post.keep("渡輪復航")
    telling = tell(post.parts, post.messengers, NOON)
    for _ in range(ended):
        next(telling)
    telling.close()
    post.round()
    assert {way for way, _ in post.told()} == {"webhook", "command"}
    assert post.mailer.sent
    assert post.round() == []


def test_a_way_that_is_named_no_longer_is_forgotten():
    post = Post(BOTH)
    post.problems["webhook"] = "the host answered 500"
    post.keep("渡輪復航")
    post.round()
    post.parts.watches.watches = (Watch(BOTH.query, BOTH.id, command="notify"),)
    post.keep("渡輪又停")
    post.round()
    assert post.parts.watches.told("ferry").behind == {}


def test_a_search_that_is_taken_away_while_its_news_are_read_ends_no_round():
    post = Post(FERRY)
    post.keep("渡輪復航")

    def taken_away(_query):
        post.parts.watches.remove("ferry")
        return {}

    post.parts = replace(post.parts, spellings=taken_away)
    assert [report.outcome for report in post.round()] == ["note"]
