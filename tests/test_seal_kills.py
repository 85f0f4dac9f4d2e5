"""Sealing that is ended at any call that touches the disk leaves a whole seal, or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from test_kills import DOOMED, ended, problems, strange_files

from samarkand.adapters.archive import FolderArchive
from samarkand.model.events import Event
from samarkand.pipeline.sealing import SealCheck

SEAL = (
    DOOMED
    + """
from samarkand.pipeline.sealing import seal
seal(FolderArchive(root), None, datetime(2030, 9, 30, 13, tzinfo=UTC), is_timed=True)
"""
)


def test_sealing_that_is_ended_at_any_call_leaves_a_whole_seal_or_none(tmp_path):
    for call in range(1, 100):
        root = tmp_path / str(call)
        made = FolderArchive.create(root, b"")
        made.commit([Event("round", datetime(2030, 9, 30, 12, tzinfo=UTC), {"polled": ["port"]})])
        made.unlock()
        is_ended, _ = ended(SEAL, root, call, "after" if call % 2 else "before")
        assert problems(root) == [], call
        again = FolderArchive(root)
        again.lock()
        again.unlock()
        assert strange_files(root) == []
        assert len(list((root / "seals").glob("*"))) in {0, 2} if (root / "seals").exists() else True
        check = SealCheck()
        assert list(check.findings(again, lambda *_: "bad")) == []
        assert check.seals == sum(line.kind == "seal" for line in again.lines())
        if not is_ended:
            assert (check.seals, call > 15) == (1, True)
            return
    pytest.fail("the seal was never made")
