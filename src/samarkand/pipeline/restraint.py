"""Whether what differs from the latest version is kept: asked before a draft becomes a version."""

from __future__ import annotations

from samarkand.model.articles import Article, Draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.opening import open_version
from samarkand.pipeline.parts import Parts
from samarkand.steps import restlessness
from samarkand.steps.restlessness import Judgement, State

TOLD: dict[Judgement, str] = {
    "restless": "differs only where it does at every visit; not kept unless it is met so twice",
    "too many": f"another text again, after {restlessness.MOST_A_DAY} versions within a day; not kept today",
}
"""What a report says of a draft that is not kept."""


def judgement(parts: Parts, keeper: Keeper, draft: Draft, article: Article | None, passing: str) -> Judgement:
    """What becomes of a draft of an article that is known; "news" also for one that says what is kept already.

    `passing` is the digest of the state that was met last and not kept. Costs nothing for an article of few versions.
    """
    if article is None or article.versions <= restlessness.PATIENCE:
        return "news"
    versions = [each for each in parts.catalog.versions(article.id) if each.made_from != "import"]
    now, kept_at = draft.seen_at, [version.seen_at for version in versions]
    if not restlessness.is_worth_judging(len(versions), kept_at, now) or keeper.is_kept(draft):
        return "news"
    opened = [open_version(parts, version) for version in versions[-restlessness.LOOKED_BACK :]]
    states = [State(record.title, reading.text) for record, reading in opened]
    return restlessness.judge(state_of(draft), states, kept_at, passing, now)


def state_of(draft: Draft) -> State:
    """What is compared of a draft."""
    return State(draft.title, draft.reading.text)
