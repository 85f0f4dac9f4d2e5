"""A digest in words: sections with what is new, disputed and changed, each with the way to where it stands; no markup yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from samarkand.model.answers import ChangedVersion, OpenedComparison, StoryMember
from samarkand.model.changes import FOLDED
from samarkand.model.comparisons import Difference
from samarkand.model.digests import Digest, DigestStory
from samarkand.web.edits import cut
from samarkand.web.moments import compared_moment
from samarkand.web.standings import marks
from samarkand.web.telling import time_in_words
from samarkand.web.wording import Wording

ITEMS = 6
"""Articles, disagreements and changes of a story that are told; of the others it is told how many they are."""
EDITS = 3
"""Edits of a change that are told."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a digest."""

    before: str
    """Words of ours, before the outlet's: who, when, of which kind."""
    words: str
    """Of the outlet, on one line: hostile."""
    language: str = "und"
    """Of the words of the outlet."""
    url: str = ""
    """The article's own address; hostile too."""
    receipt: str = ""
    """Article and version that it stands in: `8798b23a49f56fad v2`."""
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What is new, or disputed, or changed."""

    heading: str
    items: tuple[Item, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A story."""

    title: str
    language: str
    marks: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A digest, ready for a form."""

    title: str
    language: str
    """Of the interface."""
    intro: str
    sections: tuple[Section, ...]
    more: str = ""


class Teller:
    """Tells digests in one language; `outlet_name` gives the name of an outlet's id."""

    def __init__(self, wording: Wording, outlet_name: Callable[[str], str], archive: str) -> None:
        """`archive`: the title of the archive."""
        self._wording, self._outlet_name, self._archive = wording, outlet_name, archive

    def told(self, digest: Digest) -> Told:
        """A digest in words."""
        say, count = self._wording.say, self._wording.count
        counts = (count("articles", digest.articles), count("digest_outlets", digest.outlets))
        brought = " · ".join(counts) if digest.articles else say("digest_nothing")
        return Told(
            say("digest_title", archive=self._archive, day=self._wording.day(digest.on)),
            self._wording.language,
            " · ".join((brought, say("digest_days"))),
            tuple(map(self._section, digest.stories)),
            count("digest_more_stories", digest.left_out) if digest.left_out else "",
        )

    def _section(self, story: DigestStory) -> Section:
        glance = story.glance
        heading = next((each for each in glance.members if each.article.id == glance.story.headline), glance.members[0])
        parts = (
            self._part("digest_new", [self._new(each) for each in story.new]),
            self._part("heading_disagreements", list(self._disputed(story.compared))),
            self._part("changes", [self._changed(each) for each in story.changed]),
        )
        told = " · ".join(words for _, words in marks(story.standing, self._wording))
        title = glance.title or heading.title
        return Section(title, heading.article.latest.language, told, tuple(each for each in parts if each.items))

    def _part(self, key: str, items: Sequence[Item]) -> Part:
        more = self._wording.count("digest_more", len(items) - ITEMS) if len(items) > ITEMS else ""
        return Part(self._wording.say(key), tuple(items[:ITEMS]), more)

    def _new(self, member: StoryMember) -> Item:
        latest = member.article.latest
        at = compared_moment(member.article, self._wording, "UTC")
        when = f" {at.clock} {at.zone}" if at.clock else ""
        before = f"{self._outlet_name(member.article.outlet)}{when}"
        return Item(before, cut(member.title), latest.language, latest.url, f"{member.article.id} v{latest.number}")

    def _disputed(self, compared: OpenedComparison | None) -> Iterator[Item]:
        for each in compared.comparison.disagreements if compared else ():
            assert compared
            yield self._difference(each, compared)

    def _difference(self, difference: Difference, compared: OpenedComparison) -> Item:
        say = self._wording.say
        below = []
        for variant in difference.variants:
            at = variant.told[0].at
            article = compared.articles.get(at.article)
            value = variant.value
            if difference.kind == "strength":
                value = say(f"strength_{value}")
            elif difference.kind == "date":
                value = time_in_words(value, self._wording)
            names = list(dict.fromkeys(self._outlet_name(each.outlet) for each in variant.told))
            sentence = variant.told[0].sentence
            words = article.text[sentence.start : sentence.end] if article else variant.told[0].text
            language = article.language if article else "und"
            before = f"{cut(value)} · {self._names(names)}"
            below.append(Item(before, cut(words), language, "", f"{at.article} v{at.version}"))
        subject = f" · {cut(difference.subject)}" if difference.kind == "number" and difference.subject else ""
        return Item(f"{say(f'differs_{difference.kind}')}{subject}", "", below=tuple(below))

    def _names(self, names: Sequence[str]) -> str:
        return (", " if self._wording.language == "en" else "、").join(names)

    def _changed(self, changed: ChangedVersion) -> Item:
        say, after = self._wording.say, changed.after
        edits = [each for each in changed.change.edits if each.kind not in FOLDED]
        below = tuple(
            Item(say(f"edit_{each.kind.replace('-', '_')}"), f"{cut(each.old) or '∅'} → {cut(each.new) or '∅'}", after.language)
            for each in edits[:EDITS]
        )  # fmt: skip
        silent = f" · {say('silent')}" if changed.change.is_silent else ""
        before = f"{self._outlet_name(after.outlet)} · {after.seen_at:%H:%M} UTC{silent}"
        title = cut(after.title) or after.url
        return Item(before, title, after.language, after.url, f"{after.article} v{after.number}", below)
