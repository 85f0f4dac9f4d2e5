"""How well statements are brought together as claims, and how fast a story is compared.

    python -m bench.claims

gold: pairs of statements of different records that are one claim, as `gold/score.py` counts them, over the statements that
readers marked. Left out: the weights of a story are learned from the other stories. `each threshold`: the same for every
`enough`; `also left out`: `enough` chosen by the other stories too.

own statements: those that the program finds, of which the ones count that readers marked.

speed: seconds of one core for a whole comparison. `50 articles`: the annotated ones under other names; `of one story`: those of the story that
has most statements; `10,000 statements`: the 50 articles with their statements many times
over; `10,000 speakers`: these, each spoken by somebody else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle, islice

from bench.claim_data import labelled, with_own_statements
from bench.claim_weights import ENOUGH, Example, Seen, examples, knowledge, learn, seen
from bench.shared import shared
from samarkand.adapters.names import terms
from samarkand.adapters.weights import claims as built_in
from samarkand.model.comparisons import ClaimWeights, Compared
from samarkand.model.statements import Statement
from samarkand.steps.comparing import compare
from samarkand.steps.comparing.links import groups_of, links_of

THRESHOLDS = tuple(number / 100 for number in range(19, 37, 2))


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of statements of different records."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.gold + self.found)

    def __add__(self, other: Score) -> Score:
        return Score(self.gold + other.gold, self.found + other.found, self.right + other.right)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        return f"{precision:>7.3f}{recall:>7.3f}{self.f1:>7.3f}   {self.right} of {self.gold}, {self.found} found"


def scored(story: Seen, weights: ClaimWeights, thresholds: Sequence[float]) -> dict[float, Score]:
    """How well the statements of a story are grouped, at each threshold."""
    links = links_of(story.shown, story.speakers, weights)
    return {enough: _score(story, groups_of(story.shown, links, enough)) for enough in thresholds}


def _score(story: Seen, groups: Sequence[Sequence[int]]) -> Score:
    homes = {number: home for home, numbers in enumerate(groups) for number in numbers}
    gold = found = right = 0
    marked = [(number, each) for number, each in enumerate(story.shown) if story.claim(each) is not None]
    for (one, first), (two, second) in combinations(marked, 2):
        if first.article.article != second.article.article:
            is_same = bool(story.claim(first)) and story.claim(first) == story.claim(second)
            is_found = homes[one] == homes[two]
            gold, found, right = gold + is_same, found + is_found, right + (is_same and is_found)
    return Score(gold, found, right)


def left_out(
    stories: Sequence[Seen], thresholds: Sequence[float] = (ENOUGH,), measured: Sequence[Seen] = ()
) -> dict[str, dict[float, Score]]:
    """The scores of each story by weights that were learned from the others; `measured`: the stories with other statements."""
    known: dict[str, list[Example]] = {each.story.story: examples(each) for each in stories}
    table = {}
    for story in measured or stories:
        others = [example for name, some in known.items() if name != story.story.story for example in some]
        table[story.story.story] = scored(story, ClaimWeights(learn(others), {}, ENOUGH), thresholds)
    return table


def chosen_elsewhere(table: Mapping[str, Mapping[float, Score]]) -> Score:
    """The sum of the stories, each at the threshold that is best for the others."""
    total = Score()
    for story, scores in table.items():
        best = max(scores, key=lambda each: sum((table[name][each] for name in table if name != story), Score()).f1)
        total += scores[best]
    return total


def renamed(articles: Sequence[Compared], count: int) -> list[Compared]:
    """So many articles, the same ones over and over, each of an outlet of its own round."""
    found = []
    for number in range(count):
        article, turn = articles[number % len(articles)], number // len(articles)
        found.append(
            replace(
                article,
                article=f"{article.article} {turn}",
                outlet=f"{article.outlet}{turn}",
                voice=f"{article.voice}{turn}",
            )
        )
    return found


def crowded(articles: Sequence[Compared], count: int) -> list[Compared]:
    """Articles with so many statements in all, the same ones over and over."""
    share, found = count // len(articles), []
    for article in articles:
        some = article.annotations.statements or (Statement(article.text[:40], 0, 40, "indirect"),)
        many = tuple(islice(cycle(some), share))
        found.append(replace(article, annotations=replace(article.annotations, statements=many)))
    return found


def spoken_by_all(articles: Sequence[Compared]) -> list[Compared]:
    """The articles, with a speaker of its own and a long title for each statement."""
    found, count = [], 0
    for article in articles:
        statements = []
        for each in article.annotations.statements:
            count += 1
            statements.append(
                replace(each, speaker=f"证人{count}", role=f"港口{count % 97}区渡轮公司第{count}号调度员")
            )
        found.append(replace(article, annotations=replace(article.annotations, statements=tuple(statements))))
    return found


def crowds(stories: Sequence[Seen]) -> dict[str, list[Compared]]:
    """What is compared to measure speed."""
    every = [article for each in stories for article in each.story.articles]
    largest = max(stories, key=lambda each: len(each.shown)).story.articles
    fifty = renamed(every, 50)
    return {
        "50 articles": fifty,
        "50 articles of one story": renamed(largest, 50),
        "10,000 statements": crowded(fifty, 10_000),
        "10,000 speakers": spoken_by_all(crowded(fifty, 10_000)),
    }


def seconds(articles: Sequence[Compared], rounds: int) -> float:
    """Seconds of one core for a comparison, the best of some rounds."""
    known, best = knowledge(built_in(), terms()), float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        compare(articles, known)
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    stories = seen(labelled(shared()))
    table = left_out(stories, THRESHOLDS)
    print(f"{'':40}{'P':>7}{'R':>7}{'F1':>7}")
    for story, scores in table.items():
        print(f"{story + ', left out':40}{scores[ENOUGH]}")
    print(f"{'all, left out':40}{sum((scores[ENOUGH] for scores in table.values()), Score())}")
    print(f"{'all, threshold also left out':40}{chosen_elsewhere(table)}")
    print(
        f"{'all, shipped weights':40}{sum((scored(each, built_in(), (ENOUGH,))[ENOUGH] for each in stories), Score())}"
    )
    own = seen(map(with_own_statements, labelled(shared())))
    left = sum((scores[ENOUGH] for scores in left_out(stories, measured=own).values()), Score())
    print(f"{'own statements, left out':40}{left}")
    shipped = sum((scored(each, built_in(), (ENOUGH,))[ENOUGH] for each in own), Score())
    print(f"{'own statements, shipped weights':40}{shipped}")
    print(
        "left out, each threshold: "
        + " ".join(
            f"{enough:.2f} {sum((scores[enough] for scores in table.values()), Score()).f1:.3f}"
            for enough in THRESHOLDS
        )
    )

    for name, articles in crowds(stories).items():
        count = sum(len(article.annotations.statements) for article in articles)
        print(f"{name}: {count:,} statements, {seconds(articles, 1 if count > 5_000 else 3):.2f} s")


if __name__ == "__main__":
    main()
