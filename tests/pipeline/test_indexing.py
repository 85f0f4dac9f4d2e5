"""The index follows the ledger: what was kept is found at once, and what is made anew is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from twins.index import MemoryIndex
from twins.network import CAPTURE_FILES, MemoryFile, record

from samarkand.adapters.names import NamesFolder
from samarkand.adapters.search import TantivyIndex
from samarkand.model.events import Place
from samarkand.model.search import All, Changed, Node, Old, Options, Query, Words
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.indexing import catch_up_index, index_anew, index_news, lag

NOW = datetime(2030, 9, 9, tzinfo=UTC)


@pytest.fixture(params=["memory", "disk"])
def searched(request, parts, tmp_path):
    """Parts in memory, with the one index and with the other."""
    index = MemoryIndex() if request.param == "memory" else TantivyIndex(tmp_path / "derived" / "search")
    return replace(parts, index=index)


def imported(parts, **texts: str) -> list:
    """Import invented records: address -> text."""
    files = [
        MemoryFile(f"{name}.md", record(f"https://port.example/{name.split('_')[0]}", name, f"<p>{text}</p>"))
        for name, text in texts.items()
    ]
    reports = list(import_files(parts, CAPTURE_FILES, [files], NOW))
    return [*reports, *index_news(parts)]


def found(parts, root: Node | str) -> list[tuple[str, int]]:
    """Titles and versions of what is found, sorted."""
    query = Query(Words(root) if isinstance(root, str) else root)
    hits = parts.index.search(query, {}, Options()).hits
    return sorted((parts.catalog.versions(hit.article)[hit.version - 1].title, hit.version) for hit in hits)


def test_what_was_imported_is_found_once_the_index_has_taken_it_in(searched):
    imported(searched, one="鹽橋鎮今天通車", two="码头关了")
    assert found(searched, "盐桥镇") == [("one", 1)]
    assert searched.index.place() == searched.catalog.place() == searched.archive.end()
    assert lag(searched) == 0


def test_an_article_with_a_new_version_is_found_by_that_one_and_its_old_one_when_asked(searched):
    imported(searched, one_1="盐桥镇今天通车", two="盐桥镇")
    imported(searched, one_2="盐桥镇明天通车")
    imported(searched, one_3="盐桥镇后天通车")
    assert found(searched, "盐桥镇") == [("one_3", 3), ("two", 1)]
    assert found(searched, "今天") == []
    assert found(searched, All((Words("盐桥镇"), Old()))) == [("one_1", 1), ("one_2", 2)]
    assert found(searched, Changed()) == [("one_3", 3)]


def test_an_index_that_lags_catches_up_and_one_made_anew_is_the_same(searched):
    imported(replace(searched, index=None), one_1="盐桥镇", two="盐桥镇")
    assert lag(searched) == 2
    imported(replace(searched, index=None), one_2="盐桥镇")
    assert sum(catch_up_index(searched)) == 3
    assert sum(catch_up_index(searched)) == 0
    caught_up = found(searched, "盐桥镇"), found(searched, Old())
    assert sum(index_anew(searched)) == 3
    assert (
        (found(searched, "盐桥镇"), found(searched, Old())) == caught_up == ([("one_2", 2), ("two", 1)], [("one_1", 1)])
    )


def test_an_index_of_another_ledger_is_made_anew(searched):
    imported(searched, one="盐桥镇", two="码头")
    for strange in (Place(1, "f" * 64, "2030-09.jsonl", 10), Place(999, "f" * 64, "2030-09.jsonl", 10)):
        searched.index.take((), strange)
        list(catch_up_index(searched))
        assert searched.index.place() == searched.catalog.place()
        assert found(searched, "盐桥镇") == [("one", 1)]


def test_names_are_linked_before_the_index_says_that_it_took_the_articles_in(parts, tmp_path):
    class Stopped(MemoryIndex):
        def take(self, documents, place):
            if list(documents):
                raise KeyboardInterrupt

    names = NamesFolder(tmp_path)
    imported(parts, one="总统伊沃·莫尔塔诺（Ivo Moltano）到访", two="总统伊沃·莫爾坦諾（Ivo Moltano）到访")
    with pytest.raises(KeyboardInterrupt):
        list(catch_up_index(replace(parts, index=Stopped(), names=names)))
    assert [group.names for group in names.grown()] == [("伊沃·莫尔塔诺", "伊沃·莫爾坦諾", "Ivo Moltano")]


def test_a_record_that_is_missing_is_found_by_what_the_ledger_tells(searched):
    imported(replace(searched, index=None), one="盐桥镇", two="码头")
    for path in [path for path in searched.archive.files if "one" in path]:
        del searched.archive.files[path]
    list(catch_up_index(searched))
    assert found(searched, "码头") == [("two", 1)]
    assert found(searched, "one") == [("one", 1)]


def test_an_import_says_so_where_the_index_cannot_be_written_and_loses_nothing(parts, tmp_path):
    (tmp_path / "derived").write_text("a file where a folder should be")
    broken = replace(parts, index=TantivyIndex(tmp_path / "derived" / "search"))
    reports = imported(broken, one="盐桥镇")
    assert [report.outcome for report in reports] == ["new", "note"]
    assert "search index" in reports[-1].detail
    (tmp_path / "derived").unlink()
    list(catch_up_index(broken))
    assert found(broken, "盐桥镇") == [("one", 1)]


def test_without_an_index_nothing_is_indexed(parts):
    nothing = replace(parts, index=None)
    imported(nothing, one="盐桥镇")
    assert (list(catch_up_index(nothing)), list(index_anew(nothing)), lag(nothing)) == ([], [], 1)
