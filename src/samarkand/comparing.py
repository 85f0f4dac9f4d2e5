"""What a page or a command needs to know of a story whose articles are laid side by side, and of two of them. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from samarkand.errors import ArchiveDamaged, NotFound, UsageError
from samarkand.later import later
from samarkand.model.answers import Lack, OpenedComparison, OpenedSides, StoryGlance
from samarkand.model.articles import Article, Version
from samarkand.model.comparisons import Compared, Span
from samarkand.model.names import NameGroup
from samarkand.model.statements import METHOD, Annotations
from samarkand.pipeline.annotating import channel_of
from samarkand.pipeline.opening import open_text, outlet_for
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.storytelling import Stories

if TYPE_CHECKING:
    from samarkand.steps import comparing, dates
    from samarkand.steps.comparing import Knowledge
    from samarkand.steps.relating import features, stories
else:  # who compares nothing needs none of it
    comparing, dates = later("samarkand.steps.comparing"), later("samarkand.steps.dates")
    features, stories = later("samarkand.steps.relating.features"), later("samarkand.steps.relating.stories")

REMEMBERED = 40
"""Comparisons that are remembered: 0.8 MB each where a story has fifty articles, beside their texts."""
COUNTED = 1_000
"""Stories of which it is remembered how many disagreements there are."""
_Versions = tuple[tuple[str, int], ...]
_State = tuple[int, _Versions, tuple[tuple[str, str], ...]]
"""What a comparison depends on: the number of what is known, the versions of the articles, whose voice each article is."""


class Comparisons:
    """Questions about the stories of one archive, compared.

    A comparison is remembered until an article joins its story or leaves it, one of them has another version, two of them
    turn out to be copies, or a name is spelled in another way: whoever answers many questions keeps one of these.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._queries, self._stories = Queries(parts), Stories(parts)
        self._known: tuple[int, tuple[NameGroup, ...], Knowledge] | None = None
        self._remembered: Mapping[str, tuple[_State, OpenedComparison]] = {}
        self._counted: dict[str, tuple[_Versions, int]] = {}
        self.counts = 0
        """How often disagreements were counted in advance: what shows them was made before where it was smaller."""

    def open(self, identity: str) -> OpenedComparison:
        """The comparison of a story: of its id, of one that it had before, of an article's, or of the beginning of one.

        Raises NotFound. An article whose record is missing or damaged is left out and told in `lacking`.
        """
        glance = self._stories.glance(identity)
        articles = [member.article for member in glance.members]
        number, knowledge = self._knowledge()
        voices = self._voices(articles)
        state = number, _versions(glance), tuple(sorted(voices.items()))
        before, opened = self._remembered.get(glance.story.id, (None, None))
        if opened and before == state:
            return replace(opened, glance=glance)
        made = self._made(glance, voices, knowledge)
        if not made.lacking:  # what lacks something may have it the next time
            others = [entry for entry in self._remembered.items() if entry[0] != glance.story.id]
            # anew, since other threads may be reading the one before; the latest stands last
            self._remembered = dict([*others[-(REMEMBERED - 1) :], (glance.story.id, (state, made))])
        return made

    def _made(self, glance: StoryGlance, voices: Mapping[str, str], knowledge: Knowledge) -> OpenedComparison:
        compared, lacking = self._compared([member.article for member in glance.members], voices)
        whole = {each.article: each for each in compared if lacking.get(each.article) != "unreadable"}
        made = OpenedComparison(glance, comparing.compare(whole.values(), knowledge), whole, lacking)
        self._count(glance, len(made.comparison.disagreements))
        return made

    def disagreements(self, glance: StoryGlance) -> int | None:
        """How many disagreements were found when these versions were last compared; None where they were not yet."""
        if len(glance.story.outlets) < 2:
            return 0
        versions, found = self._counted.get(glance.story.id, ((), 0))
        return found if versions == _versions(glance) else None

    def count_disagreements(self, glances: Iterable[StoryGlance]) -> None:
        """Compare stories for `disagreements` where they were not, and forget all else: some 10 ms an article, for when nobody waits."""
        for glance in glances:
            if self.disagreements(glance) is None:
                voices = self._voices([member.article for member in glance.members])
                self._made(glance, voices, self._knowledge()[1])
        self.counts += 1

    def _count(self, glance: StoryGlance, found: int) -> None:
        others = [entry for entry in self._counted.items() if entry[0] != glance.story.id]
        self._counted = dict([*others[-(COUNTED - 1) :], (glance.story.id, (_versions(glance), found))])

    def claims(self, story: str) -> Mapping[Span, str]:
        """Where the statements of a story stand -> the id of the claim that each of them words, by the story's whole id.

        Of the latest versions; empty for a story of one article, since nothing is compared there. Raises NotFound.
        """
        is_compared = len(self._stories.story(story).articles) > 1
        claims = self.open(story).comparison.claims if is_compared else ()
        return {wording.at: claim.id for claim in claims for wording in claim.wordings}

    def side_by_side(self, one: str, two: str) -> OpenedSides:
        """Two articles by their ids or the beginnings of these; what is one claim is told by their story, where they share one.

        Raises NotFound, UsageError where both are the same article.
        """
        first, second = self._queries.article(one), self._queries.article(two)
        if first.id == second.id:
            raise UsageError(f"both are article {first.id}; `samarkand history` shows its versions")
        story = self._shared_story(first, second)
        others = [member.article for member in story.members] if story else []
        together = list({each.id: each for each in (first, second, *others)}.values())
        articles, lacking = self._compared(together, self._voices(together))
        by_id = {each.article: each for each in articles}
        return OpenedSides(
            by_id[first.id],
            by_id[second.id],
            comparing.side_by_side(first.id, second.id, articles, self._knowledge()[1]),
            story,
            {article: lack for article, lack in lacking.items() if article in {first.id, second.id}},
        )

    def _shared_story(self, one: Article, two: Article) -> StoryGlance | None:
        placed = self._stories.of([one.id, two.id])
        found = {story.id for story in placed.values()}
        return self._stories.glance(found.pop()) if len(placed) == 2 and len(found) == 1 else None

    def _voices(self, articles: Sequence[Article]) -> Mapping[str, str]:
        if self._parts.stories is None:
            raise UsageError("this archive was opened without its stories")
        ids = [article.id for article in articles]
        return stories.voices_of(self._parts.stories.members_of(ids).values(), self._parts.stories.links(ids))

    def _compared(
        self, articles: Sequence[Article], voices: Mapping[str, str]
    ) -> tuple[list[Compared], Mapping[str, Lack]]:
        """The articles as they go into a comparison, and which of them take no full part."""
        if self._parts.annotations is None:
            raise UsageError("this archive was opened without its annotations")
        marked = self._parts.annotations.annotations([(each.id, each.latest.number) for each in articles])
        found, lacking = [], dict[str, Lack]()
        for article in articles:
            annotations = marked.get((article.id, article.latest.number))
            try:
                title, text = self._words(article.latest)
            except (NotFound, ArchiveDamaged):
                title = text = ""
                lacking[article.id] = "unreadable"
            else:
                if annotations is None:
                    lacking[article.id] = "unmarked"
            marks = annotations if annotations and text else Annotations(article.id, article.latest.number, METHOD)
            voice = voices.get(article.id, article.id)
            found.append(self._one(article, (title, text), marks, voice))
        return found, lacking

    def _words(self, version: Version) -> tuple[str, str]:
        """Title and text of a version. Raises NotFound, ArchiveDamaged."""
        return open_text(self._parts, version)

    def _one(self, article: Article, words: tuple[str, str], marks: Annotations, voice: str) -> Compared:
        version, (title, text) = article.latest, words
        outlet = outlet_for(self._parts, version)
        return Compared(
            article=article.id,
            version=version.number,
            outlet=article.outlet,
            language=version.language,
            published_at=article.published_at,
            title=title,
            text=text,
            annotations=marks,
            voice=voice,
            agency=channel_of(text, (outlet.name, *outlet.aliases)),
            times=dates.times_in(text, marks.dates, None, version.language),
        )

    def _knowledge(self) -> tuple[int, Knowledge]:
        """What is known before anything is compared, and its number: another one where the names of the archive have changed."""
        if self._parts.weights is None or self._parts.claim_weights is None:
            raise UsageError("this archive was opened without what is needed to compare articles")
        groups = tuple(self._parts.names.known()) if self._parts.names else ()
        number, before, knowledge = self._known or (0, None, None)
        if knowledge is None or before != groups:
            lexicon = features.Lexicon(self._parts.weights(), groups)
            knowledge = comparing.Knowledge(
                lexicon.names, lexicon.telling, self._parts.claim_weights(), self._parts.terms()
            )
            number += 1
            self._known = number, groups, knowledge
        return number, knowledge


def _versions(glance: StoryGlance) -> _Versions:
    return tuple((member.article.id, member.article.latest.number) for member in glance.members)
