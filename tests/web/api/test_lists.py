"""Lists of the HTTP API: every item once, whatever the size of a page; what commands print; cursors that nobody can alter."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web.affair import NOW as LATE
from web.program import Program

from samarkand.as_json.articles import article_json
from samarkand.as_json.outlets import vitals_json
from samarkand.as_json.stories import story_json
from samarkand.errors import BadCursor
from samarkand.model.catalog import Listing
from samarkand.model.stories import StoryListing
from samarkand.storytelling import Stories
from samarkand.vitals import vitals
from samarkand.web.api.cursors import Cursors
from samarkand.web.api.routes import Terms

LISTS = ["/articles", "/stories", "/statements", "/stories?least=2"]


@pytest.mark.parametrize("path", LISTS)
def test_every_item_is_told_once_whatever_the_size_of_a_page(told_program, path):
    whole = told_program.every(path, 200)
    keys = [(item["id"], item.get("version")) for item in whole]
    assert len(keys) == len(set(keys)) > 1
    assert told_program.every(path, 3) == whole


def test_articles_and_stories_are_what_commands_print(program, newsstand, affair):
    queries = newsstand.queries
    assert program.every("/articles", 200) == json.loads(
        json.dumps([article_json(queries, each) for each in queries.articles(Listing(limit=1_000))])
    )
    stories = program.get("/stories?limit=200")["items"]
    known = {each.id for each in affair.stories.stories(StoryListing(1_000))}
    assert {story["id"] for story in stories} == known
    first = Stories(affair).listed(StoryListing(1))[0]
    assert stories[0] == json.loads(json.dumps(story_json(queries, first)))


def test_changes_are_told_once_each_newest_first(press_program):
    whole = press_program.every("/changes", 200)
    assert press_program.every("/changes", 1) == whole
    assert [change["version"] for change in whole] == [3, 2]
    assert all(set(change["kinds"]) for change in whole)


def test_a_page_of_changes_that_finds_none_of_its_kind_ends(press_program):
    assert press_program.every("/changes?kind=headline", 1) == []


def test_a_history_goes_on_where_a_page_ended(press_program):
    changed = press_program.get("/changes")["items"][0]["id"]
    versions = press_program.every(f"/articles/{changed}/history", 1)
    assert [version["version"] for version in versions] == [1, 2, 3]


def test_hits_of_a_search_follow_one_another(press_program):
    whole = press_program.every("/search?q=%E8%BF%90%E6%B2%B3", 200)
    assert len(whole) == whole[0]["total"] > 20
    assert [hit["id"] for hit in press_program.every("/search?q=%E8%BF%90%E6%B2%B3", 20)] == [
        hit["id"] for hit in whole
    ]


def test_who_is_quoted_and_which_days_are_told(told_program):
    program = told_program
    people = program.get("/people?of=ever")["items"]
    person = program.get(f"/people/{quote(people[0]['name'])}")
    assert person["name"] == people[0]["name"]
    assert sum(len(item["statements"]) for item in person["items"]) >= 1
    days = program.get("/calendar?since=2025-01-01&until=2027-12-31")["items"]
    told = program.get(f"/calendar/{days[0]['on']}")
    assert told["on"] == days[0]["on"]
    assert told["items"]


def test_what_has_not_changed_is_not_sent_again(program):
    first = program.ask("/articles?limit=3")
    again = program.ask("/articles?limit=3", **{"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert program.ask("/articles?limit=4", **{"if-none-match": first.headers["etag"]}).status == 200


@pytest.mark.parametrize(
    "other",
    ["/articles?outlet={outlet}&cursor={cursor}", "/stories?cursor={cursor}", "/statements?cursor={cursor}"],
)
def test_a_cursor_of_another_list_is_refused(program, other):
    page = program.get("/articles?limit=2")
    path = other.format(cursor=page["next"], outlet=page["items"][0]["outlet"])
    assert program.problem(path, 400) == "bad-cursor"


def test_a_cursor_of_another_server_is_refused(program, newsstand):
    page = Program(newsstand, terms=Terms(key=b"o" * 32)).get("/articles?limit=2")
    assert program.problem(f"/articles?limit=2&cursor={page['next']}", 400) == "bad-cursor"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.integers(), st.text(max_size=30)), max_size=4), st.text(max_size=20), st.data())
def test_a_cursor_is_read_as_it_was_written_and_not_if_a_bit_was_altered(place, asked, data):
    cursors = Cursors(b"k" * 32)
    cursor = cursors.write(asked, place)
    told = json.loads(json.dumps(place, ensure_ascii=False).encode("utf-8", "replace"))
    assert cursors.read(asked, cursor) == told
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadCursor):
        cursors.read(asked, base64.urlsafe_b64encode(bytes(raw)).decode())


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_no_cursor_is_named_so(text):
    with pytest.raises(BadCursor):
        Cursors(b"k" * 32).read("", text)


def test_what_is_marked_is_told_of_articles_and_of_stories_and_with_claims_where_they_are_asked_for(told_program):
    story = told_program.get("/stories?least=3&limit=1")["items"][0]
    of_story = told_program.every(f"/stories/{story['id']}/statements", 2)
    assert {each["id"] for each in of_story} == {each["id"] for each in story["articles"]}
    article = of_story[0]["id"]
    assert told_program.every(f"/articles/{article}/statements") == [each for each in of_story if each["id"] == article]
    assert all(said["claim"] is None for each in of_story for said in each["statements"])
    with_claims = told_program.every(f"/stories/{story['id']}/statements?claims=true")
    claims = {claim["id"] for claim in told_program.get(f"/stories/{story['id']}/comparison")["claims"]}
    assert {said["claim"] for each in with_claims for said in each["statements"]} & claims


def test_status_tells_of_the_archive_as_the_last_line_of_the_command_does(program, newsstand):
    told = program.get("/status")
    assert told["archive"]["lines"] == newsstand.parts.archive.end().count
    assert set(told["archive"]["behind"]) == {"catalog", "search", "annotations", "stories"}
    assert told["archive"] == vitals_json(vitals(newsstand.parts, LATE))
