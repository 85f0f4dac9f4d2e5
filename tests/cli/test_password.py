"""`password`, and a server that others can reach, as a user runs them."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import time
from hashlib import md5
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from samarkand.adapters.passwords import AppPasswordFile
from samarkand.app.archives import create_archive
from samarkand.cli.group import samarkand
from samarkand.errors import SamarkandError, UsageError
from samarkand.web.server import is_free

RIGHT = "渡轮晨星 crosses at noon"


@pytest.fixture
def root(tmp_path):
    create_archive(tmp_path)
    return tmp_path


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(root, *arguments: str, told: str | bytes = b"") -> Done:
    """A command, in this process; its standard input is no terminal."""
    done = CliRunner().invoke(samarkand, [*arguments, "--archive", str(root)], input=told)
    error = done.exception if isinstance(done.exception, SamarkandError) else None
    if done.exception and not error and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(error.exit_code if error else done.exit_code, done.stdout, done.stderr + (str(error) if error else ""))


def test_a_password_is_read_from_the_standard_input_and_taken_away_again(root):
    done = run(root, "password", "--json", told=f"{RIGHT}\n")
    assert (done.code, json.loads(done.out)["password"]) == (0, "set")
    assert (root / "door" / "password").stat().st_mode & 0o777 == 0o600
    assert RIGHT not in done.out + done.err
    assert json.loads(run(root, "password", "--remove", "--json").out)["password"] == "removed"
    assert json.loads(run(root, "password", "--remove", "--json").out)["password"] == "none"


def test_a_password_for_apps_is_made_and_told_once(root):
    told = json.loads(run(root, "password", "--apps", "--json").out)
    assert (told["password"], told["user"], len(told["made"])) == ("made", "samarkand", 35)
    file = AppPasswordFile(root)
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.holds(told["made"])
    assert not file.holds(told["made"][:-1])
    assert told["made"] not in file.path.read_text()
    assert json.loads(run(root, "password", "--apps", "--json").out)["made"] != told["made"]
    assert not file.holds(told["made"])
    assert json.loads(run(root, "password", "--apps", "--remove", "--json").out)["password"] == "removed"
    assert json.loads(run(root, "password", "--apps", "--remove", "--json").out)["password"] == "none"
    assert not file.holds("")


def test_the_key_of_fever_is_kept_where_it_was_asked_for_and_goes_with_its_password(root):
    file = AppPasswordFile(root)
    made = json.loads(run(root, "password", "--apps", "--json").out)["made"]
    assert not file.holds_key(key_of(made))
    made = json.loads(run(root, "password", "--apps", "--fever", "--json").out)["made"]
    assert file.holds(made)
    assert file.holds_key(key_of(made))
    assert file.holds_key(key_of(made).upper())
    kept = root / "door" / "fever"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert key_of(made) not in kept.read_text()
    assert not file.holds_key(kept.read_text().strip())
    run(root, "password", "--apps")
    assert not kept.exists()
    run(root, "password", "--apps", "--fever")
    run(root, "password", "--apps", "--remove")
    assert not kept.exists()
    assert not file.holds_key("")


@pytest.mark.parametrize("arguments", [("--fever",), ("--apps", "--fever", "--remove")])
def test_fever_is_nothing_without_a_password_that_is_made(root, arguments):
    done = run(root, "password", *arguments)
    assert (done.code, done.err) == (2, "--fever goes with --apps, where a password is made")


def key_of(password: str) -> str:
    return md5(f"samarkand:{password}".encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("told", ["", "\n", "short", "aaaaaaaaaaaaaaaa", "x" * 3000, b"\xff\xfe" * 10])
def test_what_is_no_good_password_is_refused_in_one_line(root, told):
    done = run(root, "password", told=told)
    assert done.code == 2
    assert re.match("a password|the password", done.err)
    assert "\n" not in done.err
    assert not (root / "door" / "password").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "samarkand password"),
        (["--host", "::"], "samarkand password"),
        (["--proxy", "127.0.0.1"], "samarkand password"),
        (["--user-header", "Remote-User"], "--proxy"),
        (["--proxy", "nobody"], "no address of a proxy"),
    ],
)
def test_a_reader_that_strangers_could_enter_does_not_start(root, arguments, told):
    done = run(root, "serve", *arguments)
    assert done.code == 2
    assert told in done.err


def test_the_demo_does_not_stand_open_either():
    done = CliRunner().invoke(samarkand, ["demo", "--host", "0.0.0.0"])
    assert isinstance(done.exception, UsageError)
    assert ("samarkand password" in str(done.exception), done.output) == (True, "")


@pytest.fixture
def port(root):
    """The port of a reader that others can reach, in a process of its own."""
    run(root, "password", told=RIGHT)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        found = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "samarkand",
        "serve",
        "--host",
        "0.0.0.0",
        "--port",
        str(found),
        "--archive",
        str(root),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while is_free("0.0.0.0", found) and time.monotonic() < until:
            time.sleep(0.1)
        yield found
        process.terminate()


def ask(
    port: int, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent = {name.replace("_", "-"): value for name, value in headers.items() if value}
    connection.request(method, path, body or None, {"Accept": "text/html", **sent})
    found = connection.getresponse()
    return found.status, found.headers, found.read().decode()


def enter(port: int, password: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
    token = re.search(r'name="token" value="([^"]+)"', ask(port, "GET", "/login")[2])[1]
    body = urlencode({"token": token, "password": password, "to": "/status"}).encode()
    own = {"Origin": f"http://127.0.0.1:{port}", "Content_Type": "application/x-www-form-urlencoded"}
    return ask(port, "POST", "/login", body, **{**own, **headers})


def test_a_real_reader_keeps_strangers_out_lets_its_owner_in_and_forgets_them_with_the_password(root, port):
    assert ask(port, "GET", "/")[0] == 303
    assert ask(port, "GET", "/feed.atom", Accept="*/*")[0] == 401
    assert ask(port, "GET", "/", X_Forwarded_For="127.0.0.1", Remote_User="root")[0] == 303
    assert enter(port, RIGHT, Origin="http://evil.example")[0] == 403
    assert ask(port, "POST", "/login", b"x" * 1_000_000, Content_Type="application/x-www-form-urlencoded")[0] == 403
    status, headers, _ = enter(port, RIGHT)
    assert (status, headers["location"]) == (303, "/status")
    cookie = headers["set-cookie"].partition(";")[0]
    assert ask(port, "GET", "/status", Cookie=cookie)[0] == 200
    found = [enter(port, f"guess {number}", X_Forwarded_For=f"198.51.100.{number}")[0] for number in range(12)]
    assert found[:5] == [403] * 5
    assert 429 in found[5:], "what a stranger says of his address is not believed"
    run(root, "password", told="another sentence of mine")
    assert ask(port, "GET", "/status", Cookie=cookie)[0] == 303
