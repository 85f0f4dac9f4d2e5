"""`watch` and `collect` with real targets on loopback: one that hangs, one that fails, a mail server; all of it by commands."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from twins.smtp import postbox

from samarkand.adapters.watches import WatchesFile
from samarkand.cli import group
from samarkand.model.watches import DeadLetter, Told
from samarkand.pipeline.telling import TRIES

RECORD = "<!--1900000000000-->\n[渡轮复航](https://port.example/1)\n------\n\n<p>首班渡轮今天开出。</p>\n"
AT = datetime(2030, 9, 20, tzinfo=UTC)


def samarkand(archive, *arguments, code=0):
    done = CliRunner().invoke(group.samarkand, [*arguments, "--archive", str(archive), "--json"])
    assert done.exit_code == code, (done.output, done.exception)
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def receiver():
    """A server that keeps what is posted to it and answers with its `status`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            server.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(server.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.received, server.status = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@contextmanager
def hanging():
    """The port of a server that accepts nobody: whoever connects waits for ever."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


@pytest.fixture
def archive(tmp_path):
    root = tmp_path / "archive"
    CliRunner().invoke(group.samarkand, ["init", str(root)], catch_exceptions=False)
    return root


def settle(root, box, *ports):
    """The settings of an archive that may tell these ports of this machine, and the mail server."""
    allowed = ", ".join(f'"127.0.0.1:{port}"' for port in ports)
    mail = f'[mail]\nhost = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\nsender = "news@mail.example"\n'
    (root / "samarkand.toml").write_text(f"[collect]\nallow_private = [{allowed}]\n{mail}")


def bring(root, tmp_path):
    records = tmp_path / "records"
    records.mkdir()
    (records / "1.md").write_text(RECORD, "utf-8")
    samarkand(root, "import", str(records))


def test_a_target_that_hangs_holds_up_nobody_and_is_told_apart(archive, tmp_path, monkeypatch):
    monkeypatch.setenv("WATCH_SECRET", "sesame")
    with postbox() as box, receiver() as server, hanging() as port:
        settle(archive, box, port, server.server_port)
        for number in range(3):
            samarkand(
                archive,
                "watch",
                "渡轮",
                "--secret-env",
                "WATCH_SECRET",
                "--webhook",
                f"http://127.0.0.1:{port}/{number}",
            )
        good = f"http://127.0.0.1:{server.server_port}/"
        samarkand(
            archive, "watch", "渡轮", "--secret-env", "WATCH_SECRET", "--webhook", good, "--mail", "me@mail.example"
        )
        bring(archive, tmp_path)
        (summary,) = samarkand(archive, "collect", code=1)
        assert (summary["note"], summary["failed"]) == (2, 3)
        (told,) = server.received
        assert [hit["title"] for hit in told["hits"]] == ["渡轮复航"]
        (mail,) = box.messages
        assert (mail["To"], mail["Subject"]) == ("me@mail.example", "渡轮 (1)")
        assert "https://port.example/1" in mail.get_content()
        listed = samarkand(archive, "watch", "--list")
        assert [each["behind"].get("webhook", {}).get("failures") for each in listed] == [1, 1, 1, None]


def test_what_was_given_up_is_listed_and_sent_again_on_demand(archive, tmp_path, monkeypatch):
    monkeypatch.setenv("WATCH_SECRET", "sesame")
    with postbox() as box, receiver() as server:
        settle(archive, box, server.server_port)
        url = f"http://127.0.0.1:{server.server_port}/"
        (kept,) = samarkand(archive, "watch", "渡轮", "--secret-env", "WATCH_SECRET", "--webhook", url)
        bring(archive, tmp_path)
        server.status = 503
        samarkand(archive, "collect", code=1)
        file = WatchesFile(archive)
        told = file.told(kept["id"])
        old = {"webhook": replace(told.behind["webhook"], failures=TRIES - 1)}
        file.remember(kept["id"], Told(told.place, old))
        samarkand(archive, "collect", code=1)
        (listed,) = samarkand(archive, "watch", "--list")
        assert listed["behind"] == {}
        (dead,) = listed["dead"]
        assert (dead["way"], dead["failures"], dead["message"]["total"]) == ("webhook", TRIES, 1)
        text = CliRunner().invoke(group.samarkand, ["watch", "--list", "--archive", str(archive)]).stdout
        assert f"webhook: dead letter {dead['letter']} of" in text
        assert "the host answered 503" in text
        samarkand(archive, "watch", "--resend", kept["id"], code=1)
        server.status, server.received = 200, []
        samarkand(archive, "watch", "--resend", kept["id"])
        assert [each["total"] for each in server.received] == [1]
        assert samarkand(archive, "watch", "--list")[0]["dead"] == []


def test_what_was_given_up_is_put_away_by_its_id_and_no_other_with_it(archive):
    (kept,) = samarkand(archive, "watch", "渡轮", "--command", "false")
    file, message = WatchesFile(archive), {"total": 1, "hits": []}
    for number in (1, 2):
        file.bury(
            DeadLetter(f"{kept['id']}.command.{number}", kept["id"], "command", message, TRIES, "it ended with 1", AT)
        )
    first, second = (each["letter"] for each in samarkand(archive, "watch", "--list")[0]["dead"])
    assert samarkand(archive, "watch", "--put-away", first) == [{"put_away": first}]
    assert [each["letter"] for each in samarkand(archive, "watch", "--list")[0]["dead"]] == [second]
    for unknown in (first, kept["id"], "*", f"../dead/{second}"):
        done = CliRunner().invoke(group.samarkand, ["watch", "--put-away", unknown, "--archive", str(archive)])
        assert f"no dead letter has the id {unknown!r}" in str(done.exception)
    text = CliRunner().invoke(group.samarkand, ["watch", "--put-away", second, "--archive", str(archive)]).stdout
    assert text == f"{second} is kept no longer\n"
    assert samarkand(archive, "watch", "--list")[0]["dead"] == []


def test_changes_and_silence_are_told_by_webhook_mail_and_command(archive, tmp_path, monkeypatch):
    monkeypatch.setenv("WATCH_SECRET", "sesame")
    with postbox() as box, receiver() as server:
        settle(archive, box, server.server_port)
        url, told = f"http://127.0.0.1:{server.server_port}/", tmp_path / "told.json"
        ways = ("--webhook", url, "--secret-env", "WATCH_SECRET", "--mail", "me@mail.example")
        ways = (*ways, "--command", f"tee {told}")
        bring(archive, tmp_path)
        (kept,) = samarkand(archive, "watch", "--change", "headline", "--change", "number", "渡轮", *ways)
        assert (kept["changes"], kept["query"], kept["new"]) == (["headline", "number"], "渡轮", True)
        samarkand(archive, "watch", "--story-size", "2")
        samarkand(archive, "watch", "--silence", "all")
        (tmp_path / "records" / "1.md").write_text(RECORD.replace("渡轮复航", "渡轮停航"), "utf-8")
        samarkand(archive, "import", str(tmp_path / "records"))
        (summary,) = samarkand(archive, "collect")
        assert (summary["note"], summary["failed"]) == (3, 0)
        (message,) = server.received
        ((hit,), watch) = message["hits"], message["watch"]
        assert (hit["title"], hit["version"], hit["kinds"]) == ("渡轮停航", 2, ["headline"])
        assert watch["changes"] == ["headline", "number"]
        assert json.loads(told.read_text())["hits"] == message["hits"]
        (mail,) = box.messages
        assert mail["Subject"] == "changes:headline,number 渡轮 (1)"
        assert "[-渡轮复航-] {+渡轮停航+}" in mail.get_content()
        samarkand(archive, "collect")
        assert len(server.received) == 1
        text = CliRunner().invoke(group.samarkand, ["watch", "--list", "--archive", str(archive)]).stdout
        assert "story_size:2  (/watches/" in text
        assert "silence:all  (/watches/" in text


def test_only_what_a_search_finds_can_be_exported(archive):
    (kept,) = samarkand(archive, "watch", "--change", "headline", "渡轮")
    arguments = ["export", "--watch", kept["id"], "--archive", str(archive)]
    done = CliRunner().invoke(group.samarkand, [*arguments, str(archive.parent / "out.jsonl")])
    assert "waits for something else than a search" in str(done.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--story-size", "1"], "--story-size"),
        (["--change", "colour"], "--change"),
        (["--silence", "nobody"], "no outlet is called 'nobody'"),
        (["--silence", "all", "渡轮"], "has no query"),
        (["--silence", "all", "--story-size", "3"], "of one of them alone"),
        (["--change", "headline", "(渡轮"], "parenthesis"),
        (["--list", "--silence", "all"], "give a QUERY or what to watch for"),
    ],
)
def test_what_cannot_be_waited_for_is_an_error_that_says_why_and_is_not_kept(archive, arguments, said):
    done = CliRunner().invoke(group.samarkand, ["watch", *arguments, "--archive", str(archive)])
    assert done.exit_code
    assert said in done.output + str(done.exception)
    assert not (archive / "watches.toml").exists()


def test_who_is_behind_is_listed_for_people(archive, tmp_path):
    samarkand(archive, "watch", "渡轮", "--command", "false")
    bring(archive, tmp_path)
    samarkand(archive, "collect", code=1)
    text = CliRunner().invoke(group.samarkand, ["watch", "--list", "--archive", str(archive)]).stdout
    assert "command: failed 1 times, again in the next round: the command ended with 1" in text
    missing = CliRunner().invoke(group.samarkand, ["watch", "--resend", "nobody", "--archive", str(archive)])
    assert "no watch has the id 'nobody'" in str(missing.exception)
