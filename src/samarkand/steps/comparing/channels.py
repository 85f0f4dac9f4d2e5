"""Through which agencies, papers and programmes a story came, and to how many outlets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from samarkand.model.comparisons import AgencyShare, Claim, Compared, Span
from samarkand.steps.comparing.speakers import Speakers


def agencies_of(articles: Sequence[Compared], claims: Iterable[Claim], speakers: Speakers) -> tuple[AgencyShare, ...]:
    """Those of most outlets first. All spellings of one agency that are known are one."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    whole: dict[str, dict[str, str]] = defaultdict(dict)
    through: dict[str, dict[Span, str]] = defaultdict(dict)
    for article in articles:
        if article.agency:
            key = speakers.key(article.agency)
            called[key][article.agency] += 1
            whole[key][article.article] = article.outlet
    for claim in claims:
        for wording in claim.wordings:
            for agency in wording.statement.via:
                key = speakers.key(agency)
                called[key][agency] += 1
                through[key][wording.at] = wording.outlet
    found = [
        AgencyShare(
            agency=min(called[key], key=lambda name: (-called[key][name], name)),
            whole=tuple(sorted({*whole[key].values()})),
            through=tuple(sorted({*whole[key].values(), *through[key].values()})),
            articles=tuple(sorted(whole[key])),
            statements=tuple(sorted(through[key])),
        )
        for key in list(called)
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.through), -len(each.statements), each.agency)))
