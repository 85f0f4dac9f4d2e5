"""Where words stand in a text as it was written, found without folding a text of common characters; knows no query.

A text is looked through with the characters that fold to those of the words: `台` with `[台臺枱檯颱]`. Where it holds a
character that is not common, it is folded, and what is found in that is traced back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from samarkand.text.folding import UNSPACED, common, fold_with_places
from samarkand.text.tokens import is_unspaced


def places_of(text: str, sequences: Sequence[tuple[str, ...]], most: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, number of the sequence), in characters of the text, of where words stand side by side; unsorted.

    Sequences are of folded tokens, as `text.tokens.words_of` gives them; blanks and marks are all that may stand between
    the tokens of one. A run of letters or digits is found only as a whole. Of each sequence `most` places at most; all,
    but for those that overlap another one of it.
    """
    if _common().beyond.search(text):
        yield from _places_in_folded(text, sequences, most)
        return
    for number, sequence in enumerate(sequences):
        if sequence and (pattern := _in_common(sequence)):
            for match in islice(pattern.finditer(text), most):
                yield *match.span(), number


def _places_in_folded(text: str, sequences: Sequence[tuple[str, ...]], most: int) -> Iterator[tuple[int, int, int]]:
    folded, places = fold_with_places(text)
    for number, sequence in enumerate(sequences):
        for match in islice(_in_folded(sequence).finditer(folded), most) if sequence else ():
            start, end = match.span()
            yield (start, end, number) if places is None else (places.begin(start), places.end(end), number)


class _Spelling(NamedTuple):
    """How a kind of text writes what is looked for, as patterns of one character each."""

    character: Callable[[str], str]
    digit: str
    letter: str
    """One of a run of letters."""
    blank: str


_FOLDED = _Spelling(re.escape, "[0-9]", f"[^ 0-9{UNSPACED}]", " ")


class _Common(NamedTuple):
    """Texts of common characters."""

    beyond: re.Pattern[str]
    """Finds a character that is not common."""
    characters: Mapping[str, str]
    """Each with what it folds to."""
    changed: Mapping[str, str]
    """What others fold to -> those others."""
    spelling: _Spelling

    def sources(self, folded: str) -> str:
        """Those that fold to a character."""
        own = folded if self.characters.get(folded) == folded else ""
        return own + self.changed.get(folded, "")


@lru_cache(maxsize=1)
def _common() -> _Common:
    characters = common()
    written, folded = "".join(characters), "".join(characters.values())
    changed: dict[str, str] = {}
    for one, other in characters.items():
        if one != other:
            changed[other] = changed.get(other, "") + one

    def those(kind: str) -> str:
        return _class(written[match.start()] for match in re.finditer(kind, folded))

    spelling = _Spelling(
        lambda character: _class(_common().sources(character)), those(_FOLDED.digit), those(_FOLDED.letter), r"[\W_]"
    )
    return _Common(re.compile(f"[^{_class(written)[1:]}"), characters, changed, spelling)


def _class(characters: Iterable[str]) -> str:
    """What matches any of some characters; neighbours as ranges, which are compiled and matched the fastest."""
    runs: list[list[int]] = []
    for point in sorted(map(ord, characters)):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    if len(runs) == 1 and runs[0][0] == runs[0][1]:
        return re.escape(chr(runs[0][0]))
    return f"[{''.join(f'{re.escape(chr(first))}-{re.escape(chr(last))}' for first, last in runs)}]"


@lru_cache(maxsize=512)
def _in_folded(words: tuple[str, ...]) -> re.Pattern[str]:
    return _pattern(words, _FOLDED)


@lru_cache(maxsize=512)
def _in_common(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """None where the words have a character that no common one folds to."""
    if not all(_common().sources(character) for word in words for character in word):
        return None
    return _pattern(words, _common().spelling)


def _pattern(words: tuple[str, ...], spelling: _Spelling) -> re.Pattern[str]:
    return re.compile(f"{spelling.blank}*".join(_whole(word, spelling) for word in words))


def _whole(word: str, spelling: _Spelling) -> str:
    first, *others = map(spelling.character, word)
    if is_unspaced(word[0]):
        return first
    kind = spelling.digit if word[0].isdigit() else spelling.letter
    # What stands before is looked at behind the first character: a pattern that begins with one is searched for faster.
    return f"{first}(?<!{kind}{first}){''.join(others)}(?!{kind})"
