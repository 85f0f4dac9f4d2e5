"""What lies on the disk, and where, is told to nobody who is not at it: it goes to the log."""

from __future__ import annotations

import base64
import logging

import pytest
from web.knocking import FORM, RIGHT, Visit, token_in
from web.press import NOW, Answered, Reader

from samarkand.adapters.passwords import AppPasswordFile, PasswordFile
from samarkand.adapters.tokens import TokensFile
from samarkand.errors import ArchiveDamaged, CannotWrite, CatalogUnusable, NotFound, SamarkandError
from samarkand.web.discretion import AGAIN, OUTSIDE, TROUBLES, TroubleLog, outside
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance


class Damaged:
    """A reader whose door has files on a disk, and what knocks there."""

    def __init__(self, root, press) -> None:
        self.root = root
        password, self.tokens = PasswordFile(root), TokensFile(root)
        password.keep(RIGHT)
        self.apps = AppPasswordFile(root)
        self.made = self.apps.make(speaks_fever=True)
        door = Door(Entrance("0.0.0.0"), password, "archive", apps=self.apps, tokens=self.tokens)
        self.reader = Reader(press, NOW, door=door)
        self.shown = self.tokens.make("notebook", ["read"], NOW)[0]

    def post(self, path: str, body: str, **headers) -> Answered:
        return self.reader.get(path, "POST", body=body.encode(), content_type=FORM, **headers)

    def knocks(self) -> dict[str, Answered]:
        """One answer to each way in."""
        basic = base64.b64encode(f"x:{RIGHT}".encode()).decode()
        page = self.reader.get("/login", accept="text/html")
        token = token_in(page.text) if page.status == 200 else ""
        form = f"token={token}&password=wrong"
        return {
            "page": page,
            "form": self.post("/login", form, origin="http://127.0.0.1:8000", accept_language="en"),
            "basic": self.reader.get("/feed.atom", authorization=f"Basic {basic}"),
            "token": self.reader.get("/api/v1/", authorization=f"Bearer {self.shown}"),
            "app": self.post("/accounts/ClientLogin", "Email=x&Passwd=wrong"),
            "pass": self.reader.get("/reader/api/0/user-info", authorization="GoogleLogin auth=samarkand/00"),
            "fever": self.post("/fever/?api", "api_key=00"),
        }


@pytest.fixture
def damaged(tmp_path, press) -> Damaged:
    return Damaged(tmp_path, press)


@pytest.mark.parametrize(
    ("file", "ways"),
    [
        ("password", {"form", "basic", "app", "pass"}),
        ("apps", {"app", "pass"}),
        ("fever", {"fever"}),
        ("tokens.json", {"token"}),
    ],
)
@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", "a folder", b"$argon2id$no hash"])
def test_a_damaged_file_lets_nobody_in_and_no_stranger_hears_where_it_lies(damaged, caplog, file, ways, damage):
    TROUBLES._lately.clear()
    path = damaged.root / "door" / file
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    else:
        path.write_bytes(damage)
    caplog.set_level(logging.ERROR, "samarkand")
    answers = damaged.knocks()
    for way, answer in answers.items():
        told = f"{answer.headers} {answer.text}"
        assert not any(word in told for word in (str(damaged.root), "Errno", "codec", "Traceback")), (way, told)
    unread = {way for way, answer in answers.items() if answer.status == 503}
    legible = damage == b"$argon2id$no hash"  # of the apps' files: another password's hash than any
    if not legible or file == "tokens.json":
        assert ways <= unread
    if unread:
        assert [record.getMessage() for record in caplog.records if str(path) in record.getMessage()]
    others = set(answers) - ways - {"page", "form"}
    assert not others & unread, "what does not need the file goes on"


def test_a_login_that_cannot_be_checked_says_so_on_a_page_of_ones_language(damaged):
    (damaged.root / "door" / "password").write_bytes(b"no hash\n")
    answer = damaged.knocks()["form"]
    assert (answer.status, "It cannot be known who may enter" in answer.text) == (503, True)


def test_an_api_key_that_cannot_be_checked_is_a_problem(damaged):
    (damaged.root / "door" / "tokens.json").write_bytes(b"{")
    answer = damaged.knocks()["token"]
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", [kind for kind in SamarkandError.__subclasses__() if kind in OUTSIDE])
def test_trouble_with_the_disk_names_files_to_who_sits_at_it_alone(kind):
    error = kind("/srv/news/derived/catalog.sqlite cannot be used")
    assert "/srv" in outside(error, is_guarded=False)
    assert "/srv" not in outside(error, is_guarded=True)


def test_what_was_asked_for_wrongly_is_told_in_its_own_words():
    assert outside(NotFound("no outlet is called 'x'"), is_guarded=True) == "no outlet is called 'x'"


def test_pages_name_no_file_to_who_came_in_from_elsewhere(press, monkeypatch):
    visit = Visit(press)
    visit.enter()
    for error in (CatalogUnusable("/srv/news/derived/catalog.sqlite"), ArchiveDamaged("/srv/news/records/x.md")):

        def fails(*_args, error=error):
            raise error

        monkeypatch.setattr(visit.reader.parts.catalog, "news", fails)
        for path in ("/latest", "/stories", "/feed.atom", "/api/v1/articles"):
            assert "/srv" not in visit.get(path).text


def test_the_log_is_told_once_a_minute(caplog):
    caplog.set_level(logging.ERROR, "samarkand")
    now = [0.0]
    log = TroubleLog(lambda: now[0])
    for second in range(0, int(AGAIN) + 1, 10):
        now[0] = float(second)
        log.note(CannotWrite("/srv is full"))
        log.note(CannotWrite("/tmp is full"))
    assert [record.getMessage() for record in caplog.records] == ["/srv is full", "/tmp is full"] * 2
    for number in range(1000):
        log.note(CannotWrite(str(number)))
    assert len(log._lately) <= 100
