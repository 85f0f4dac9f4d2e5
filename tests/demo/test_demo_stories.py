"""The stories of the invented press, once all its rounds are collected: what a newcomer should see of one."""

from collections import Counter
from urllib.parse import unquote

import pytest

from samarkand.app.archives import open_archive
from samarkand.comparing import Comparisons
from samarkand.demo.press import Press
from samarkand.demo.rounds import Clock
from samarkand.demo.show import collect_round, prepare
from samarkand.demo.site import article_path
from samarkand.model.stories import StoryListing
from samarkand.storytelling import Stories


class Told:
    """Every story with the events that its articles report; every thread with the events of its steps, in order."""

    def __init__(self, glances, events, comparisons):
        self.comparisons = comparisons
        self.stories = [(glance, Counter(map(events, glance.members))) for glance in glances]
        self.threads = {}
        for glance, told in sorted(self.stories, key=lambda each: each[0].story.first_at):
            if glance.story.thread and told.most_common(1)[0][0]:
                self.threads.setdefault(glance.story.thread, []).append(told.most_common(1)[0][0])

    def of(self, event):
        """The largest story of an event."""
        return max((glance for glance, told in self.stories if told[event]), key=lambda each: len(each.members))


@pytest.fixture(scope="module")
def told(tmp_path_factory, world, now):
    root = tmp_path_factory.mktemp("stories") / "archive"
    with Press(world, now=now) as press:
        prepare(root, press)
        for number in range(1, len(world.rounds) + 1):
            list(collect_round(root, press, number))
    outlets, clock = {outlet.id: outlet for outlet in world.outlets}, Clock(now)
    paths = {unquote(article_path(outlets[each.outlet], each, clock)): each.event for each in world.articles}

    def event(member):
        address = unquote(member.article.latest.url)
        return next(event for path, event in paths.items() if path in address)

    with open_archive(root) as parts:
        yield Told(Stories(parts).listed(StoryListing(limit=200)), event, Comparisons(parts))


def languages(world, glance):
    scripts = {outlet.id: outlet.languages[0] for outlet in world.outlets}
    return {scripts[member.article.outlet] for member in glance.members}


def test_rounds_bring_articles_together_without_being_asked(told):
    assert max(len(glance.members) for glance, _ in told.stories) > 1


def test_the_earthquake_is_one_story_of_both_scripts_and_english(told, world):
    glance = told.of("quake")
    assert languages(world, glance) == {"zh-Hans", "zh-Hant", "en"}
    assert len(glance.story.outlets) >= 6


def test_no_story_holds_reports_of_two_events(told):
    assert [(glance.title, dict(events)) for glance, events in told.stories if len(events) > 1] == []


def test_agency_copy_is_the_agencys_voice(told):
    copies = []
    for glance, events in told.stories:
        outlets = {member.article.id: member.article.outlet for member in glance.members}
        copies += [
            (*events, member.article.outlet, outlets[member.copy_of]) for member in glance.members if member.copy_of
        ]
    assert sorted(copies) == [
        ("quake", "gangshi", "circumsea"),
        ("rate", "haibao", "circumsea"),
        ("strike-ended", "yugang", "circumsea"),
        ("visit-announced", "gangshi", "circumsea"),
    ]


def test_the_doctors_affair_is_a_thread_of_three_steps(told):
    steps = ["doctor-detained", "doctor-released", "doctor-dismissed"]
    found = [[event for event in thread if event in steps] for thread in told.threads.values()]
    assert steps in found


def test_the_earthquake_is_worth_comparing(told):
    """Quotations through several translations, a number that cannot be both, times to come, an agency."""
    compared = told.comparisons.open(told.of("quake").story.id).comparison
    roads, *_ = compared.claims
    assert (roads.speaker, roads.voices >= 5) == ("俞松年", True)
    assert sum(claim.voices > 1 for claim in compared.claims) >= 6
    numbers = [{variant.value for variant in each.variants} for each in compared.disagreements]
    assert {"26000 人", "20000 人"} in numbers
    assert any(each.is_coming for each in compared.timeline)
    assert any(not each.is_coming for each in compared.timeline)
    assert "环海社" in {each.agency for each in compared.agencies}
    assert all(sheet.only_here or sheet.missing_here for sheet in compared.sheets)
