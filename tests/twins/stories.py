"""The story store port in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from samarkand.ids import story_id
from samarkand.model.packing import unpack
from samarkand.model.stories import Member, Packed


class MemoryStories:
    """Values in dictionaries, and every question answered by looking through all of them."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.known = None
        self.kept = {}
        self.sketched = {}
        self.linked = {}
        self.told = {}
        self.decided = []
        self.gists = {}
        self.turn = 0
        self.turns = {}
        self.numbers = {}

    def place(self):
        return self.known

    def take(self, placement, place):
        shown = [_opened(each) for each in placement.features]
        new = {features.article for features in shown}
        self.kept |= {features.article: features for features in shown}
        for sketch in placement.sketches:
            self.sketched.pop(sketch.article, None)  # it stands behind those of its day, as what came last
            self.sketched[sketch.article] = sketch
        self.linked = {pair: link for pair, link in self.linked.items() if not new & set(pair)}
        self.linked |= {(link.one, link.two): link for link in placement.links}
        for identity in placement.dissolved:
            self.told.pop(identity, None)
        self.told |= {story.id: story for story in placement.stories}
        self.decided += placement.corrections
        for identity in set(placement.dissolved) - self.told.keys():
            self.gists.pop(identity, None)
            self.numbers.pop(identity, None)
        for gist in placement.gists:
            self.numbers.setdefault(gist.story, max(self.numbers.values(), default=0) + 1)
            self.turn += 1
            self.turns[gist.story] = self.turn
            self.gists[gist.story] = gist
        for identity, thread in placement.rethreaded:
            self.told[identity] = replace(self.told[identity], thread=thread)
        self.known = place

    def sketches(self, since, until):
        days = [each for each in self.sketched.values() if since <= each.published_at.date() < until]
        days.sort(key=lambda each: each.published_at.date())
        return iter([[(each.article, each.data) for each in days]])

    def features_of(self, articles):
        return {article: self.kept[article] for article in articles if article in self.kept}

    def members_of(self, articles):
        known = self.features_of(articles)
        return {
            article: Member(article, one.outlet, one.published_at, one.agency, one.order)
            for article, one in known.items()
        }

    def sketches_of(self, articles):
        return {article: self.sketched[article].data for article in articles if article in self.sketched}

    def links(self, articles):
        wanted = set(articles)
        return [link for pair, link in sorted(self.linked.items()) if wanted & set(pair)]

    def stories_of(self, articles):
        found = {article: story for story in self.told.values() for article in story.articles}
        return {article: found[article] for article in articles if article in found}

    def story(self, identity):
        homes = {story_id(article): story for story in self.told.values() for article in story.articles}
        if identity in homes:
            return homes[identity]
        found = {story.id: story for known, story in homes.items() if known.startswith(identity)}
        return next(iter(found.values())) if len(found) == 1 else None

    def stories(self, listing):
        ordered = sorted(self.told.values(), key=lambda story: story.id)
        ordered.sort(key=lambda story: story.last_at, reverse=True)
        if listing.before:
            at, identity = listing.before
            ordered = [
                story for story in ordered if (story.last_at < at or (story.last_at == at and story.id > identity))
            ]
        found = [
            story
            for story in ordered
            if len(story.articles) >= listing.least
            and (not listing.outlet or listing.outlet in story.outlets)
            and (listing.since is None or story.last_at >= listing.since)
        ]
        return found[: listing.limit]

    def thread(self, identity):
        found = [story for story in self.told.values() if identity and story.thread == identity]
        return sorted(found, key=lambda story: (story.first_at, story.id))

    def threads(self, identities):
        return {each: steps for each in identities if (steps := self.thread(each))}

    def corrections(self):
        return list(self.decided)

    def gists_of(self, stories):
        return {story: self.gists[story].sketch for story in stories if story in self.gists}

    def ties(self, stories):
        wanted = self.gists.keys() & set(stories)
        return [
            tie
            for story in sorted(wanted, key=self.turns.get)
            for tie in self.gists[story].ties
            for other in {tie.one, tie.two} - {story}
            if other in wanted and self.turns[other] < self.turns[story]
        ]

    def alike(self, asked, sought, without=()):
        return [self._alike(terms, on, sought, without) for terms, on in asked]

    def _alike(self, terms, on, sought, without):
        found = Counter()
        for term in terms:
            days = sorted(
                (gist.first_at.date(), -self.numbers[gist.story], gist.story)
                for gist in self.gists.values()
                if term in gist.keys
            )
            near = [((day - on).days, number, story) for day, number, story in days if abs(day - on) <= sought.reach]
            before = sorted((-apart, number, story) for apart, number, story in near if apart <= 0)
            after = sorted((apart, number, story) for apart, number, story in near if apart > 0)
            found.update(story for *_, story in (*before[: sought.each], *after[: sought.each]))
        enough = [(-count, story) for story, count in found.items() if count >= sought.least and story not in without]
        return {story: -count for count, story in sorted(enough)[: sought.most]}


def _opened(each):
    return replace(unpack(each.data), order=each.member.order) if isinstance(each, Packed) else each
