"""Sites made of archives that are open, in tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from web import affair, press
from web.affair import NOW

from samarkand.app.archives import create_archive, open_archive
from samarkand.app.sites import open_site
from samarkand.model.sites import SiteOptions, SiteReport
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.parts import Parts
from samarkand.web.site.building import Order, build, plan

BASE = "https://archive.example/news"


def order(root: Path, folder: Path, language: str = "zh-Hans", base: str = BASE) -> Order:
    return Order(str(root), str(folder), SiteOptions(language, base), NOW)


def made(parts: Parts, root: Path, folder: Path, now: datetime = NOW, **options: str) -> SiteReport:
    """A site of an archive that is open."""
    wanted = replace(order(root, folder, **options), now=now)
    with open_site(folder) as site, site.locked():
        *_, report = build(parts, site, wanted, plan(parts, site, wanted))
    assert isinstance(report, SiteReport)
    return report


@contextmanager
def sited(root: Path) -> Iterator[Parts]:
    """An archive on disk, so that other processes see it too: stories made by hand, versions, pictures, a page that is gone."""
    create_archive(root)
    (root / "outlets.toml").write_text(press.OUTLETS + affair.MORE_OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        affair.fill(parts)
        end = parts.archive.end()
        press.fill(parts)
        list(annotate(parts))
        assert parts.stories
        parts.stories.take(affair.placement(), end)
        yield parts
