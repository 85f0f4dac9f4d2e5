"""A story's comparison as what stands before its articles in a book or a page: where outlets disagree, who claims what, what one lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from samarkand.model.answers import OpenedComparison
from samarkand.model.comparisons import Claim, Difference, Sheet, Span
from samarkand.model.exports import Placed, Preface
from samarkand.publishing.xhtml import words
from samarkand.queries import Queries
from samarkand.web.routes.comparisons import summary
from samarkand.web.wording import Wording, wording

MOST = 100
"""Claims that several outlets tell, and disagreements, that are shown."""
OF_SHEET = 12
"""Claims that one outlet alone tells, and that it lacks, of each outlet."""


def preface_of(queries: Queries, opened: OpenedComparison, language: str) -> Preface | None:
    """The comparison in a language of the interface; None where one outlet alone tells of the event."""
    if len(opened.comparison.outlets) < 2:
        return None
    say = wording(language)
    return Preface(say.say("comparison"), language, lambda place: _Writer(queries, opened, say, place).body())


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one comparison; all that outlets wrote is escaped here."""

    queries: Queries
    opened: OpenedComparison
    say: Wording
    place: Placed

    def body(self) -> str:
        """Blocks of XHTML, a section each."""
        compared = self.opened.comparison
        claims = {each.id: each for each in compared.claims}
        shared = [each for each in compared.claims if each.voices > 1]
        out = [f"<p>{words(summary(self.say, compared))}</p>\n"]
        out += self._section("heading_disagreements", map(self._difference, compared.disagreements[:MOST]))
        if not compared.disagreements:
            out.append(f"<p>{words(self.say.say('disagreements_empty'))}</p>\n")
        out += self._section("heading_claims", map(self._claim, shared[:MOST]))
        if not shared:
            out.append(f"<p>{words(self.say.say('claims_empty'))}</p>\n")
        out += self._further(max(len(shared) - MOST, 0) + max(len(compared.disagreements) - MOST, 0))
        out += self._section("heading_sheets", filter(None, (self._sheet(each, claims) for each in compared.sheets)))
        return "".join(out)

    def _section(self, key: str, blocks: Iterable[str]) -> Iterator[str]:
        yield f"<h2>{words(self.say.say(key))}</h2>\n"
        yield from blocks

    def _difference(self, difference: Difference) -> str:
        """Each way of telling it, with a place where it is told so."""
        ways = []
        for variant in difference.variants:
            told = [
                f"{self._outlet(each.outlet, each.at)}: {self._quoted(each.text, each.at)}" for each in variant.told
            ]
            ways.append(f"<li><strong>{words(variant.value)}</strong> {'; '.join(dict.fromkeys(told))}</li>\n")
        return f'<ul class="disagreement">\n{"".join(ways)}</ul>\n'

    def _claim(self, claim: Claim) -> str:
        """The claim, and the wordings of each outlet."""
        lines = []
        for each in claim.wordings:
            chain = (
                f" ({words(self.say.say('via'))} {words(' → '.join(each.statement.via))})" if each.statement.via else ""
            )
            lines.append(
                f"<li>{self._outlet(each.outlet, each.at)}: {self._quoted(each.statement.text, each.at)}{chain}</li>\n"
            )
        voices = words(self.say.count("by_voices", claim.voices))
        return f'<h3>{self._said(claim)}</h3>\n<p class="by">{voices}</p>\n<ul>\n{"".join(lines)}</ul>\n'

    def _sheet(self, sheet: Sheet, claims: Mapping[str, Claim]) -> str:
        """What an outlet alone tells, and what it lacks; "" where that is nothing."""
        parts = []
        for key, named in (("only_here", sheet.only_here), ("missing_here", sheet.missing_here)):
            found = [claims[each] for each in named]
            if not found:
                continue
            lines = "".join(f"<li>{self._said(each)}</li>\n" for each in found[:OF_SHEET])
            heading = words(self.say.say(key, number=self.say.number(len(found))))
            parts.append(f"<h4>{heading}</h4>\n<ul>\n{lines}</ul>\n{''.join(self._further(len(found) - OF_SHEET))}")
        return f"<h3>{words(self.queries.outlet_name(sheet.outlet))}</h3>\n{''.join(parts)}" if parts else ""

    def _said(self, claim: Claim) -> str:
        """Who says what, in the wording that is most like all the others."""
        at = next((each.at for each in claim.wordings if each.statement.text == claim.text), claim.wordings[0].at)
        return f"{words(claim.speaker or self.say.say('nobody_named'))}: {self._quoted(claim.text, at)}"

    def _outlet(self, outlet: str, at: Span) -> str:
        """An outlet by name, which leads to its article where that is here."""
        name, target = words(self.queries.outlet_name(outlet)), self.place(at.article)
        return f'<a href="{words(target)}">{name}</a>' if target else name

    def _quoted(self, text: str, at: Span) -> str:
        """Words of an article, in their language."""
        article = self.opened.articles.get(at.article)
        language = words(article.language if article else "und")
        return f'<span lang="{language}" xml:lang="{language}">{words(" ".join(text.split()))}</span>'

    def _further(self, number: int) -> Iterator[str]:
        if number > 0:
            yield f"<p>{words(self.say.say('further', number=self.say.number(number)))}</p>\n"
