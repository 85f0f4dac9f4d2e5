"""Searching an archive, by the Python object and by the commands: what is found, how it is shown, what is refused."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from shlex import quote

import pytest
from twins import commands

from samarkand.app.archives import open_archive
from samarkand.errors import BadQuery, NotFound, UsageError
from samarkand.model.search import Options, Published
from samarkand.pipeline.annotating import annotate
from samarkand.searching import Narrowing, Search

NOW = datetime(2030, 9, 7, 12, tzinfo=UTC)
RECORDS = {
    "海报/3_a.md": (
        "https://haibao.example/a",
        "北岸大桥通车",
        "<p>北岸大桥今天通车，市长林舟说，桥长三公里。</p>",
        "2020-09-05",
    ),
    "海报/2_b.md": (
        "https://haibao.example/b",
        "渡輪停航",
        "<p>渡輪因大風停航。</p><p>北岸一帶交通受阻。</p>",
        "2020-08-02",
    ),
    "山闻/1_c.md": ("https://shanwen.example/c", "茶价上涨", "<p>普京到访茶市。</p>", "2019-03-01"),
}


def samarkand(*arguments, **environment):
    """The program in a process of its own."""
    clean = {key: value for key, value in os.environ.items() if key != "SAMARKAND_ARCHIVE"}
    return commands.told(*arguments, env=clean | environment)


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def write(folder, records):
    for name, (url, title, body, day) in records.items():
        header = int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp() * 1000)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!--{header}-->\n[{title}]({url})\n------\n\n{body}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    root = tmp_path_factory.mktemp("searched")
    done = samarkand("import", write(root / "in", RECORDS), "--archive", root / "archive")
    assert done.returncode == 0, done.stderr
    return root / "archive"


@pytest.fixture
def search(archive):
    with open_archive(archive) as parts:
        found = Search(parts)
        list(found.catch_up())
        list(annotate(parts))
        yield found


def titles(results):
    return [found.title.text for found in results.found]


def test_words_in_any_script_are_found_and_marked_as_they_were_written(search):
    (found,) = search.find("渡轮 大风", NOW).found
    assert [found.title.text[start:end] for start, end in found.title.marks] == ["渡輪"]
    (passage,) = found.passages
    assert [passage.text[start:end] for start, end in passage.marks] == ["渡輪", "大風"]


def test_a_search_can_be_narrowed_beside_its_words(search):
    assert len(search.find("北岸 OR 茶", NOW).found) == 3
    month = Narrowing(published=Published(date(2020, 8, 1), date(2020, 9, 1)))
    assert titles(search.find("北岸 OR 茶", NOW, narrowing=month)) == ["渡輪停航"]
    newest = Narrowing(sort="date")
    assert titles(search.find("北岸 OR 茶", NOW, narrowing=newest)) == ["北岸大桥通车", "渡輪停航", "茶价上涨"]


def test_other_spellings_are_told_unless_they_are_not_wanted(search):
    with_them = search.find("蒲亭", NOW)
    assert titles(with_them) == ["茶价上涨"]
    assert "普京" in with_them.alternatives[0].also
    assert search.find("蒲亭", NOW, Options(with_variants=False)).total == 0


def test_only_speakers_are_looked_for_where_that_is_asked(search):
    assert titles(search.find("speaker:林舟", NOW)) == ["北岸大桥通车"]
    assert titles(search.find("speaker:林 is:changed", NOW)) == []
    assert titles(search.find("北岸 -speaker:林舟", NOW)) == ["渡輪停航"]
    assert search.find("speaker:三公里", NOW).total == 0
    (passage,) = search.find("speaker:林舟", NOW).found[0].passages
    assert [passage.text[start:end] for start, end in passage.marks] == ["林舟"]


def test_who_asks_for_speakers_hears_of_texts_that_are_not_marked_yet(tmp_path):
    samarkand("import", write(tmp_path / "in", RECORDS), "--archive", tmp_path / "archive")
    with open_archive(tmp_path / "archive") as parts:
        search = Search(parts)
        list(search.catch_up())
        asked = search.query("speaker:林舟", NOW)
        assert search.find("speaker:林舟", NOW).total == 0
        assert (search.lag(), search.lag(asked)) == (0, 3)
        list(annotate(parts))
        assert search.lag(asked) == 0
    done = samarkand("search", "speaker:林舟", "--json", "--archive", tmp_path / "archive")
    assert [line["title"] for line in lines(done)] == ["北岸大桥通车"]


def test_the_command_marks_texts_before_it_looks_for_speakers(tmp_path):
    samarkand("import", write(tmp_path / "in", RECORDS), "--archive", tmp_path / "archive")
    done = samarkand("search", "speaker:林舟", "--json", "--archive", tmp_path / "archive")
    assert [line["title"] for line in lines(done)] == ["北岸大桥通车"]


def test_an_archive_opened_without_its_index_cannot_be_searched_and_says_so(archive):
    with open_archive(archive) as parts:
        search = Search(replace(parts, index=None))
        assert list(search.catch_up()) == []
        assert search.lag() == 3
        with pytest.raises(UsageError, match="without its search index"):
            search.find("北岸", NOW)


def test_in_an_archive_that_has_nothing_nothing_is_found(tmp_path):
    assert samarkand("init", tmp_path / "new").returncode == 0
    done = samarkand("search", "茶市", "--archive", tmp_path / "new")
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 found\n", "")


def test_a_hit_whose_record_is_missing_is_shown_by_what_the_ledger_tells(archive, tmp_path):
    root = tmp_path / "archive"
    shutil.copytree(archive, root)
    with open_archive(root) as parts:
        search = Search(parts)
        list(search.catch_up())
        for path in (root / "records").rglob("*.md"):
            path.unlink()
        (found,) = search.find("渡轮 大风", NOW).found
    assert found.title.text == "渡輪停航"
    assert found.passages == ()
    assert "the record of a version is missing" in found.problem


def test_a_wrong_query_is_told_with_its_place(search):
    with pytest.raises(BadQuery) as error:
        search.find("北岸 outlet:nobody", NOW)
    assert error.value.place == len("北岸 outlet:")


def test_a_watch_that_does_not_exist_is_told(search):
    with pytest.raises(NotFound):
        search.watch("nobody")


def test_facets_come_where_they_are_wanted(search):
    found = search.find("北岸 OR 茶", NOW, Options(with_facets=True))
    assert found.facets["month"] == (("2019-03", 1), ("2020-08", 1), ("2020-09", 1))


class TestCommand:
    def test_a_hit_has_the_fields_of_the_contract(self, archive):
        (hit,) = lines(samarkand("search", "渡轮", "大风", "--archive", archive, "--json"))
        assert {"id", "title", "outlet", "published_at", "score", "snippet", "version"} <= hit.keys()
        assert hit["title_marks"] == [[0, 2]]
        assert hit["snippet"].startswith("渡輪因大風停航")

    def test_people_read_the_title_the_passage_and_the_sum(self, archive):
        done = samarkand("search", "渡轮", "--archive", archive)
        assert "渡輪停航" in done.stdout
        assert "1 found" in done.stdout

    def test_an_exclusion_needs_no_quotes_and_a_mistyped_option_is_no_query(self, archive):
        assert "1 found" in samarkand("search", "北岸", "-渡轮", "--archive", archive).stdout
        done = samarkand("search", "北岸", "--jsno", "--archive", archive)
        assert done.returncode == 2
        assert "--jsno" in done.stderr

    def test_limit_offset_and_sort(self, archive):
        def asked(*more):
            return [
                hit["title"] for hit in lines(samarkand("search", "北岸 OR 茶", *more, "--archive", archive, "--json"))
            ]

        assert asked("--sort", "date", "--limit", "1") == ["北岸大桥通车"]
        assert asked("--sort", "date", "--offset", "2") == ["茶价上涨"]

    def test_a_wrong_query_has_exit_code_2_and_shows_the_place(self, archive):
        done = samarkand("search", "(北岸", "--archive", archive)
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1].strip() == "^"

    def test_a_deleted_index_is_made_anew(self, archive):
        shutil.rmtree(archive / "derived" / "search")
        assert "2 found" in samarkand("search", "北岸", "--archive", archive).stdout


class TestWatch:
    def test_a_command_is_told_once_of_what_came_after(self, tmp_path):
        root, told = tmp_path / "archive", tmp_path / "told.json"
        samarkand("import", write(tmp_path / "old", dict(list(RECORDS.items())[:1])), "--archive", root)
        (kept,) = lines(
            samarkand("watch", "北岸", "--command", f"tee -a {quote(str(told))}", "--archive", root, "--json")
        )
        assert kept["new"] is True
        samarkand("import", write(tmp_path / "new", RECORDS), "--archive", root)
        done = samarkand("collect", "--archive", root)
        assert done.returncode == 0, done.stderr
        assert [hit["title"] for hit in json.loads(told.read_text("utf-8"))["hits"]] == ["渡輪停航"]
        samarkand("collect", "--archive", root)
        json.loads(told.read_text("utf-8"))  # a second telling would stand behind the first

    def test_a_failure_is_the_rounds_and_is_tried_again(self, tmp_path):
        root = tmp_path / "archive"
        samarkand("init", root)
        samarkand("watch", "北岸", "--command", "false", "--archive", root)
        samarkand("import", write(tmp_path / "new", RECORDS), "--archive", root)
        for _ in range(2):
            done = samarkand("collect", "--archive", root)
            assert done.returncode == 1
            assert "ended with 1; it will be tried again" in done.stdout

    def test_listing_and_removing(self, tmp_path):
        samarkand("init", tmp_path)
        kept = lines(samarkand("watch", "北岸", "-桥", "--title", "N", "--archive", tmp_path, "--json"))[0]
        assert (kept["query"], kept["title"]) == ("北岸 -桥", "N")
        assert lines(samarkand("watch", "北岸", "-桥", "--archive", tmp_path, "--json"))[0]["new"] is False
        assert [each["id"] for each in lines(samarkand("watch", "--list", "--archive", tmp_path, "--json"))] == [
            kept["id"]
        ]
        assert samarkand("watch", "--remove", kept["id"], "--archive", tmp_path).returncode == 0
        assert samarkand("watch", "--list", "--archive", tmp_path).stdout == ""
        assert samarkand("watch", "--remove", kept["id"], "--archive", tmp_path).returncode == 1

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ([], "give a QUERY"),
            (["x", "--list"], "give a QUERY"),
            (["(x"], "parenthesis"),
            (["x", "--webhook", "ftp://h.example/", "--secret-env", "S"], "no http or https address"),
            (["x", "--webhook", "https://h.example/"], "belong together"),
            (["x", "--command", "'a"], "the command cannot be read"),
            (["x", "--mail", "me@mail.example, nobody"], "'nobody' is no address of mail"),
            (["--list", "--resend", "x"], "give a QUERY"),
        ],
    )
    def test_wrong_use_is_told(self, arguments, told, archive):
        done = samarkand("watch", *arguments, "--archive", archive)
        assert done.returncode == 2
        assert told in done.stderr
        assert not (archive / "watches.toml").exists()
