"""What a page or a command needs to know of stories: lists, one of them, and why its articles stand in it. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from samarkand.errors import NotFound, UsageError
from samarkand.ids import story_id
from samarkand.later import later
from samarkand.model.answers import FirstReport, MemberReasons, OpenedStory, StoryGlance, StoryMember
from samarkand.model.articles import Article
from samarkand.model.events import Place
from samarkand.model.names import NameGroup
from samarkand.model.outlets import Outlet
from samarkand.model.stories import Correction, Link, Member, Story, StoryListing, Tie
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import behind
from samarkand.ports import StoryStore
from samarkand.steps.outlets import outlet_of
from samarkand.steps.ranking import weight
from samarkand.steps.reading import title_of

if TYPE_CHECKING:
    from samarkand.steps.relating import evidence, reasons
else:  # who asks for no reasons needs none of it
    evidence, reasons = later("samarkand.steps.relating.evidence"), later("samarkand.steps.relating.reasons")

CANDIDATES = 300
"""How many of the latest stories with several articles are weighed for the front page."""

REMEMBERED = 2_000
"""Stories of which what was looked up is remembered."""


class Stories:
    """Questions about the stories of one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._remembered: tuple[Place | None, Mapping[Story, _Known]] = (None, {})
        self._names: tuple[Sequence[NameGroup], Mapping[str, str]] = ((), {})

    def listed(self, listing: StoryListing) -> Sequence[StoryGlance]:
        """The stories of a listing, the latest `last_at` first."""
        return self._glances(self._store().stories(listing))

    def front(self, now: datetime, limit: int) -> Sequence[StoryGlance]:
        """The stories of the front page, the weightiest first."""
        latest = (StoryListing(CANDIDATES, least=2), StoryListing(limit))
        found = {story.id: story for listing in latest for story in self._store().stories(listing)}
        return self._glances(self._weightiest(list(found.values()), now, limit))

    def _weightiest(self, stories: Sequence[Story], now: datetime, limit: int) -> list[Story]:
        """The first of the stories by weight.

        Articles are looked up only of those that may still be among them, since no story weighs more than it would if all
        of its outlets had joined with the last one.
        """
        most = {story.id: weight([story.last_at] * len(story.outlets), now) for story in stories}
        left = sorted(stories, key=lambda each: most[each.id], reverse=True)
        weighed: list[tuple[float, datetime, str, Story]] = []
        while left and (len(weighed) < limit or most[left[0].id] >= weighed[-1][0]):
            next_ones, left = left[:limit], left[limit:]
            known = self._known(next_ones)
            weighed += [(weight(known[each].joined, now), each.last_at, each.id, each) for each in next_ones]
            weighed = sorted(weighed, reverse=True)[:limit]
        return [story for *_, story in weighed]

    def steps(self, glances: Sequence[StoryGlance]) -> Mapping[str, tuple[StoryGlance | None, StoryGlance | None]]:
        """Of stories that are steps of an affair, by id, the steps right before and right after; None for none."""
        threads = self._store().threads(sorted({each.story.thread for each in glances if each.story.thread}))
        around = {
            each.story.id: _around(each.story, threads.get(each.story.thread, ()))
            for each in glances
            if each.story.thread
        }
        self._known(
            list({some[0]: some[0] for sides in around.values() for some in sides if some})
        )  # all at one stroke
        return {story: (self._first_of(before), self._first_of(after)) for story, (before, after) in around.items()}

    def _first_of(self, stories: Iterable[Story]) -> StoryGlance | None:
        """The first that has an article which the catalog knows; None where none has."""
        return next((glance for story in stories for glance in self._glances([story])), None)

    def open(self, identity: str) -> OpenedStory:
        """The story of an id, of one that it had before, of an article's, or of the beginning of one. Raises NotFound."""
        story = self.story(identity)
        steps = self._store().thread(story.thread) if story.thread else [story]
        glances = {glance.story.id: glance for glance in self._glances(steps)}
        glance = _present(story, glances.values())
        place = (story.first_at, story.id)
        others = [each for each in glances.values() if each.story.id != story.id]
        members, articles = [member.article for member in glance.members], frozenset(story.articles)
        return OpenedStory(
            glance,
            self._first(min(members, key=lambda each: (each.published_at, each.first_seen_at, each.id))),
            self._first(min(members, key=lambda each: (each.first_seen_at, each.published_at, each.id))),
            tuple(each for each in others if (each.story.first_at, each.story.id) < place),
            tuple(each for each in others if (each.story.first_at, each.story.id) > place),
            tuple(
                each for each in self._store().corrections() if articles & {*each.articles, *each.others, *each.left}
            ),
        )

    def corrected(self, limit: int) -> Sequence[tuple[Correction, StoryGlance | None]]:
        """What persons decided, the latest first, each with the story that it shows in now; None where that is not placed."""
        found = list(self._store().corrections())[::-1][:limit]
        firsts = [each.articles[0] for each in found if each.articles]
        stories = self._store().stories_of(firsts)
        glances = {
            each.story.id: each for each in self._glances(list({each.id: each for each in stories.values()}.values()))
        }
        told = ((each, stories.get(each.articles[0]) if each.articles else None) for each in found)
        return [(each, glances.get(story.id) if story else None) for each, story in told]

    def glance(self, identity: str) -> StoryGlance:
        """The story as a list shows it; ids as for `open`. Raises NotFound."""
        story = self.story(identity)
        return _present(story, self._glances([story]))

    def story(self, identity: str) -> Story:
        """The story alone; ids as for `open`. Raises NotFound."""
        found = self._store().story(identity if identity.startswith("s") else story_id(identity))
        if found is None:
            problem = f"no story or article has the id {identity!r}, or several begin with it"
            raise NotFound(f"{problem}; `samarkand stories` shows ids")
        return found

    def of(self, articles: Sequence[str]) -> Mapping[str, Story]:
        """The story of each article, by ids; those that are not placed yet are left out."""
        return self._store().stories_of(articles)

    def why(self, identity: str) -> Sequence[MemberReasons]:
        """What ties each article of a story to the one that it is most like, and what speaks against. Raises NotFound.

        By the weights of today over what the articles showed when they were placed; no text is read.
        """
        story = self.story(identity)
        if self._parts.weights is None:
            raise UsageError("this archive was opened without what is needed to weigh articles")
        weights, shown = self._parts.weights(), self._store().features_of(story.articles)
        nearest = _nearest(self._store().links(story.articles), frozenset(story.articles))
        spoken = self._spoken()
        decided = {article for each in self._store().corrections() for article in each.articles}
        members = [member for glance in self._glances([story]) for member in glance.members]
        pairs = {
            member.article.id: (shown[member.article.id], shown[nearest[member.article.id]])
            for member in members
            if {member.article.id, nearest.get(member.article.id, "")} <= shown.keys()
        }
        told = dict(zip(pairs, reasons.reasons_of(list(pairs.values()), weights, spoken), strict=True))
        found = []
        for member in members:
            persons = (Tie("person", "", evidence.MOST),) if member.article.id in decided else ()
            tied = told.get(member.article.id, ())
            ties, clashes = (tuple(each for each in tied if (each.weight >= 0) == is_for) for is_for in (True, False))
            found.append(MemberReasons(member, (*persons, *ties), clashes))
        return found

    def _spoken(self) -> Mapping[str, str]:
        """Key of a known name -> how it is told; made anew where other names are known."""
        groups = self._parts.names.known() if self._parts.names else ()
        if self._names[0] is not groups:
            self._names = groups, {group.key: group.names[0] for group in groups}
        return self._names[1]

    def lag(self) -> int:
        """How many lines of the ledger are not placed yet; all of them where the stories have to be made anew."""
        return behind(self._parts.catalog, self._store().place())

    def _store(self) -> StoryStore:
        if self._parts.stories is None:
            raise UsageError("this archive was opened without its stories")
        return self._parts.stories

    def _glances(self, stories: Sequence[Story]) -> list[StoryGlance]:
        """Stories as lists show them; what they need is asked for all of them at once.

        One without any article that the catalog knows is left out: it is of another ledger, until what is new is placed.
        """
        known = self._known(stories)
        glances = (self._glance(story, known[story]) for story in stories)
        return [glance for glance in glances if glance.members]

    def _known(self, stories: Sequence[Story]) -> Mapping[Story, _Known]:
        """What was looked up for stories: remembered while the store stands where it stood."""
        place = self._store().place()  # before anything is looked up: what comes in meanwhile is not taken for older
        stood, known = self._remembered
        if stood != place or len(known) > REMEMBERED:
            known = {}
        if missing := [story for story in stories if story not in known]:
            known = {
                **known,
                **dict(self._looked_up(missing)),
            }  # anew, since other threads may be reading the one before
        self._remembered = place, known
        return known

    def _looked_up(self, stories: Sequence[Story]) -> Iterator[tuple[Story, _Known]]:
        articles = [article for story in stories for article in story.articles]
        several = [article for story in stories if len(story.articles) > 1 for article in story.articles]
        members = self._store().members_of(articles)
        texts = copies(self._store().links(several))
        return ((story, _known_of(story, members, texts)) for story in stories)

    def _glance(self, story: Story, known: _Known) -> StoryGlance:
        found = [self._parts.catalog.article(article) for article in story.articles]
        articles = [article for article in found if article]
        members = tuple(
            StoryMember(
                article, self.title_of(article), known.originals.get(article.id, ""), known.agencies.get(article.id, "")
            )
            for article in articles
        )
        heading = next((member.title for member in members if member.article.id == story.headline), "")
        return StoryGlance(story, heading, members)

    def title_of(self, article: Article) -> str:
        """The title of an article as lists have it, by what the ledger tells: no record is read."""
        latest = article.latest
        outlet: Outlet = self._parts.outlet(article.outlet) or outlet_of(latest.url, self._parts.outlets)
        return title_of(latest.title, outlet) or latest.url

    def _first(self, article: Article) -> FirstReport:
        return FirstReport(article, article.published_at, article.first_seen_at, self._unsure_minutes(article))

    def _unsure_minutes(self, article: Article) -> int | None:
        first = self._parts.catalog.versions(article.id)[0]
        if first.imported_from or not first.feed:
            return None
        rounds = self._parts.catalog.rounds(article.outlet, article.first_seen_at, 2)
        return round((rounds[0] - rounds[1]) / timedelta(minutes=1)) if len(rounds) > 1 else None


def _present(story: Story, glances: Iterable[StoryGlance]) -> StoryGlance:
    """The glance of a story among some. Raises NotFound."""
    found = next((glance for glance in glances if glance.story.id == story.id), None)
    if found is None:
        raise NotFound(f"the articles of {story.id} are not in this archive; `samarkand rebuild` makes stories anew")
    return found


def _around(story: Story, steps: Sequence[Story]) -> tuple[Sequence[Story], Sequence[Story]]:
    """The steps of an affair before one of them, the nearest first, and those after it."""
    place = next((number for number, each in enumerate(steps) if each.id == story.id), len(steps))
    return steps[:place][::-1], steps[place + 1 :]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was looked up for a story."""

    originals: Mapping[str, str]
    """Article -> the earliest of the story whose text it repeats; those that repeat none are left out."""
    agencies: Mapping[str, str]
    """Article -> the agency that its text is credited to, if any."""
    joined: tuple[datetime, ...]
    """When each outlet that reports the story by itself told it first."""


def _known_of(story: Story, members: Mapping[str, Member], texts: Mapping[str, frozenset[str]]) -> _Known:
    originals: dict[str, str] = {}
    earliest: dict[frozenset[str], str] = {}
    for article in story.articles:
        text = texts.get(article)
        if text is not None and (original := earliest.setdefault(text, article)) != article:
            originals[article] = original
    shown = sorted((members[each] for each in story.articles if each in members), key=lambda each: each.published_at)
    joined: dict[str, datetime] = {}
    for each in shown:
        if each.article not in originals:
            joined.setdefault(each.outlet, each.published_at)
    return _Known(originals, {each.article: each.agency for each in shown if each.agency}, tuple(joined.values()))


def _nearest(links: Iterable[Link], articles: Collection[str]) -> Mapping[str, str]:
    """For each article of a story the one of it that it is most like."""
    best: dict[str, tuple[float, str]] = {}
    for link in links:
        if link.one in articles and link.two in articles:
            for article, other in ((link.one, link.two), (link.two, link.one)):
                best[article] = max(best.get(article, (link.score, other)), (link.score, other))
    return {article: other for article, (_, other) in best.items()}


def copies(links: Iterable[Link]) -> Mapping[str, frozenset[str]]:
    """Articles that links call copies, each with all that have the same text by one link or several, itself included."""
    groups: dict[str, set[str]] = {}
    for link in links:
        if link.is_copy:
            one, two = groups.setdefault(link.one, {link.one}), groups.setdefault(link.two, {link.two})
            if one is not two:
                one |= two
                for article in two:
                    groups[article] = one
    shared = {id(group): frozenset(group) for group in groups.values()}
    return {article: shared[id(group)] for article, group in groups.items()}
