"""A comparison as sections of lines, for people: on a terminal or as Markdown. Texts in it are as outlets wrote them, hostile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samarkand.model.answers import Lack, OpenedComparison, OpenedSides
from samarkand.model.changes import Agreement
from samarkand.model.comparisons import Claim, Compared, Difference, Match, Moment, Person, Variant, Wording
from samarkand.queries import Queries
from samarkand.times import iso

Lines = Iterator[tuple[int, str]]
"""Lines, each with how deep it stands below its section: 0, 1, 2."""
LACKS: dict[Lack, str] = {
    "unmarked": "what it says is not marked yet",
    "unreadable": "its record is missing or damaged; run `samarkand verify`",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and the lines below it."""

    heading: str
    lines: tuple[tuple[int, str], ...]


class Sections:
    """Tells comparisons by the names that outlets are shown by."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    def of_story(self, opened: OpenedComparison) -> Iterator[Section]:
        """The sections of a comparison, without those that have nothing: first what outlets cannot both be right about."""
        comparison = opened.comparison
        claims = {claim.id: claim for claim in comparison.claims}
        only = {sheet.outlet: [claims[each] for each in sheet.only_here] for sheet in comparison.sheets}
        missing = {  # what one other outlet alone has is told where it has it
            sheet.outlet: [claims[each] for each in sheet.missing_here if claims[each].voices > 1]
            for sheet in comparison.sheets
        }
        story, title = opened.glance.story.id, opened.glance.title
        counts = f"articles: {len(comparison.articles)}, outlets: {len(comparison.outlets)}"
        yield Section(title, ((0, f"{story} · {counts}, by themselves: {comparison.voices}"),))
        yield from _filled("Lacking", ((0, f"{article}: {LACKS[why]}") for article, why in opened.lacking.items()))
        yield from _filled("Disagreements", self._differences(comparison.disagreements))
        yield from _filled("Claims of several outlets", self._claims(comparison.claims))
        yield from _filled("Only here", self._sheets(only))
        yield from _filled("Missing here", self._sheets(missing))
        yield from _filled("People", self._people(comparison.people))
        yield from _filled("Timeline", self._timeline(comparison.timeline))
        for naming in comparison.namings:
            yield from _filled(f"Named differently: {naming.key}", self._variants(naming.variants, 0))
        shares = ((share.agency, self._names(share.through), len(share.statements)) for share in comparison.agencies)
        lines = ((0, f"{agency}: {outlets} ({count} statements)") for agency, outlets, count in shares)
        yield from _filled("Through agencies and papers", lines)

    def of_agreements(self, agreements: Iterable[Agreement]) -> Iterator[Section]:
        """The section of edits after which an article tells what another outlet had told before; none for no edits."""
        told = ((0, self._agreement(each)) for each in agreements)
        yield from _filled("Changes that agree with others", told)

    def _agreement(self, agreement: Agreement) -> str:
        edit, own, other = agreement.edit, self._name(agreement.outlet), self._name(agreement.other)
        before = f"before it {other}, {iso(agreement.told_at)}: {agreement.words}"
        return f"{own}, {iso(agreement.at)}: {edit.old} -> {edit.new}; {before}"

    def of_sides(self, opened: OpenedSides) -> Iterator[Section]:
        """The sections of two articles side by side."""
        title = " | ".join(f"{self._name(each.outlet)}: {each.title}" for each in (opened.one, opened.two))
        story = f"both in {opened.story.story.id}" if opened.story else "of different stories"
        yield Section(title, ((0, f"{opened.one.article} and {opened.two.article}, {story}"),))
        yield from _filled("Lacking", ((0, f"{article}: {LACKS[why]}") for article, why in opened.lacking.items()))
        for kind, heading in (("claim", "Said in both"), ("sentence", "Told in both")):
            some = (match for match in opened.sides.matches if match.kind == kind)
            yield from _filled(heading, (line for match in some for line in self._match(match, opened)))

    def _match(self, match: Match, opened: OpenedSides) -> Lines:
        yield 0, self._passage(opened.one, match.one.start, match.one.end)
        yield 0, self._passage(opened.two, match.two.start, match.two.end)
        yield from ((1, told) for told in map(self._difference, match.differences))

    def _passage(self, article: Compared, start: int, end: int) -> str:
        return f"{self._name(article.outlet)}: {article.text[start:end]}"

    def _differences(self, differences: Iterable[Difference]) -> Lines:
        for each in differences:
            yield 0, " or ".join(f"{variant.value} ({self._names(variant.outlets)})" for variant in each.variants)
            for variant in each.variants:
                yield from ((1, f"{self._name(telling.outlet)}: {telling.text}") for telling in variant.told[:1])

    def _difference(self, difference: Difference) -> str:
        told = " | ".join(f"{each.value} ({self._names(each.outlets)})" for each in difference.variants)
        return f"{'disagree' if difference.is_disagreement else 'differ'} by {difference.kind}: {told}"

    def _claims(self, claims: Iterable[Claim]) -> Lines:
        for claim in claims:
            if len(claim.outlets) > 1:
                yield 0, f"{claim.voices} by themselves: {_said(claim)}"
                yield from ((1, self._wording(wording)) for wording in claim.wordings)
                yield from ((2, self._difference(each)) for each in claim.differences)

    def _wording(self, wording: Wording) -> str:
        statement = wording.statement
        strength = f" [{wording.strength}]" if wording.strength != "told" else ""
        return f"{self._name(wording.outlet)}{strength}: {statement.text}{chain(statement.via)}"

    def _sheets(self, sheets: dict[str, list[Claim]]) -> Lines:
        for outlet, claims in sheets.items():
            if claims:
                yield 0, self._name(outlet)
                yield from ((1, _said(claim)) for claim in claims)

    def _people(self, people: Iterable[Person]) -> Lines:
        for person in people:
            roles = f" ({', '.join(person.roles)})" if person.roles else ""
            yield 0, f"{person.name}{roles}, claims: {len(person.claims)}"
            if len(person.spellings) > 1:
                yield from self._variants(person.spellings, 1)

    def _timeline(self, moments: Iterable[Moment]) -> Lines:
        for moment in moments:
            coming = ", coming" if moment.is_coming else ""
            words = ", ".join(dict.fromkeys(telling.text for telling in moment.told))
            yield 0, f"{moment.value}{coming}: {words} ({self._names(moment.outlets)})"
            for hour in moment.hours:
                words = ", ".join(dict.fromkeys(telling.text for telling in hour.told))
                yield 1, f"{hour.time.replace('/', '-')}: {words} ({self._names(hour.outlets)})"

    def _variants(self, variants: Iterable[Variant], depth: int) -> Lines:
        yield from ((depth, f"{each.value}: {self._names(each.outlets)}") for each in variants)

    def _name(self, outlet: str) -> str:
        return self._queries.outlet_name(outlet)

    def _names(self, outlets: Iterable[str]) -> str:
        return ", ".join(map(self._name, outlets))


def chain(via: Iterable[str]) -> str:
    """The channels that a statement came through, the one nearest the speaker first; "" for none."""
    told = " -> ".join(via)
    return f" [{told}]" if told else ""


def _said(claim: Claim) -> str:
    chains = (
        dict.fromkeys(chain(wording.statement.via) for wording in claim.wordings) if len(claim.outlets) == 1 else ()
    )
    return f"{claim.speaker or 'somebody'}: {claim.text}{''.join(chains)}"


def _filled(heading: str, lines: Iterable[tuple[int, str]]) -> Iterator[Section]:
    """A section, if it has any line."""
    if found := tuple(lines):
        yield Section(heading, found)
