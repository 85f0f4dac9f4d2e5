"""Plugins as they are installed: the example by pip, and bad ones beside it; the program names them and goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BAD = {
    "outlets": {"raising": "bad_raising", "empty": "bad_empty", "thief": "bad_thief", "absent": "bad_absent"},
    "extractors": {"raising": "bad_raising:x", "lying": "bad_forms:TEXT"},
    "exporters": {
        "lazy": "bad_forms:LAZY",
        "shouting": "bad_forms:SHOUTING",
        "misnamed": "bad_forms:LAZY",
        "text": "bad_forms:TEXT",
    },
}
MODULES = {
    "bad_raising/__init__.py": "raise SystemExit('no')",
    "bad_empty/__init__.py": "",
    "bad_thief/__init__.py": "",
    "bad_thief/dw.toml": 'id = "dw"\nname = "Another"\n',
    "bad_forms.py": (
        "from samarkand.model.exports import Form\n"
        "def shout(taken, out, about):\n"
        "    for each in taken: raise ValueError('no\\x1b[31m such')\n"
        "LAZY = Form('lazy', '.lazy', 'all', lambda taken, out, about: None)\n"
        "SHOUTING = Form('shouting', '.shout', 'all', shout)\n"
        "TEXT = 'text'\n"
    ),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder of packages: the example by pip, and one whose every entry is bad."""
    folder = tmp_path_factory.mktemp("plugins")
    build = folder / "build"
    subprocess.run(["cp", "-r", ROOT / "examples" / "plugin", build], check=True)
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", folder / "site", build], check=True)
    for name, text in MODULES.items():
        path = folder / "site" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    told = folder / "site" / "bad-0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 0\n")
    lines = [
        f"[samarkand.{group}]\n" + "".join(f"{name} = {value}\n" for name, value in found.items())
        for group, found in BAD.items()
    ]
    (told / "entry_points.txt").write_text("\n".join(lines))
    return folder / "site"


@pytest.fixture(scope="module")
def run(place):
    def run(*arguments: object, module: str = "samarkand") -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(filter(None, (str(place), os.environ.get("PYTHONPATH", ""))))
        command = [sys.executable, "-m", module, *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path}
        )

    return run


@pytest.fixture(scope="module")
def archive(run, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "news"
    assert run("init", folder).returncode == 0
    record = folder.parent / "a.md"
    record.write_text(
        "<!--1788700000000-->\n[灯塔又亮了](https://gazette.harbour.example/1)\n------\n\n<p>九年之后。</p>\n"
    )
    assert run("import", record, "--archive", folder).returncode == 0
    return folder


def test_doctor_lists_every_plugin_and_what_is_wrong_with_it(run, archive):
    done = run("doctor", "--json", "--archive", archive)
    told = json.loads(done.stdout)["plugins"]
    assert len(told) == 3 + sum(map(len, BAD.values()))
    fine = [line for line in told if line.endswith("(harbour-samarkand 1.0)")]
    assert [line.split(" (")[0] for line in fine] == [
        "outlets harbour",
        "extractors harbour-gazette",
        "exporters headlines",
    ]
    wrong = {tuple(line.split(" (")[0].split()): line for line in told if line not in fine}
    assert "cannot be loaded: SystemExit: no" in wrong["outlets", "raising"]
    assert "holds no .toml file" in wrong["outlets", "empty"]
    assert "has the outlet dw, which is another's" in wrong["outlets", "thief"]
    assert "ModuleNotFoundError" in wrong["outlets", "absent"]
    assert "cannot be called" in wrong["extractors", "lying"]
    assert "calls its form 'lazy'" in wrong["exporters", "misnamed"]
    assert "is str, and no Form" in wrong["exporters", "text"]


def test_an_outlet_of_a_plugin_is_known_and_its_articles_are_its_own(run, archive):
    (told,) = [json.loads(line) for line in run("list", "--json", "--archive", archive).stdout.splitlines()]
    assert (told["outlet"], told["outlet_name"]) == ("harbour-gazette", "Harbour Gazette")
    assert run("add", "harbour-gazette", "--archive", archive).returncode == 0


def test_a_form_of_a_plugin_is_known_by_its_ending_and_by_its_name(run, archive, tmp_path):
    assert run("export", tmp_path / "a.headlines.txt", "--archive", archive).returncode == 0
    assert (tmp_path / "a.headlines.txt").read_text("utf-8") == "2026-09-06  Harbour Gazette: 灯塔又亮了\n"
    assert run("export", tmp_path / "b", "--format", "headlines", "--archive", archive).returncode == 0


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("shouting", "raised ValueError"),
        ("lazy", "left versions out"),
        ("misnamed", "calls its form 'lazy'"),
        ("text", "is str, and no Form"),
    ],
)
def test_a_form_that_raises_or_lies_is_named_and_nothing_of_it_is_kept(run, archive, tmp_path, name, problem):
    done = run("export", tmp_path / "a.txt", "--format", name, "--archive", archive)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"the plugin {name} (exporters)" in done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_suite_checks_what_is_installed(run):
    done = run(module="samarkand.conformance")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.endswith("keeps to the contract")] == [
        "outlets harbour: keeps to the contract",
        "extractors harbour-gazette: keeps to the contract",
        "exporters headlines: keeps to the contract",
    ]
    assert "exporters lazy: one version: took 0 of 1 versions" in lines


def test_the_examples_own_tests_pass(place):
    path = os.pathsep.join(filter(None, (str(place), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ROOT / "examples" / "plugin" / "tests"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 0, done.stdout


def test_where_no_package_names_a_group_nothing_is_imported_for_it():
    script = (
        "import sys\nbefore = 'importlib.metadata' in sys.modules\nfrom samarkand.adapters.plugins import entries\n"
        "assert entries('outlets') == ()\nassert before or 'importlib.metadata' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
