"""Outlets that have other words for one thing are told apart: words that take sides, and spellings of names."""

from __future__ import annotations

from twins.told import KNOWN, article, cut

from samarkand.adapters.names import terms
from samarkand.steps.comparing import compare
from samarkand.text.folding import fold


def namings(*texts: str) -> list[tuple[str, str, dict[str, tuple[str, ...]]]]:
    articles = [article(f"o{number}", [text]) for number, text in enumerate(texts)]
    found = compare(articles, KNOWN).namings
    for naming in found:
        for variant in naming.variants:
            for told in variant.told:
                assert cut(articles, told.at.article, told.at.start, told.at.end) == told.text
    return [(each.key, each.kind, {v.value: v.outlets for v in each.variants}) for each in found]


def test_words_that_take_sides_are_told_by_outlet_in_both_scripts():
    assert namings("码头发生骚乱。", "碼頭有人集會。", "码头骚乱平息。") == [
        ("harbour_march", "term", {"骚乱": ("o0", "o2"), "集会": ("o1",)})
    ]


def test_a_longer_word_holds_the_shorter_one():
    assert namings("码头骚乱。", "码头和平集会。") == [
        ("harbour_march", "term", {"骚乱": ("o0",), "和平集会": ("o1",)})
    ]


def test_a_word_of_something_else_is_none():
    assert namings("码头发生骚乱。", "球迷集会。码头无事。") == []


def test_one_word_for_all_is_no_difference():
    assert namings("码头发生骚乱。", "码头骚乱平息。") == []


def test_spellings_of_names_are_told_and_longer_forms_and_other_scripts_are_none():
    assert namings("莫尔塔诺到了。", "莫塔诺走了。", "伊沃·莫尔塔诺（Ivo Moltano）没有来。") == [
        ("moltano", "name", {"莫尔塔诺": ("o0", "o2"), "莫塔诺": ("o1",)})
    ]
    assert namings("莫塔诺到了。", "莫塔諾走了。", "Moltano left.") == []


def test_the_words_that_come_with_the_program_are_of_different_things_and_several_each():
    known = terms()
    assert len({group.key for group in known}) == len(known) > 20
    for group in known:
        folded = [fold(term) for term in group.terms]
        assert len(folded) == len(set(folded)) > 1
        assert all(term.strip() for term in (*group.terms, *group.about))
