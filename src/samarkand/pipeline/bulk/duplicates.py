"""Near-duplicates among all articles, however far apart in time, some bands of their signatures at a time; in any process."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samarkand.model.tables import ARTICLES, DUPLICATES, FEATURES, Row
from samarkand.pipeline.bulk.articles import Day, digest
from samarkand.ports.bulk import Tables
from samarkand.steps.nearness import BANDS, ENOUGH, bands_of, first_met, likeness, meeting, opened

AT_ONCE = 5
"""Bands of a unit: all signatures are read twice for them."""
PAIRS = 100_000
"""Pairs that are measured in one stroke."""

Columns = NDArray[np.uint64]
Wanted = dict[str, dict[tuple[str, str], str]]
"""Part of `features` -> article and SHA-256 of the latest states in it -> agency."""


def band_units(days: Sequence[Day]) -> dict[str, str]:
    """The units of work, by the names of the parts that they make; these change with the articles."""
    if not days:
        return {}
    articles = [each.part for each in days]
    made_of = digest(articles)
    return {
        (part := f"bands-{first:02}-{made_of}"): json.dumps({"part": part, "first": first, "articles": articles})
        for first in range(0, BANDS, AT_ONCE)
    }


@dataclass(frozen=True, slots=True)
class BandWork:
    """What is done with some bands. The answer is the number of pairs."""

    tables: Tables

    def __call__(self, unit: str) -> str:
        """Write the pairs that meet in these bands and in none before; done twice, they are the same bytes.

        Memory: some 200 bytes an article, and 1 KB for each that meets another.
        """
        told = json.loads(unit)
        bands = range(told["first"], min(told["first"] + AT_ONCE, BANDS))
        with self.tables.writing(DUPLICATES, told["part"]) as take:
            rows = sorted(self._pairs(bands, told["articles"]), key=lambda row: (row["one"], row["two"]))
            take(rows)
        return str(len(rows))

    def _pairs(self, bands: range, parts: Sequence[str]) -> Iterator[Row]:
        wanted = self._wanted(parts)
        names, numbers = self._bands(wanted, bands)
        met = [meeting(numbers[:, column]) for column in range(numbers.shape[1])]
        needed = np.unique(np.concatenate([np.concatenate(pair) for pair in met])) if met else np.empty(0, np.int64)
        if not len(needed):
            return
        kept = {names[place]: number for number, place in enumerate(needed.tolist())}
        signatures, agencies = self._signatures(wanted, kept)
        articles = [names[place] for place in needed.tolist()]
        for band, (ones, others) in zip(bands, met, strict=True):
            for begin in range(0, len(ones), PAIRS):
                some = (np.searchsorted(needed, each[begin : begin + PAIRS]) for each in (ones, others))
                yield from _rows(articles, signatures, agencies, band, *some)

    def _wanted(self, parts: Sequence[str]) -> Wanted:
        wanted: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for part in parts:
            for article, sha256, agency, home in self.tables.rows(
                ARTICLES, part, ("article", "sha256", "agency", "part")
            ):
                wanted[home][article, sha256] = agency
        return wanted

    def _each(self, wanted: Wanted) -> Iterator[tuple[str, list[str], list[bytes]]]:
        """The articles of each part of `features` that are meant, and their signatures."""
        for home in sorted(wanted):
            its = wanted[home]
            found = {
                article: signature
                for article, sha256, signature in self.tables.rows(FEATURES, home, ("article", "sha256", "signature"))
                if signature and (article, sha256) in its
            }
            yield home, list(found), list(found.values())

    def _bands(self, wanted: Wanted, bands: range) -> tuple[list[str], Columns]:
        """Articles in the order of their ids, and a row of numbers for each."""
        names, rows = list[str](), [np.empty((0, len(bands)), np.uint64)]
        for _, articles, signatures in self._each(wanted):
            if articles:
                names += articles
                rows.append(bands_of(opened(signatures), bands))
        order = sorted(range(len(names)), key=names.__getitem__)
        return [names[place] for place in order], np.concatenate(rows)[order]

    def _signatures(self, wanted: Wanted, kept: dict[str, int]) -> tuple[NDArray[np.uint32], list[str]]:
        """The signatures and agencies of some articles, by their numbers."""
        signatures, agencies = [b""] * len(kept), [""] * len(kept)
        for home, articles, some in self._each(wanted):
            told = {article: agency for (article, _), agency in wanted[home].items()}
            for article, signature in zip(articles, some, strict=True):
                if article in kept:
                    signatures[kept[article]], agencies[kept[article]] = signature, told[article]
        return opened(signatures), agencies


def _rows(
    articles: Sequence[str],
    signatures: NDArray[np.uint32],
    agencies: Sequence[str],
    band: int,
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
) -> Iterator[Row]:
    alike = likeness(signatures, ones, others)
    told = np.flatnonzero(first_met(signatures, ones, others, band) & (alike >= ENOUGH))
    for one, two, how in zip(ones[told].tolist(), others[told].tolist(), alike[told].tolist(), strict=True):
        first, second = sorted((articles[one], articles[two]))
        agency = agencies[one] if agencies[one] == agencies[two] else ""
        yield {"one": first, "two": second, "likeness": round(how, 2), "agency": agency}
