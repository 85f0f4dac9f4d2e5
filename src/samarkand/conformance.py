"""What the author of a plugin runs: does an outlet, an extractor, a form keep to the contract, whatever comes? A list of what does not.

    assert check_exporter(MY_FORM) == []

`python -m samarkand.conformance` checks all plugins that are installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace

from samarkand.adapters import plugins
from samarkand.adapters.outlets import built_in
from samarkand.app.plugins import form_fault
from samarkand.errors import BadPlugin, NotFound
from samarkand.model.articles import Article, Picture, Published, Reading, Record, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.exports import About, Form, Taken
from samarkand.model.outlets import Outlet
from samarkand.model.plugins import Extractor
from samarkand.pipeline.plugged import fault_of
from samarkand.steps.outlets import find

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
PICTURE_FILE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + bytes(40)
TITLES = ("渡轮停航三天", "=1+1", 'a "b", c;\r\nd', "<b>&amp;", "\ud800\x00\x1b[31m\u202e", "长" * 5_000, "{\\%}", "")
BODIES = (
    "<p>港口昨天关闭。</p><p><img src='https://a.example/1.png'>图</p>",
    "<p>1<li>2<td>3",
    "",
    "<b>" * 3_000 + "x",
    "<p>\x00\ud800</p>",
)
PAGES = (
    *("", "<", "\x00", "\ud800", "<html>", "<p>" * 5_000, "{" * 50_000, "<script>" + "[" * 50_000),
    "<!doctype html><title>x</title><article><h1>y</h1><p>z</p></article>",
)
"""What an extractor meets besides articles."""


def check_outlets(package: str) -> list[str]:
    """What is wrong with the outlets of a package, by the name that its entry point has for it."""
    entry = SimpleNamespace(name=package, value=package, dist=None, load=lambda: __import__(package, fromlist=["x"]))
    try:
        outlets = plugins.outlets_of(entry)
    except BadPlugin as error:
        return [str(error)]
    found = []
    for outlet in outlets:
        if find(outlet.id, built_in()):
            found.append(f"{outlet.id}: comes with the program, or is a name of an outlet that does")
        if not outlet.places:
            found.append(f"{outlet.id}: has no `places`, so that no address is known for its own")
        if not outlet.feeds and not outlet.home:
            found.append(f"{outlet.id}: has neither feeds nor a home page: nothing can be collected")
    return found


def check_extractor(extractor: Extractor, pages: Sequence[tuple[str, str]] = ()) -> list[str]:
    """What is wrong with an extractor. `pages`: addresses and HTML of pages on which it must find an article."""
    found = []
    for number, html in enumerate(PAGES):
        answers = [_asked(extractor, html, "https://outlet.example/1") for _ in range(2)]
        if isinstance(answers[0], Exception):
            found.append(f"page {number} ({html[:20]!r}…): raised {plugins.told(answers[0])}")
        elif answers[0] != answers[1]:
            found.append(f"page {number}: answered otherwise the second time")
        elif answers[0] is not None and (fault := fault_of(answers[0], NOON)):
            found.append(f"page {number}: {fault}")
    for url, html in pages:
        answer = _asked(extractor, html, url)
        if answer is None:
            found.append(f"{url}: no article was found")
        elif isinstance(answer, Exception):
            found.append(f"{url}: raised {plugins.told(answer)}")
        elif fault := fault_of(answer, datetime.now(UTC)):
            found.append(f"{url}: {fault}")
    return found


def _asked(extractor: Extractor, html: str, url: str) -> object:
    try:
        return extractor(html, url)
    except Exception as error:  # noqa: BLE001  (whatever it raises is what is looked for)
        return error


def check_exporter(form: Form) -> list[str]:
    """What is wrong with a form: with no version, with one, with many hostile ones, and the same bytes twice."""
    if fault := form_fault(form, getattr(form, "name", "")):
        return [f"it {fault}"]
    found = []
    everything = list(hostile_versions())
    for told, versions in (("no version", []), ("one version", everything[:1]), ("hostile versions", everything)):
        if form.most and len(versions) > form.most:
            continue
        made = []
        for _ in range(2):
            out, drawn = BytesIO(), [0]
            try:
                form.write(_counted(versions, drawn), out, ABOUT)
            except Exception as error:  # noqa: BLE001  (as above)
                found.append(f"{told}: raised {plugins.told(error)}")
                break
            if out.closed:
                found.append(f"{told}: closed the file, which belongs to who asked")
                break
            if drawn[0] != len(versions):
                found.append(f"{told}: took {drawn[0]} of {len(versions)} versions")
            made.append(out.getvalue())
        if len(made) == 2 and made[0] != made[1]:
            found.append(f"{told}: gave other bytes the second time")
    return found


def _counted(versions: Iterable[Taken], drawn: list[int]) -> Iterator[Taken]:
    for each in versions:
        drawn[0] += 1
        yield each


def _read(path: str) -> bytes:
    if path.endswith("missing.png"):
        raise NotFound(f"{path} is not there")
    return PICTURE_FILE if path.startswith("images/") else f"record of {path}".encode()


ABOUT = About("渡轮 & <b>", "0123456789abcdef" * 4, "zh-Hans", _read)


def hostile_versions() -> Iterator[Taken]:
    """Versions such as an archive may hold: every title with every body, known and unknown times, pictures there and missing."""
    outlet = Outlet("harbour", "港口 & Co.")
    for number, (title, body) in enumerate((title, body) for title in TITLES for body in BODIES):
        at = NOON - timedelta(hours=number)
        identity = f"{number:016x}"
        zone = ("Asia/Shanghai", "Not/AZone")[number % 2]
        published = Published(at, zone, "day", "page", date(2026, 9, 7)) if number % 3 else None
        url = (f"https://outlet.example/{number}?a=b&c=%zz", "javascript:alert(1)", f"https://港口.example/“{number}”")[
            number % 3
        ]
        version = Version(
            article=identity,
            number=1,
            outlet="harbour",
            url=url,
            title=title,
            record=f"records/harbour/{number}\n|%.md",
            sha256=identity * 4,
            seen_at=at,
            published=published,
            language=("zh-Hans", "en", "und")[number % 3],
            authors=(title, "{and} & =x")[: number % 3],
        )
        picture = Picture("https://a.example/1.png", "https://a.example/1.png", title, "alt")
        missing = Picture("https://a.example/2.png", "2.png", "", "")
        path = "images/01/0123456789abcdef.png"
        images = {
            picture.url: StoredImage(picture.url, path, "", at),
            missing.url: StoredImage(missing.url, "images/01/missing.png", "", at),
        }
        reading = Reading(
            body, published, version.authors, version.language, (picture, missing), " ".join(title.split())
        )
        article = Article(identity, "harbour", url, 1, at, version)
        yield Taken(article, version, Record(title, url, body), reading, images, outlet, f"s{identity}")


def main() -> int:
    """Check what is installed; 1 where something does not keep to the contract."""
    findings = 0
    for group in plugins.GROUPS:
        for entry in plugins.entries(group):
            try:
                loaded = plugins.load(group, entry)
            except BadPlugin as error:
                found = [str(error)]
            else:
                if group == "outlets":
                    found = check_outlets(entry.value)
                else:
                    found = check_exporter(loaded) if group == "exporters" else check_extractor(loaded)
            findings += len(found)
            for line in found or ["keeps to the contract"]:
                print(f"{group} {entry.name}: {line}")  # noqa: T201  (a program of its own)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
