"""The prose and the shape of the code: links, commands and words in the docs; docstrings, sizes and tests of modules."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import click
import pytest

from samarkand.cli.group import COMMANDS, samarkand

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "samarkand"
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
PAGES = [ROOT / path for path in TRACKED if path.endswith(".md") and not path.startswith(("src/", "tests/"))]
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

NOT_OURS = {
    "crawl": r"crawl\w*",
    "snapshot": r"snapshots?",
    "revision": r"revisions?",
    "edition": r"editions?",
    "timestamp": r"timestamps?",
    "news item": r"(?:news|feed) items?",
    "news source": r"(?:news|feed) sources?",
    "media outlet": r"media outlets?",
    "database of articles": r"databases? of articles",
    "cluster": r"clusters?",
}
"""Words that the glossary has another one for."""
ALLOWED = {
    ("docs/glossary.md", "crawl"): "the glossary names what is not said",
    ("docs/glossary.md", "snapshot"): "the same",
    ("docs/glossary.md", "revision"): "the same",
    ("docs/glossary.md", "edition"): "the same",
    ("docs/decisions/0005-fetching.md", "crawl"): "programs of others, that call themselves so",
    ("docs/guides/import.md", "crawl"): "Common Crawl calls itself so",
}
ALLOWED |= dict.fromkeys(
    (
        (page, "cluster")
        for page in (
            *("CHANGELOG.md", "bench/README.md", "docs/decisions/0008-dependencies.md", "docs/glossary.md"),
            *("docs/guides/bulk.md", "docs/guides/scale.md", "docs/index.md", "docs/reference/commands.md"),
        )
    ),
    "machines that work together, and no articles",
)
PAGE = "tests/web/test_pages.py asks for whole pages, as a browser does"
LOGIN = "tests/web/test_login.py knocks at the whole door"
WHOLE = "tests/cli/test_contract.py and the tutorial run every command as a user does"
SUITES = "protocols without behaviour; each has a suite of its own that adapters and twins answer"
WITHOUT_TEST = {
    "ports/derived.py": SUITES,
    "ports/outside.py": SUITES,
    "ports/truth.py": SUITES,
    "app/archives.py": WHOLE,
    "app/sites.py": WHOLE,
    "app/network.py": WHOLE,
    "app/buckets.py": "one line; tests/cli/test_syncing.py synchronises through it",
    "vitals.py": "tests/web/test_watching.py and tests/cli/test_logs.py ask for all of its numbers",
    "pipeline/happenings/looking.py": "the tests of each kind of happening, beside it, ask all of it",
    "pipeline/carrying.py": "tests/adapters/test_copies.py carries between all kinds of copies",
    "app/stamps.py": "one call; tests/cli/test_proof.py asks a calendar through it",
    "cli/archives.py": WHOLE,
    "cli/collecting.py": WHOLE,
    "cli/group.py": WHOLE,
    "cli/options.py": WHOLE,
    "cli/output.py": WHOLE,
    "cli/statements.py": "tests/cli/test_statement_commands.py runs it as a user does",
    "__init__.py": "names that are loaded late; tests/test_opened.py uses them",
    "answering.py": WHOLE,
    "as_json/articles.py": "tests/cli and tests/docs/test_reference.py see what it makes, tests/web/api judges it by its schema",
    "as_json/statements.py": "the same",
    "cli/mcp.py": "tests/assistants/test_server.py starts it as a user does",
    "web/api/articles.py": "tests/web/api asks every address, and schemathesis what they allow and forbid",
    "web/api/cursors.py": "tests/web/api/test_lists.py alters them",
    "web/api/operations.py": "tests/web/api asks every address, and schemathesis what they allow and forbid",
    "web/api/parameters.py": "tests/web/api asks every address, and schemathesis what they allow and forbid",
    "web/api/rates.py": "tests/web/api/test_problems.py asks too often",
    "web/api/routes.py": "tests/web/api asks every address, and schemathesis what they allow and forbid",
    "web/api/schemas.py": "tests/web/api/test_document.py holds it against what is answered",
    "cli/comparison_sections.py": "tests/cli/test_compare.py runs it as a user does",
    "cli/demo.py": WHOLE,
    "cli/status.py": WHOLE,
    "cli/upkeep.py": WHOLE,
    "cli/verifying.py": WHOLE,
    "pipeline/restraint.py": "tests/pipeline/test_lives.py has rounds of restless pages",
    "pipeline/scheduling.py": "tests/pipeline/test_lives.py has rounds of hot stories, budgets and clocks",
    "pipeline/witnessing.py": "tests/pipeline/test_lives.py has rounds of pages that go, come back and move",
    "model/reports.py": "a count; every import and every round prints it",
    "model/articles.py": "values; the order of listings, their one rule, is asked of the catalog",
    "model/collecting.py": "values",
    "pipeline/parts.py": "the parts of the flow; one look-up by id",
    "web/desk.py": PAGE,
    "web/entrance/door.py": LOGIN,
    "web/entrance/gate.py": LOGIN,
    "web/visitors.py": LOGIN,
    "app/doors.py": "two calls; tests/cli/test_password.py runs them as a user does",
    "app/managing.py": "tests/web/test_subscriptions.py changes an archive through it",
    "app/mails.py": "one call; tests/test_digesting.py sends through it",
    "cli/digest.py": "tests/test_digesting.py runs it as a user does",
    "cli/choosing.py": "tests/test_digesting.py and tests/test_exports.py choose as a user does",
    "pipeline/taking.py": "tests/test_digesting.py takes whole archives, and one with a lost record",
    "web/standings.py": "three sentences; tests/test_digesting.py has them in digests, the tests of the front page on cards",
    "app/searches.py": "one call; tests/web/test_subscriptions.py and the commands keep searches by it",
    "web/images.py": PAGE,
    "web/views.py": PAGE,
    "pipeline/opening.py": "two calls; every test that shows a version runs it",
}
"""Modules that no test file of their own, or of their package, mirrors: and why."""


def shown(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def without_code(text: str) -> str:
    """Markdown without its blocks and spans of code."""
    text = re.sub(r"^ {4}.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))


def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are linked to, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text("utf-8"))):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in anchors(place), f"{target} names no heading of that page"


def test_the_index_leads_to_every_page():
    index = ROOT / "docs" / "index.md"
    targets = re.findall(r"\]\(([^)#\s]+)", index.read_text("utf-8"))
    linked = {(index.parent / target).resolve() for target in targets if not target.startswith("http")}
    assert [shown(page) for page in PAGES if page.is_relative_to(index.parent) and page not in {*linked, index}] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_command_in_the_docs_exists_with_its_options(page):
    text = page.read_text("utf-8")
    code = re.findall(r"^ *```(?:console|sh|text|bash)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    code += re.findall(r"^(?: {4}|\t)(.*)$", text, re.MULTILINE) + re.findall(r"`([^`\n]+)`", text)
    called = re.findall(r"(?:^|[\s(/])samarkand +([a-z]+)\b([^\n|;#$)]*)", "\n".join(code))
    for command, rest in called:
        assert command in COMMANDS, f"there is no `samarkand {command}`"
        found = samarkand.get_command(click.Context(samarkand), command)
        assert found is not None
        known = {name for option in found.params for name in option.opts} | {"--help", "-h"}
        assert set(re.findall(r"(?<!\S)--?[a-z][\w-]*", rest)) <= known, f"samarkand {command}{rest}"


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pages_use_the_words_of_the_house(page):
    text = without_code(page.read_text("utf-8"))
    used = {word for word, pattern in NOT_OURS.items() if re.search(rf"\b{pattern}\b", text, re.IGNORECASE)}
    assert used == {word for place, word in ALLOWED if place == shown(page)}


def test_no_path_of_a_machine_stands_anywhere():
    found = []
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in {".png", ".gz", ".jpg"} or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{name}: {hit}" for hit in re.findall(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/[\w.]+", text)]
    assert found == []


def docstring(module: str) -> str:
    return ast.get_docstring(ast.parse((SOURCE / module).read_text("utf-8"))) or ""


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_in_one_sentence_what_it_is_for(module):
    first = docstring(module).split("\n\n")[0]
    assert first, "the module has no docstring"
    assert first.endswith("."), first


def test_no_module_has_more_than_500_lines():
    sizes = {module: len((SOURCE / module).read_text("utf-8").split("\n")) for module in MODULES}
    assert {module: size for module, size in sizes.items() if size > 500} == {}


def test_there_is_no_drawer_for_the_homeless():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
    assert [module for module in MODULES if Path(module).stem in drawers] == []


def has_behaviour(module: str) -> bool:
    """Whether a module holds a function: values and lists of names alone have nothing to be tried."""
    tree = ast.parse((SOURCE / module).read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))


def is_mirrored(module: str, stems: set[str]) -> bool:
    """Whether a test file is called after a module (`changes`, `steps_changes`), or after a package around it."""
    *packages, stem = Path(module).with_suffix("").parts
    names = {f"test_{stem}", *(f"test_{package}_{stem}" for package in packages)} if stem != "__init__" else set()
    families = tuple(f"test_{package}" for package in packages)
    return any(test in names or test.startswith(families) for test in stems)


def test_every_module_has_a_test_file_or_a_reason():
    stems = {Path(name).stem for name in TRACKED if re.fullmatch(r"tests/.*test_\w+\.py", name)}
    bare = {module for module in MODULES if has_behaviour(module) and not is_mirrored(module, stems)}
    wanting, needless = sorted(bare - set(WITHOUT_TEST)), sorted(set(WITHOUT_TEST) - bare)
    assert not wanting, f"write their tests, or give the reason in WITHOUT_TEST: {', '.join(wanting)}"
    assert not needless, f"these have tests, or are gone; take them off WITHOUT_TEST: {', '.join(needless)}"
