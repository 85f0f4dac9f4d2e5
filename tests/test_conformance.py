"""The suite for authors of plugins finds what does not keep to the contract; that ours do is asked in tests/publishing."""

from __future__ import annotations

from itertools import count

import pytest

from samarkand.conformance import check_exporter, check_extractor, check_outlets
from samarkand.model.exports import Form
from samarkand.model.plugins import PageArticle


def form(write, **more) -> Form:
    return Form(**({"name": "told", "ending": ".told", "versions": "all", "write": write} | more))


def _lines(taken, out, about):
    for each in taken:
        out.write(each.article.id.encode())


def _first_alone(taken, out, about):
    for each in taken:
        out.write(each.article.id.encode())
        break


def _closing(taken, out, about):
    _lines(taken, out, about)
    out.close()


_NUMBERS = count()


def _another_each_time(taken, out, about):
    _lines(taken, out, about)
    out.write(str(next(_NUMBERS)).encode())


def _strict(taken, out, about):
    for each in taken:
        out.write(each.title.encode())  # a title may hold half a character


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        (form(_first_alone), "hostile versions: took 1 of"),
        (form(_closing), "closed the file"),
        (form(_another_each_time), "gave other bytes the second time"),
        (form(_strict), "raised UnicodeEncodeError"),
        (form(_lines, ending="told"), "has the ending 'told'"),
        (form(_lines, versions="some"), "must say whether it takes all versions"),
        ("told", "is str, and no Form"),
    ],
    ids=range(7),
)
def test_a_form_that_does_not_keep_to_the_contract_is_found(given, finding):
    assert any(finding in line for line in check_exporter(given))


def test_one_that_keeps_to_it_is_found_to():
    assert check_exporter(form(_lines)) == []


def test_an_extractor_that_raises_changes_its_mind_or_lies_is_found():
    def raising(page, url):
        return PageArticle(page.split("<")[9], page)

    def changing(page, url):
        return PageArticle(f"title {next(_NUMBERS)}", "<p>text</p>")

    assert any("raised IndexError" in line for line in check_extractor(raising))
    assert any("answered otherwise the second time" in line for line in check_extractor(changing))
    assert any("told a body" in line for line in check_extractor(lambda page, url: PageArticle("x", "")))
    pages = [("https://a.example/1", "<p>x</p>")]
    assert check_extractor(lambda page, url: None, pages) == ["https://a.example/1: no article was found"]


def test_a_package_without_outlets_is_found():
    (finding,) = check_outlets("samarkand.steps")
    assert "holds no .toml file" in finding
    assert any("comes with the program" in line for line in check_outlets("samarkand.outlets"))
