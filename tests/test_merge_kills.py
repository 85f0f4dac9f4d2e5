"""A merge that is killed at any moment leaves a whole archive, and goes on at the next start."""

from __future__ import annotations

import os
import random
import shutil

import pytest
from test_kills import catalog_agrees, check, incoming, kept, killed, problems, run, samarkand  # noqa: F401

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 3)


@pytest.fixture(scope="module")
def archives(tmp_path_factory, incoming):  # noqa: F811  (a fixture of that name)
    """Two archives that have kept some of the same files."""
    folder = tmp_path_factory.mktemp("archives")
    parts = sorted(path for path in incoming.iterdir())
    for name, files in (("one", parts[:6]), ("two", parts[3:])):
        assert run("import", *map(str, files), "--archive", str(folder / name)).returncode == 0
    return folder


def test_a_merge_that_is_killed_goes_on_where_it_was(tmp_path, archives):
    chance = random.Random(20261130)
    undisturbed = shutil.copytree(archives / "one", tmp_path / "undisturbed")
    assert run("merge", str(archives / "two"), "--archive", str(undisturbed)).returncode == 0
    expected, root = kept(undisturbed), shutil.copytree(archives / "one", tmp_path / "one")
    assert len(expected) == 600
    acknowledged = []
    for _ in range(KILLS):
        told = killed(
            tmp_path / "told", chance.uniform(0.5, 4), "merge", str(archives / "two"), "--json", "--archive", str(root)
        )
        acknowledged += told
        assert problems(root) == []
    done = run("merge", str(archives / "two"), "--archive", str(root))
    assert done.returncode == 0, done.stderr
    assert kept(root) == expected
    assert problems(root) == []
    assert problems(archives / "two") == []
    assert catalog_agrees(root)
