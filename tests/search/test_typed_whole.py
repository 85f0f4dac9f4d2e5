"""A headline typed whole into the search: what is found is said to have some of it."""

import json

import pytest
from twins import commands

RECORDS = {
    "1_bridge.md": ("青川大桥合龙", "青川大桥昨日合龙，工程师说明年通车。"),
    "2_ferry.md": ("渡轮停航", "青川渡轮因大风停航，旅客改走大桥。"),
    "3_market.md": ("早市开张", "城南早市开张，摊贩三百家。"),
}
HEADLINE = "“青川大桥”今晨终于合龙，通车在望"


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typed")
    (folder / "in").mkdir()
    for name, (title, text) in RECORDS.items():
        record = f"<!--1714521600000-->\n[{title}](https://press.example/{name})\n------\n\n<p>{text}</p>\n"
        (folder / "in" / name).write_text(record, "utf-8")

    def run(*arguments):
        done = commands.told(*arguments, "--archive", folder / "archive")
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert commands.told("init", folder / "archive").returncode == 0
    run("import", folder / "in")
    return lambda *arguments: run("search", *arguments)


def test_the_nearest_report_comes_first_with_what_it_has_marked(search):
    first, *_ = [json.loads(line) for line in search(HEADLINE, "--json").splitlines()]
    assert first["title"] == "青川大桥合龙"
    assert first["is_relaxed"] is True
    marked = {passage["text"][start:end] for passage in first["passages"] for start, end in passage["marks"]}
    assert any("大桥" in piece for piece in marked)


def test_people_are_told(search):
    assert "Nothing has all of this" in search(HEADLINE)
    assert "Nothing has all of this" not in search("青川大桥")


def test_what_has_all_of_it_is_all_that_is_found(search):
    found = [json.loads(line) for line in search("青川渡轮因大风停航", "--json").splitlines()]
    assert [(each["title"], each["is_relaxed"]) for each in found] == [("渡轮停航", False)]


@pytest.mark.parametrize("typed", ["青川鹦鹉", '"青川大桥今晨终于合龙"', "青川大桥今晨终于合龙 sort:date"])
def test_few_words_quotations_and_lists_by_date_find_nothing_rather_than_something_near(search, typed):
    assert search(typed, "--json") == ""
