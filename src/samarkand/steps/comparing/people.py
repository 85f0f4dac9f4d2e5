"""The people of a story, bodies and documents among them: who spoke, who is named, and how each is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from samarkand.model.comparisons import Claim, Compared, Person, Telling
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.telling import Texts
from samarkand.text.names import MARK


def people_of(
    articles: Sequence[Compared], claims: Iterable[Claim], texts: Texts, speakers: Speakers
) -> tuple[Person, ...]:
    """Those with most claims first, then those told by most voices, then by name. `claims` in the order of the comparison."""
    said: dict[str, list[str]] = defaultdict(list)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        for wording in claim.wordings:
            if wording.statement.speaker:
                key = speakers.key(wording.statement.speaker)
                said[key] += [claim.id] if claim.id not in said[key][-1:] else []
                roles[key].update([wording.statement.role] if wording.statement.role else [])
    spelled = _spelled(articles, texts, speakers)
    found = [_person(key, spelled.get(key, {}), roles[key], said[key], texts) for key in {*said, *spelled}]
    return tuple(sorted(found, key=lambda each: (-len(each.claims), -_voices(each), each.name, each.key)))


def _spelled(
    articles: Sequence[Compared], texts: Texts, speakers: Speakers
) -> Mapping[str, Mapping[str, list[Telling]]]:
    """Key of each who speaks, or is named with a Latin spelling -> how it is written -> where."""
    found: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        for statement in article.annotations.statements:
            if statement.speaker:
                at = statement.speaker_at or (statement.start, statement.end)
                found[speakers.key(statement.speaker)][statement.speaker].append(texts.telling(article, *at))
        for gloss in article.annotations.names:
            telling = texts.telling(article, gloss.start, gloss.end)
            key = speakers.key(gloss.name)
            found[key][gloss.name].append(telling)
            found[key][gloss.latin].append(telling)
    return found


def _person(
    key: str, spelled: Mapping[str, list[Telling]], roles: Counter[str], said: Sequence[str], texts: Texts
) -> Person:
    name = max(sorted(spelled), key=lambda each: (not each.isascii(), len(spelled[each]), -len(each)), default="")
    return Person(
        key=key.removeprefix(MARK),
        name=name,
        spellings=texts.variants(spelled),
        roles=tuple(sorted(roles, key=lambda each: (-roles[each], each))),
        claims=tuple(dict.fromkeys(said)),
    )


def _voices(person: Person) -> int:
    return len({each.voice for variant in person.spellings for each in variant.told})
