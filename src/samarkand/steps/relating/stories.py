"""A story made of the articles that were grouped: its id, its headline, who reports it independently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from samarkand.ids import story_id
from samarkand.model.stories import Features, Link, Member, Story
from samarkand.steps.relating.evidence import likeness


def stories_of(groups: Iterable[Collection[Member | Features]], links: Iterable[Link]) -> Iterator[Story]:
    """The story of each group of articles; `links` tie them, and others. Costs a look at each of both."""
    parts = [list(members) for members in groups]
    homes = {member.article: number for number, members in enumerate(parts) for member in members}
    inside: list[list[Link]] = [[] for _ in parts]
    for link in links:
        home = homes.get(link[0])
        if home is not None and home == homes.get(link[1]):
            inside[home].append(link)
    yield from map(_story_of, parts, inside)


def _story_of(members: Collection[Member | Features], tied: Sequence[Link]) -> Story:
    by_time = sorted(members, key=_when)
    return Story(
        id=story_id(min(members, key=lambda member: (member.order, member.article)).article),
        articles=tuple(member.article for member in by_time),
        headline=_most_central(by_time, tied),
        first_at=by_time[0].published_at,
        last_at=by_time[-1].published_at,
        outlets=tuple(dict.fromkeys(member.outlet for member in by_time)),
        voices=len({*voices_of(by_time, tied).values()}),
    )


def _when(member: Member | Features) -> tuple[object, str]:
    return member.published_at, member.article


def _most_central(by_time: Sequence[Member | Features], links: Iterable[Link]) -> str:
    """The article that is most like all the others, the earlier where two are equal."""
    sums = {member.article: 0.0 for member in by_time}
    for link in links:
        sums[link.one] += likeness(link.score)
        sums[link.two] += likeness(link.score)
    return max(by_time, key=lambda member: (round(sums[member.article], 6), -by_time.index(member))).article


def voices_of(members: Collection[Member | Features], links: Iterable[Link]) -> Mapping[str, str]:
    """Each article of a story -> its voice, the smallest id of the articles that count once with it.

    One outlet, the copies of one text, one agency's texts are one voice. `links` tie the articles, and maybe others.
    """
    voices = {member.article: member.article for member in members}

    def voice(article: str) -> str:
        while voices[article] != article:
            article = voices[article]
        return article

    same = [(link.one, link.two) for link in links if link.is_copy and {link.one, link.two} <= voices.keys()]
    first_of: dict[str, str] = {}
    for member in members:
        same.append((first_of.setdefault(f"outlet {member.outlet}", member.article), member.article))
        if member.agency:
            same.append((first_of.setdefault(f"agency {member.agency}", member.article), member.article))
    for one, two in same:
        first, second = sorted((voice(one), voice(two)))
        voices[second] = first
    return {article: voice(article) for article in voices}
