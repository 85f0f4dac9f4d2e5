"""Which blocks of a page are its article: an extractor's opinion, corrected by where the blocks stand.

The extractor judges texts and forgets the page; here its opinion is laid over the blocks again. Blocks made like the
chosen ones and standing between them join, as does the lead above them; what repeats the title, lines that only link
elsewhere, and named margins leave. Each rule was measured: docs/decisions/0004-extraction.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from samarkand.steps.extract.blocks import Block, Frame, words_of
from samarkand.steps.extract.opinions import Opinion, runs_of

AGREES = 0.6
"""Share of a block's runs of words that an opinion must hold for the block to be in it."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page says of itself, as far as it helps to find the article."""

    titles: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The article of a page."""

    blocks: tuple[Block, ...]
    """In document order; captions and images are not among them."""
    container: Frame
    """The innermost element that holds almost all of it."""

    @property
    def words(self) -> int:
        """Its length; in scripts without blanks, in characters."""
        return sum(len(block.words) for block in self.blocks)


_EDGE = r"(?:^|[\s_-])(?:{})(?:$|[\s_-])"
_MARGIN = re.compile(
    _EDGE.format(
        r"related|promo|promotion|newsletter|share|sharing|social|comments?|sidebar|recommend\w*|advert\w*|ads?|sponsor\w*"
        r"|outbrain|taboola|sign-?up|subscri\w+|cookies?|consent|breadcrumbs?|tags?|byline|authors?|toolbar|menu|nav|footer"
        r"|disclaimer|copyright|read-?more|see-?also|most-?(?:read|popular)|popular|trending|player|infobox|vote|survey|poll"
        r"|rating|pagination|pager|print|timestamp|dateline|publish\w*"
    ),
    re.IGNORECASE,
)
"""Classes and ids of what no block joins the article from."""
_TEASER = re.compile(
    _EDGE.format(r"newsletter\w*|related\w*|promo\w*|infobox|read-?(?:more|next)|sign-?up|recommend\w*"), re.IGNORECASE
)
"""Classes and ids of what leaves the article even where the extractor has it."""
_LEAD = re.compile(
    r"lead(?!ing|er)|lede|summary|preamble|standfirst|intro|excerpt|dek|perex|abstract|subtitle|sub-?head|description|preface|sub_?tit"
    r"|zusammenfassung|chapeau|sommario|entradilla|bajada|ingress|zhaiyao|daodu",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|credit|(?:^|[\s_-])(?:legend|bildunterschrift|(?:pic|img|photo|image)-?(?:desc|text|info|note))",
    re.IGNORECASE,
)
OUTSIDE = frozenset(
    (
        *("nav", "footer", "aside", "dialog", "hidden", "aria-hidden"),
        *("role=navigation", "role=complementary", "role=dialog"),
    )
)
_OFTEN = 0.2
"""Share of the article's words above which a kind of block or a group of lines cannot be an accident."""


def is_caption(block: Block) -> bool:
    """Whether a block stands where a picture is described."""
    return "figcaption" in block.frame.hints or any(
        _CAPTION.search(frame.name) for frame in (block.frame, block.frame.parent) if frame is not None
    )


def choose(blocks: Sequence[Block], opinion: Opinion, hints: Hints) -> Choice | None:
    """The article among the blocks of a page; None where the opinion names none of them."""
    core = [block for block in blocks if opinion.share(block) > AGREES]
    choice = _Chooser(blocks, core, hints).choice() if core else None
    return choice if choice and choice.blocks else None


def _kind(block: Block) -> tuple[str, ...]:
    """What blocks of one make have in common: tags, classes and ids of the frame and of the frame around it."""
    frame, parent = block.frame, block.frame.parent
    return (frame.element.tag, frame.name, parent.element.tag if parent else "", parent.name if parent else "")


class _Chooser:
    def __init__(self, blocks: Sequence[Block], core: Sequence[Block], hints: Hints) -> None:
        self.blocks = blocks
        self.hints = hints
        self.titles = {words_of(title) for title in hints.titles} - {()}
        self.total = sum(len(block.words) for block in core)
        self.weights: Counter[int] = Counter()
        frames: dict[int, Frame] = {}
        for block in core:
            for frame in block.frame.ancestors():
                self.weights[frame.index] += len(block.words)
                frames[frame.index] = frame
        heavy = (frame for index, frame in frames.items() if self.weights[index] >= 0.85 * self.total)
        self.container = max(heavy, key=lambda frame: frame.depth)
        self.kept = {block.index for block in core}
        self.core = core
        self.beside: set[int] = set()
        """Blocks that made the container grow."""
        self._widen()
        inside = [block.index for block in core if self._is_inside(block)]
        self.first, self.last = min(inside), max(inside)

    def choice(self) -> Choice:
        self.kept |= self.beside
        self._drop_far_away()
        self._join_alike()
        self._join_lead()
        self._drop_titles_and_margins()
        self._drop_links()
        self._drop_captions()
        return Choice(tuple(self.blocks[index] for index in sorted(self.kept)), self.container)

    def _widen(self) -> None:
        """The container grows where much of the same make goes on beside it, as in texts cut into columns or chunks."""
        kinds = {_kind(block) for block in self.core if len(block.words) >= 10 and block.frame.parent}
        kinds = {
            kind for kind in kinds if kind[1] or kind[3]
        }  # without classes and ids, all paragraphs are of one make
        beside = [
            block
            for block in self.blocks
            if len(block.words) >= 10
            and _kind(block) in kinds
            and block.index not in self.kept
            and block.link_density < 0.3
            and not block.frame.hints & OUTSIDE
        ]
        wider = self.container
        for _ in range(3):
            if wider.parent is None or {wider.element.tag, wider.parent.element.tag} & {"main", "body"}:
                return
            if wider.element.tag == "article":
                return
            wider = wider.parent
            found = [
                block for block in beside if block.frame.lies_in(wider) and not block.frame.lies_in(self.container)
            ]
            if sum(len(block.words) for block in found) > _OFTEN * self.total:
                self.container = wider
                self.beside = {block.index for block in found}
                return

    def _is_inside(self, block: Block) -> bool:
        return block.frame.lies_in(self.container)

    def _is_in(self, block: Block, names: re.Pattern[str]) -> bool:
        """Whether a minor part of the article, which the block stands in, has such a name."""
        return any(
            names.search(frame.name) and self.weights[frame.index] < 0.25 * self.total
            for frame in block.frame.below(self.container)
        )

    def _is_outside(self, block: Block) -> bool:
        return bool(block.frame.hints & OUTSIDE - self.container.hints)

    def _drop_far_away(self) -> None:
        """What lies outside the container was found elsewhere on the page, unless it stands right above."""
        for block in self.core:
            near = self.first - 8 < block.index < self.first and len(block.words) >= 10
            if not self._is_inside(block) and not near:
                self.kept.discard(block.index)

    def _join_alike(self) -> None:
        words: Counter[tuple[str, ...]] = Counter()
        for block in self.core:
            words[_kind(block)] += len(block.words)
        often = Counter(_kind(block) for block in self.core)
        for block in self.blocks[self.first : self.last + 1]:
            kind = _kind(block)
            alike = often[kind] >= 2 or words[kind] > _OFTEN * self.total
            listed = "li" in {kind[0], kind[2]} and len(block.words) >= 8
            if (alike or listed) and self._may_join(block):
                self.kept.add(block.index)

    def _may_join(self, block: Block) -> bool:
        return (
            bool(block.words)
            and block.link_density <= 0.5
            and self._is_inside(block)
            and not is_caption(block)
            and not self._is_outside(block)
            and not self._is_in(block, _MARGIN)
        )

    def _join_lead(self) -> None:
        """The sentences between title and text: known by the page's description of itself, or by their name."""
        described = runs_of(words_of(self.hints.description))
        for block in self.blocks[max(0, self.first - 25) : self.first]:
            if len(block.words) < 6 or block.link_density > 0.3 or block.words in self.titles:
                continue
            if is_caption(block) or self._is_outside(block):
                continue
            own = runs_of(block.words)
            told = len(block.words) >= 8 and len(own & described) > 0.7 * len(own)
            named = _LEAD.search(block.frame.name) is not None and block.frame.element.tag not in {"h1", "li"}
            if told or (named and self.first - block.index < 12):
                self.kept.add(block.index)

    def _drop_titles_and_margins(self) -> None:
        for index in list(self.kept):
            block = self.blocks[index]
            heading = block.frame.element.tag == "h1" and index <= self.first + 2
            if block.words in self.titles or heading or self._is_outside(block) or self._is_in(block, _TEASER):
                self.kept.discard(index)

    def _drop_links(self) -> None:
        """Paragraphs that are one link lead to other articles; unless there are so many that the page is made of them."""
        links = [
            self.blocks[index]
            for index in self.kept
            if self.blocks[index].link_density > 0.75
            and len(self.blocks[index].words) >= 6
            and "li" not in self.blocks[index].frame.hints
            and not {"http", "https"} & set(self.blocks[index].words)
        ]
        if sum(len(block.words) for block in links) < _OFTEN * self.total:
            self.kept.difference_update(block.index for block in links)

    def _drop_captions(self) -> None:
        """Captions go with their pictures; unless they are so long that they are the article of a gallery."""
        captions = [index for index in self.kept if is_caption(self.blocks[index])]
        if sum(len(self.blocks[index].words) for index in captions) < 0.5 * self.total:
            self.kept.difference_update(captions)
