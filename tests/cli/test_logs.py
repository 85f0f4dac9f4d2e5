"""What is told on stderr, for people and for programs."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import pytest
from twins import commands

from samarkand.cli.logs import JsonLines


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    return commands.told(*arguments, env={**os.environ, **environment})


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("logged")
    assert run("init", folder).returncode == 0
    (folder / "outlets.toml").write_text('[[follow]]\nfeed = "http://127.0.0.1:1/feed\\u2028"\n')
    return folder


def test_a_round_is_told_in_lines_of_json_when_the_environment_says_so(root):
    done = run("collect", "--archive", root, SAMARKAND_LOG="json")
    lines = [json.loads(line) for line in done.stderr.split("\n") if line]
    report = next(line for line in lines if line["event"] == "report")
    assert (report["level"], report["outcome"]) == ("warning", "failed")
    assert report["at"].endswith("Z")
    ended = lines[-1]
    assert (ended["event"], ended["failed"]) == ("round", 1)
    assert ended["steps"].keys() == {"poll", "visit", "pictures", "index", "annotate", "relate", "tell"}
    assert "1 failed" in done.stdout


def test_an_error_is_one_line_in_either_form(tmp_path):
    text = run("list", "--archive", tmp_path)
    assert text.stderr.startswith("samarkand: ")
    told = json.loads(run("--log", "json", "list", "--archive", tmp_path).stderr)
    assert (told["level"], told["event"], told["error"]) == ("error", "error", "NotFound")
    assert told["message"] + "\n" == text.stderr


def test_status_tells_what_was_counted(root):
    run("collect", "--archive", root)
    told = json.loads(run("status", "--json", "--archive", root).stdout.splitlines()[-1])["archive"]
    assert told["rounds"] >= 1
    assert told["waiting"].keys() == {"feeds", "pages", "pictures"}
    assert told["behind"] == {"catalog": 0, "search": 0, "annotations": 0, "stories": 0}
    assert told["sizes"]["ledger"]["files"] >= 1
    assert told["holders"] == {}


def test_what_libraries_tell_and_what_goes_wrong_has_the_same_form():
    try:
        int("撒马尔罕\n")
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 1, "it %s", ("broke",), sys.exc_info())
    line = JsonLines().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["event"], told["message"], told["level"]) == ("uvicorn.error", "it broke", "error")
    assert "ValueError: invalid literal" in told["traceback"]
