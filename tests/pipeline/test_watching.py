"""New versions told to those who asked for them: all of them, at least once, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from twins.annotations import MemoryAnnotations
from twins.mails import MemoryMailer
from twins.network import NOON, parts_in_memory, record
from twins.watches import MemoryWatches

from samarkand.model.statements import METHOD
from samarkand.model.watches import MOST, Told, Watch
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Messengers
from samarkand.pipeline.watching import tell

FERRY = Watch("渡轮", "ferry", "The ferry", "https://h.example/hook", "SECRET")


class World:
    """An archive that is watched, and what was sent; `problem` is what the next messages meet."""

    def __init__(self, *watches):
        self.parts = replace(parts_in_memory(), watches=MemoryWatches(*watches))
        self.sent, self.problem, self.number = [], "", 0
        self.secrets = {"SECRET": "sesame"}
        self.messengers = Messengers(self._post, self._run, self.secrets.get, MemoryMailer().send)
        self.round()

    def _post(self, url, body, headers):
        self.sent.append((url, body, headers))
        return self.problem

    def _run(self, command, body):
        self.sent.append((command, body, {}))
        return self.problem

    def keep(self, title, url="", body="<p>码头的消息。</p>", header=1_915_000_000_000):
        self.number += 1
        keeper = Keeper(self.parts)
        data = record(url or f"https://port.example/{self.number}", title, body, header)
        seen_at = NOON + timedelta(minutes=self.number)
        list(keeper.keep(replace(record_draft(self.parts, data, "", seen_at), made_from="page")))
        list(keeper.flush())

    def round(self):
        return list(tell(self.parts, self.messengers, NOON))

    def titles(self):
        told = [hit["title"] for _, body, _ in self.sent for hit in json.loads(body)["hits"]]
        self.sent.clear()
        return told


def test_a_new_watch_begins_with_what_comes_after_it():
    world = World()
    world.keep("渡輪停航")
    world.parts.watches.watches = (FERRY,)
    assert world.round() == []
    world.keep("渡輪復航")
    world.keep("茶叶涨价")
    (report,) = world.round()
    assert (report.outcome, report.detail) == ("note", "1 new, told by webhook")
    assert world.titles() == ["渡輪復航"]
    assert world.round() == []


def test_what_is_sent_says_what_and_why_and_is_signed():
    world = World(FERRY)
    world.keep("渡輪復航", body="<p>首班渡輪今天開出。</p>")
    world.round()
    ((url, body, headers),) = world.sent
    assert url == FERRY.webhook
    assert headers["X-Samarkand-Signature"] == "sha256=" + hmac.new(b"sesame", body, hashlib.sha256).hexdigest()
    told = json.loads(body)
    assert told["watch"] == {"id": "ferry", "query": "渡轮", "title": "The ferry"}
    assert (told["total"], told["feed"]) == (1, "/watches/ferry/feed.atom")
    assert told["page"] == "/search?q=%E6%B8%A1%E8%BD%AE&sort=date"
    assert told["hits"][0]["snippet"] == "首班渡輪今天開出。"
    assert told["hits"][0]["version"] == 1


def test_what_could_not_be_told_is_told_in_the_next_round_and_nothing_twice_after_that():
    world = World(FERRY)
    world.keep("渡輪復航")
    world.problem = "the host answered 500"
    (report,) = world.round()
    assert report.outcome == "failed"
    assert "500" in report.detail
    world.sent.clear()
    world.problem = ""
    world.keep("渡輪又停")
    world.round()
    assert world.titles() == ["渡輪又停", "渡輪復航"]
    world.round()
    assert world.sent == []


def test_without_the_secret_nothing_is_sent():
    world = World(FERRY)
    world.secrets.clear()
    world.keep("渡輪復航")
    (report,) = world.round()
    assert "SECRET" in report.detail
    assert world.sent == []


def test_a_later_version_that_matches_is_told_and_the_one_before_is_old_then():
    world = World(FERRY, Watch("is:old 渡轮", "old", command="x"))
    world.keep("渡輪復航", "https://port.example/a")
    world.keep("渡輪又停", "https://port.example/a")
    world.round()
    told = {url: json.loads(body)["hits"] for url, body, _ in world.sent}
    assert [(hit["title"], hit["version"]) for hit in told[FERRY.webhook]] == [("渡輪又停", 2), ("渡輪復航", 1)]
    assert [(hit["title"], hit["version"]) for hit in told["x"]] == [("渡輪復航", 1)]


def test_what_is_told_stands_newest_first_and_of_one_time_the_later_one():
    world = World(FERRY)
    for minute, name in [(1, "甲"), (9, "乙"), (5, "丙"), (9, "丁")]:
        world.keep(f"渡轮{name}号", header=1_915_000_000_000 + minute * 60_000)
    world.round()
    assert world.titles() == ["渡轮丁号", "渡轮乙号", "渡轮丙号", "渡轮甲号"]


@pytest.mark.parametrize(
    ("more", "said"),
    [(0, f"{MOST} new, told by webhook"), (3, f"{MOST + 3} new, the newest {MOST} of them, told by webhook")],
)
def test_of_many_the_newest_are_told_in_one_message_with_their_number(more, said):
    world = World(FERRY)
    for number in range(MOST + more):  # the older half comes last, as imports do
        world.keep(f"渡轮{number}号", header=1_915_000_000_000 + 60_000 * (number if number < 60 else -number))
    (report,) = world.round()
    assert report.detail == said
    ((_, body, _),) = world.sent
    assert json.loads(body)["total"] == MOST + more
    newest = [*range(59, -1, -1), *range(60, MOST)]
    assert world.titles() == [f"渡轮{number}号" for number in newest]
    assert world.round() == []


def test_the_documentation_tells_what_a_message_holds():
    world = World(FERRY)
    world.keep("渡輪復航")
    world.round()
    told = json.loads(world.sent[0][1])
    text = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text("utf-8")
    table = text.partition("What the webhook and the command get")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)))) == set(told)
    assert set(re.search(r"`\{(id, version.*?)\}`", table)[1].split(", ")) == set(told["hits"][0])
    assert set(re.search(r"`\{(id, query.*?)\}`", table)[1].split(", ")) == set(told["watch"])
    assert f"{MOST} at most" in table


def test_each_message_counts_for_itself():
    world = World(FERRY)
    for title in ("渡輪復航", "渡輪又停"):
        world.keep(title)
        world.round()
        assert [json.loads(body)["total"] for _, body, _ in world.sent] == [1]
        assert world.titles() == [title]


def test_one_watch_that_fails_hinders_no_other():
    world = World(Watch("(渡轮", "wrong", command="x"), FERRY, Watch("outlet:nobody", "nobody", command="x"))
    world.keep("渡輪復航")
    reports = world.round()
    assert sorted(report.outcome for report in reports) == ["failed", "failed", "note"]
    assert world.titles() == ["渡輪復航"]


def test_a_watch_that_only_has_a_feed_is_told_nothing():
    world = World(Watch("渡轮", "feed"))
    world.keep("渡輪復航")
    assert world.round() == []
    assert world.sent == []


def test_a_place_in_another_ledger_begins_anew_at_the_end():
    world = World(FERRY)
    world.keep("渡輪復航")
    end = world.parts.archive.end()
    world.parts.watches.remember("ferry", Told(replace(end, count=end.count + 9)))
    assert world.round() == []
    assert world.parts.watches.told("ferry") == Told(end)


@pytest.mark.parametrize("spelling", ["普京到访", "蒲亭到訪"])
def test_other_spellings_of_a_name_are_told_too(spelling):
    world = World(Watch("普京", "name", command="x"))
    world.parts = replace(world.parts, spellings=lambda query: {query.root: ("蒲亭",)})
    world.keep(spelling)
    world.round()
    assert world.titles() == [spelling]


def test_a_watch_of_a_speaker_is_told_where_somebody_is_quoted_marked_already_or_not():
    world = World(Watch("speaker:罗慕言", "who", command="x"))
    world.keep("停航", body="<p>海事局长罗慕言说，渡轮今晚停航。</p>")
    world.keep("罗慕言访问码头", body="<p>罗慕言今天到访码头。</p>")
    world.round()
    assert world.titles() == ["停航"]
    world.parts = replace(world.parts, annotations=MemoryAnnotations(METHOD))
    world.keep("复航", body="<p>海事局长罗慕言说，渡轮明早复航。</p>")
    list(annotate(world.parts))
    world.keep("再停", body="<p>海事局长罗慕言说，渡轮又要停航。</p>")
    world.round()
    assert sorted(world.titles()) == ["再停", "复航"]
