"""`compare` as a user runs it: a story side by side, two articles, each form of it; and the seeds, whose story is known."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from cli.test_story_commands import FERRY, HOUR, RECORD, REPORTS, SALT, START, run, told

ALONE = "乘客白石港表示，=雾里什么都*看不见*。"
OURS = {
    "海报/雾中相撞.md": (*FERRY, "海事局长罗慕言表示，星期三有五十人在船上。", ALONE),
    "山闻/渡轮.md": (
        "往返汀港与盐桥镇的渡轮“白鹭号”星期三早上撞上汀港的防波堤，当时雾很大，四十七名乘客都已获救，其中三人轻伤。",
        "罗慕言指出，9月7日船上有五十人。",
        "“白鹭号”已经停航，两艘备用船每四十分钟一班，往返汀港与盐桥镇。",
    ),
    "山闻/盐市.md": SALT,
}
"""What the reports say here: no two have a text in common."""


def write(folder: Path, name: str, title: str, url: str, lines: tuple[str, ...], hours: int) -> None:
    path = folder / "in" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"<p>{line}</p>" for line in lines)
    path.write_text(RECORD.format(ms=START + hours * HOUR, title=title, url=url, body=body), "utf-8")


def make(folder: Path) -> Path:
    """An archive with two reports of a ferry, which have one claim in common, and one of a fair."""
    for name, (title, url, _, hours) in REPORTS.items():
        write(folder, name, title, url, OURS[name], hours)
    done = run("import", "in", "--archive", "a", cwd=folder)
    assert done.returncode == 0, done.stderr
    one, two = [row["id"] for row in told("list", cwd=folder / "a") if "ferry" in row["url"]]
    told("story", one, "--merge", two, cwd=folder / "a")  # too short for the program to be sure
    return folder / "a"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("compare"))


@pytest.fixture(scope="module")
def ferry(made) -> dict:
    (story,) = [story for story in told("stories", cwd=made) if len(story["articles"]) == 2]
    return story


def ids(story: dict) -> list[str]:
    return [article["id"] for article in story["articles"]]


def test_a_story_is_one_json_object_of_its_claims_and_of_what_each_outlet_tells(made, ferry):
    (told_one,) = told("compare", ferry["id"], cwd=made)
    assert (told_one["story"], told_one["voices"], told_one["lacking"]) == (ferry["id"], 2, {})
    assert [article["id"] for article in told_one["articles"]] == ids(ferry)
    both = next(claim for claim in told_one["claims"] if claim["voices"] == 2 and "五十人" in claim["text"])
    assert both["speaker"] == "罗慕言"
    assert {wording["text"] for wording in both["wordings"]} == {"星期三有五十人在船上", "9月7日船上有五十人"}
    alone = next(claim for claim in told_one["claims"] if claim["speaker"] == "白石港")
    sheets = {sheet["outlet"]: sheet for sheet in told_one["sheets"]}
    (teller,) = alone["outlets"]
    (other,) = set(told_one["outlets"]) - {teller}
    assert alone["id"] in sheets[teller]["only_here"]
    assert alone["id"] in sheets[other]["missing_here"]
    moments = {moment["value"]: moment for moment in told_one["timeline"]}
    assert {each["text"] for each in moments["2022-09-07"]["told"]} >= {"星期三", "9月7日"}


def test_every_span_of_the_json_points_at_its_text(made, ferry):
    (told_one,) = told("compare", ferry["id"], cwd=made)
    texts = {each: told("text", each, cwd=made)[0]["text"] for each in ids(ferry)}
    spans = [(wording["at"], wording["text"]) for claim in told_one["claims"] for wording in claim["wordings"]]
    spans += [(each["at"], each["text"]) for moment in told_one["timeline"] for each in moment["told"]]
    assert len(spans) > 6
    for at, text in spans:
        assert texts[at["article"]][at["start"] : at["end"]] == text


def test_any_id_of_the_story_will_do_and_an_unknown_one_is_reported(made, ferry):
    by_story = told("compare", ferry["id"], cwd=made)
    assert told("compare", ids(ferry)[1][:9], cwd=made) == by_story
    for arguments in (("ffff",), ("sffff",), (ids(ferry)[0], "ffff")):
        done = run("compare", *arguments, cwd=made)
        assert done.returncode == 1
        assert "has the id" in done.stderr
        assert done.stdout == ""


def test_wrong_use_is_told_with_its_exit_code(made, ferry):
    one, two = ids(ferry)
    for arguments in ((), (one, two, one), (one, one), (one, "--csv", "--json")):
        done = run("compare", *arguments, cwd=made)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr


def test_people_read_claims_with_all_wordings_and_what_is_only_here(made, ferry):
    out = run("compare", ferry["id"], cwd=made).stdout
    headings = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert headings[0] == ferry["title"]
    assert headings.index("Claims of several outlets") < headings.index("Only here") < headings.index("Timeline")
    several = out.partition("Claims of several outlets")[2].partition("Only here")[0]
    assert "2 by themselves: 罗慕言" in several
    assert "星期三有五十人在船上" in several
    assert "9月7日船上有五十人" in several
    assert "白石港: =雾里什么都*看不见*" in out.partition("Only here")[2].partition("Missing here")[0]
    assert "\x1b" not in out


def test_markdown_shows_what_is_said_as_it_is(made, ferry):
    out = run("compare", ferry["id"], "--markdown", cwd=made).stdout
    assert out.startswith("# ")
    assert "\n## Only here\n" in out
    assert "=雾里什么都\\*看不见\\*" in out


def test_the_table_has_a_row_a_claim_and_a_column_an_outlet(made, ferry):
    (told_one,) = told("compare", ferry["id"], cwd=made)
    rows = list(csv.DictReader(io.StringIO(run("compare", ferry["id"], "--csv", cwd=made).stdout)))
    assert [row["claim"] for row in rows] == [claim["id"] for claim in told_one["claims"]]
    assert list(rows[0]) == ["claim", "voices", "speaker", "text", *told_one["outlets"]]
    both = next(row for row in rows if "五十人" in row["text"])
    assert both["voices"] == "2"
    assert {both[outlet] for outlet in told_one["outlets"]} == {"星期三有五十人在船上", "9月7日船上有五十人"}


def test_no_cell_of_the_table_is_a_formula(made, ferry):
    rows = list(csv.reader(io.StringIO(run("compare", ferry["id"], "--csv", cwd=made).stdout)))
    assert any(cell.startswith("'=雾里") for row in rows for cell in row)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_two_articles_are_laid_side_by_side(made, ferry):
    one, two = ids(ferry)
    (sides,) = told("compare", two, one, cwd=made)
    assert (sides["one"]["id"], sides["two"]["id"], sides["story"]) == (two, one, ferry["id"])
    said = [match for match in sides["matches"] if match["kind"] == "claim" and "五十人" in match["one"]["text"]]
    assert [(match["one"]["text"], match["two"]["text"]) for match in said] == [
        ("9月7日船上有五十人", "星期三有五十人在船上")
    ]
    assert "Said in both" in run("compare", one, two, cwd=made).stdout
    rows = list(csv.reader(io.StringIO(run("compare", one, two, "--csv", cwd=made).stdout)))
    assert rows[0] == ["kind", "likeness", one, two]
    assert len(rows) == 1 + len(sides["matches"])


def test_an_article_that_stands_alone_is_compared_with_none(made, ferry):
    salt = next(story for story in told("stories", cwd=made) if story["id"] != ferry["id"])
    (told_one,) = told("compare", salt["id"], cwd=made)
    assert len(told_one["sheets"]) == 1
    assert told_one["sheets"][0]["missing_here"] == []
    (sides,) = told("compare", ids(salt)[0], ids(ferry)[0], cwd=made)
    assert sides["story"] == ""


def test_statements_have_the_claim_that_the_comparison_gives_them(made, ferry):
    (told_one,) = told("compare", ferry["id"], cwd=made)
    expected = {
        (wording["at"]["article"], wording["at"]["start"]): claim["id"]
        for claim in told_one["claims"]
        for wording in claim["wordings"]
    }
    rows = told("statements", cwd=made)
    found = {(row["id"], each["start"]): each["claim"] for row in rows for each in row["statements"]}
    assert {place: claim for place, claim in found.items() if claim} == expected
    assert any(not each["claim"] for row in rows if row["id"] not in ids(ferry) for each in row["statements"])


def test_an_article_that_joins_changes_the_comparison_and_a_damaged_one_is_told(tmp_path):
    archive = make(tmp_path)
    (ferry,) = [story for story in told("stories", cwd=archive) if len(story["articles"]) == 2]
    assert len(told("compare", ferry["id"], cwd=archive)[0]["articles"]) == 2
    title, *_ = REPORTS["海报/雾中相撞.md"]
    lines = OURS["海报/雾中相撞.md"]
    write(tmp_path, "晚报/渡轮.md", title, "https://wanbao.example/ferry", (*lines, "巡警柳湾表示，港口封闭了。"), 3)
    run("import", "in", "--archive", "a", cwd=tmp_path)
    (joined,) = told("compare", ferry["id"], cwd=archive)
    assert len(joined["articles"]) == 3
    assert any("港口封闭了" in claim["text"] for claim in joined["claims"])
    record = next(path for path in (archive / "records").rglob("*.md") if "晚报" in str(path) or "wanbao" in str(path))
    record.chmod(0o644)
    record.write_bytes(b"nothing of the kind")
    (damaged,) = told("compare", ferry["id"], cwd=archive)
    assert len(damaged["articles"]) == 2
    assert list(damaged["lacking"].values()) == ["unreadable"]
    assert "Lacking" in run("compare", ferry["id"], cwd=archive).stdout


@pytest.fixture(scope="module")
def seeds(shared, tmp_path_factory) -> dict:
    """The two real records of which the story is known, compared in what the program itself finds in them."""
    folder = tmp_path_factory.mktemp("seeds")
    done = run("import", shared / "seeds", "--archive", "a", cwd=folder)
    assert done.returncode == 0, done.stderr
    (story,) = told("stories", cwd=folder / "a")
    (comparison,) = told("compare", story["id"], cwd=folder / "a")
    return comparison


def claim_of(comparison: dict, speaker: str, word: str) -> dict:
    """The claim one of whose wordings has a word, by a speaker."""
    (found,) = [
        claim
        for claim in comparison["claims"]
        if any(speaker in each["speaker"] and word in each["text"] for each in claim["wordings"])
    ]
    return found


def days_of(comparison: dict, word: str) -> set[str]:
    """What the days are that are told in a word."""
    moments = comparison["timeline"]
    return {moment["value"] for moment in moments if word in {each["text"] for each in moment["told"]}}


def test_of_the_seeds_the_ambassadors_claim_stands_in_both_wordings_with_their_chains(seeds):
    claim = claim_of(seeds, "杰尼索夫", "再次会晤")
    assert {wording["outlet"]: wording["via"] for wording in claim["wordings"]} == {
        "voa": ["塔斯社"],
        "rfi": ["塔斯社", "法新社"],
    }
    assert claim["voices"] == 2


def test_of_the_seeds_the_spokesmans_announcement_stands_in_both_and_its_days_meet(seeds):
    claim = claim_of(seeds, "斯马迪亚罗夫", "国事访问")
    assert claim["outlets"] == ["rfi", "voa"]
    assert days_of(seeds, "9月5日") == days_of(seeds, "星期一") == {"2022-09-05"}


@pytest.mark.parametrize(("speaker", "outlet"), [("科夫勒", "rfi"), ("毛宁", "voa")])
def test_of_the_seeds_one_speaker_is_only_here_and_another_only_there(seeds, speaker, outlet):
    claims = {claim["id"] for claim in seeds["claims"] if claim["speaker"] == speaker}
    sheets = {sheet["outlet"]: sheet for sheet in seeds["sheets"]}
    assert len(claims) >= 3
    assert claims <= set(sheets.pop(outlet)["only_here"])
    (other,) = sheets.values()
    assert claims <= set(other["missing_here"])


def test_of_the_seeds_the_timeline_goes_from_2019_to_november_2022(seeds):
    moments = seeds["timeline"]
    assert moments[0]["value"].startswith("2019")
    assert moments[-1]["value"] == "2022-11"
    assert moments[-1]["is_coming"]
    assert moments[-1]["outlets"] == ["rfi", "voa"]
