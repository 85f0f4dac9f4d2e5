"""An archive's folder as a Git repository: lists for its readers, and commits of what is new."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from samarkand import durable
from samarkand.errors import UsageError

COMMITTED = (
    "samarkand.toml",
    "outlets.toml",
    "names.toml",
    "watches.toml",
    "watches",
    "records",
    "packs",
    "ledger",
    "pages",
    "images",
    "seals",
    "lists",
    "README.md",
)


def write_list(root: Path, path: str, text: str, mark: str) -> bool:
    """Write a list that is made anew each time; False where somebody's own file (without the mark) stands there."""
    target = root / path
    if target.exists() and not target.read_text("utf-8", "replace").startswith(mark):
        return False
    durable.put(target, text.encode(), is_synced=False)
    return True


def commit_all(root: Path, message: str) -> bool:
    """Commit what is new in an archive; False where nothing is. Raises UsageError where the folder is in no repository."""
    try:
        _git(root, "rev-parse", "--git-dir")
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError(f"{root} is in no Git repository; make one with `git init {root}`") from error
    ours = [name for name in COMMITTED if (root / name).exists()]
    _git(root, "add", "--", *ours)
    if not ours or not _git(root, "diff", "--cached", "--name-only", "--", *ours):
        return False
    try:
        _git(root, "commit", "--quiet", "--message", message, "--", *ours)
    except subprocess.CalledProcessError as error:
        told = (error.stderr or error.stdout or "").strip().splitlines()
        raise UsageError(f"git could not commit: {told[-1] if told else error}") from error
    return True


def _git(root: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(  # noqa: S603  (fixed program, arguments of our own)
        ["git", "-C", str(root), *arguments],  # noqa: S607  (git is wherever the user has it)
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return done.stdout
