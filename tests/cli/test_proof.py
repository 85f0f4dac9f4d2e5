"""Seals and receipts as a user meets them: commands, exit codes, real ssh-keygen, and the script that needs no Samarkand."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from twins import commands
from twins.calendar import Calendar

from samarkand.errors import BadReceipt
from samarkand.ids import canonical_json, sha256
from samarkand.model.seals import Seal
from samarkand.steps.proof import receipts
from samarkand.steps.proof.merkle import leaf_hash
from samarkand.steps.proof.receipts import check
from samarkand.steps.proof.seals import statement

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "verify_receipt.py"
RECORD = """<!--{ms}-->
[渡轮停航 {number}](https://port.example/{number})
------

<p>第{number}号通报：渡轮停航三天。</p>
"""
pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here")


def run(*arguments: object, given: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if key != "SAMARKAND_ARCHIVE"}
    return commands.command(*arguments, given=given or b"", env=clean | environment)[0]


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "archive@port.example", "-f", path], check=True
    )
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory, key) -> Path:
    """Three articles, sealed and signed."""
    folder = tmp_path_factory.mktemp("sealed")
    for number in range(3):
        (folder / f"{number}.md").write_text(RECORD.format(ms=1915000000000 + number, number=number), "utf-8")
    assert run("import", folder, "--archive", folder / "news").returncode == 0
    assert run("seal", "--key", key, "--archive", folder / "news").returncode == 0
    return folder / "news"


@pytest.fixture(scope="module")
def receipt(archive) -> bytes:
    listed = run("list", "--json", "--limit", 1, "--archive", archive)
    done = run("receipt", json.loads(listed.stdout)["id"], "--archive", archive)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def script():
    """The script of the docs, as a module."""
    spec = importlib.util.spec_from_file_location("verify_receipt", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_openssh_accepts_a_seal_by_the_command_that_the_guide_gives(archive, key):
    guide = (ROOT / "docs" / "guides" / "proof.md").read_text("utf-8")
    command = re.search(r"^ {4}(ssh-keygen -Y verify .*(?:\\\n.*)*)$", guide, re.MULTILINE)[1]
    seal = next((archive / "seals").glob("*.json"))
    allowed = key.parent / "allowed_signers"
    allowed.write_text(f'news@port.example namespaces="samarkand-seal" {key.with_suffix(".pub").read_text()}')
    names = {"allowed_signers": allowed, "news@example.org": "news@port.example", "SEAL": seal}
    for name, value in names.items():
        command = command.replace(name, str(value))
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 'Good "samarkand-seal" signature for news@port.example' in done.stdout
    other = seal.read_bytes().replace(b'"lines":', b'"lines":1')
    changed = key.parent / "changed.json"
    changed.write_bytes(other)
    shutil.copy(f"{seal}.sig", f"{changed}.sig")
    assert subprocess.run(
        ["sh", "-c", command.replace(str(seal), str(changed))], capture_output=True, check=False
    ).returncode


def test_a_receipt_is_checked_by_the_program_and_by_the_script_without_the_archive(receipt, key, tmp_path):
    file = tmp_path / "receipt.json"
    file.write_bytes(receipt)
    for given in ((file,), (file, "--key", f"{key}.pub")):
        done = run("verify", *given, "--json")
        told = json.loads(done.stdout)
        assert (done.returncode, told["signature"]) == (0, "good"), done.stderr
        assert told["signed_by"].startswith("SHA256:")
    assert run("verify", "-", given=receipt).returncode == 0
    alone = subprocess.run(
        [sys.executable, "-I", SCRIPT, file, f"{key}.pub"], capture_output=True, text=True, check=False
    )
    assert alone.returncode == 0, alone.stderr
    assert "signature: good" in alone.stdout


def test_the_script_is_short_and_needs_nothing_but_python():
    lines = SCRIPT.read_text("utf-8").splitlines()
    assert len(lines) <= 100
    imported = {line.split()[1] for line in lines if line.startswith("import ")}
    assert imported <= sys.stdlib_module_names
    assert not any(line.lstrip().startswith("from ") for line in lines)


def test_program_and_script_find_the_same_flipped_bytes(receipt, script, monkeypatch):
    process = SimpleNamespace(returncode=0)  # one for each byte would take an hour; a real one follows below
    monkeypatch.setattr(script.subprocess, "run", lambda *_, **__: process)
    chance = random.Random(7)
    for place in range(len(receipt)):
        flipped = receipt[:place] + bytes([receipt[place] ^ 1 << chance.randrange(8)]) + receipt[place + 1 :]
        try:
            check(flipped)
            is_found = False
        except BadReceipt:
            is_found = True
        try:
            script.check(flipped, None)
            is_found_alone = False
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            is_found_alone = True
        assert is_found == is_found_alone, f"byte {place}"


def test_a_flipped_byte_of_each_kind_is_found_to_the_end(receipt, tmp_path):
    """What hashes do not bind, the signature does: a letter of it, and one of the key, by the program and by the script."""
    places = {
        "record": receipt.index("渡轮".encode()),
        "line": receipt.index(b"prev") + 10,
        "path": receipt.index(b'"path":["') + 12,
        "root": receipt.index(b"root") + 10,
        "key": receipt.index(b"ssh-ed25519 ") + 40,
        "signature": receipt.index(b"SSH SIGNATURE") + 60,
    }
    for name, place in places.items():
        other = b"A" if receipt[place : place + 1] != b"A" else b"B"
        file = tmp_path / f"{name}.json"
        file.write_bytes(receipt[:place] + other + receipt[place + 1 :])
        done = run("verify", file)
        assert done.returncode == 3, name
        assert done.stderr.startswith(b"samarkand: the receipt "), done.stderr
        alone = subprocess.run([sys.executable, "-I", SCRIPT, file], capture_output=True, text=True, check=False)
        assert (alone.returncode, "does NOT hold" in alone.stderr) == (3, True), name


def test_another_seal_by_another_key_convinces_nobody_who_knows_the_key(archive, key, tmp_path):
    """Whoever has the files can make an archive and seal it: only the key tells the two apart."""
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    forged = shutil.copytree(archive, tmp_path / "forged")
    assert run("seal", "--key", other, "--archive", forged).returncode == 0
    (tmp_path / "key.pub").write_text(other.with_suffix(".pub").read_text())
    identity = json.loads(run("list", "--json", "--limit", 1, "--archive", forged).stdout)["id"]
    (tmp_path / "r.json").write_bytes(run("receipt", identity, "--archive", forged).stdout)
    done = run("verify", tmp_path / "r.json", "--key", tmp_path / "key.pub")
    assert done.returncode == 3
    assert b"it is signed by SHA256:" in done.stderr
    alone = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "r.json", tmp_path / "key.pub"], capture_output=True, check=False
    )
    assert alone.returncode == 3


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[" * 200_000, b'{"format":' + b"9" * 9_000 + b"}", b"\xff\x00", b'{"format":"samarkand-receipt-9"}'],
    ids=range(6),
)
def test_hostile_receipts_are_told_in_one_line(tmp_path, data):
    (tmp_path / "r.json").write_bytes(data)
    for command in ([sys.executable, "-m", "samarkand", "verify"], [sys.executable, "-I", str(SCRIPT)]):
        done = subprocess.run([*command, tmp_path / "r.json"], capture_output=True, text=True, check=False)
        assert done.returncode == 3
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1


def test_nothing_in_a_receipt_can_steer_a_terminal(tmp_path):
    """A receipt that holds, by somebody who has an escape sequence for an address."""
    told = {"n": 1, "at": "2030-09-07T12:00:00Z", "kind": "version", "article": "ab" * 8, "number": 1, "outlet": "port"}
    told |= {"url": "https://port.example/\x1b[2J", "title": "\x1b[2J", "record": "r", "files": {"r": sha256(b"text")}}
    line = canonical_json(told)
    seal = Seal("a" * 64, 1, sha256(line), leaf_hash(line).hex(), datetime(2030, 9, 7, tzinfo=UTC))
    receipt = receipts.compose(receipts.Receipt(b"text", receipts.Leaf(line, ()), statement(seal)))
    (tmp_path / "r.json").write_bytes(receipt)
    for command in ([sys.executable, "-m", "samarkand", "verify"], [sys.executable, "-I", str(SCRIPT)]):
        done = subprocess.run([*command, tmp_path / "r.json"], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert b"\x1b" not in done.stdout
        assert b"port.example" in done.stdout


def test_wrong_use_is_told(archive, key, tmp_path):
    for arguments, told in (
        (("verify", tmp_path / "none.json"), b"cannot be read"),
        (("verify", tmp_path), b"is a folder"),
        (("verify", "--key", key, "--archive", archive), b"name the receipt"),
        (("verify", "-", "--key", tmp_path / "none.pub"), b"cannot be read"),
        (("seal", "--key", tmp_path / "none", "--archive", archive), b"no file"),
        (("seal", "--upgrade", "--timestamp", "--archive", archive), b"--upgrade seals nothing"),
    ):
        done = run(*arguments, given=b"")
        assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_without_ssh_keygen_a_receipt_is_not_called_good(receipt, tmp_path):
    done = run("verify", "-", given=receipt, PATH=str(tmp_path))
    assert done.returncode == 1
    assert b"NOT CHECKED" in done.stdout


def test_an_unsigned_seal_says_so_and_a_key_may_stand_in_the_settings(archive, key, tmp_path):
    copy = shutil.copytree(archive, tmp_path / "news")
    (tmp_path / "more.md").write_text(RECORD.format(ms=1915000009000, number=9), "utf-8")
    assert run("import", tmp_path / "more.md", "--archive", copy).returncode == 0
    assert b"NOT SIGNED" in run("seal", "--archive", copy).stdout
    settings = copy / "samarkand.toml"
    settings.write_text(settings.read_text().replace('# key = ""', f'key = "{os.path.relpath(key, copy)}"'))
    told = json.loads(run("seal", "--json", "--archive", copy).stdout)
    assert told["signed_by"].startswith("SHA256:")
    done = run("verify", "--json", "--archive", copy)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"findings": 0, "lines": 7, "seals": 3, "unchecked": 0})


def test_a_seal_that_was_changed_makes_the_archive_damaged(archive, tmp_path):
    copy = shutil.copytree(archive, tmp_path / "news")
    for seal in (copy / "seals").iterdir():
        whole = seal.read_bytes()
        seal.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
        assert run("verify", "--archive", copy).returncode == 3
        seal.write_bytes(whole)
    assert run("verify", "--archive", copy).returncode == 0


def test_a_stamp_is_asked_for_offline_and_completed_later(archive, tmp_path):
    copy = shutil.copytree(archive, tmp_path / "news")
    settings = copy / "samarkand.toml"
    plain = settings.read_text()
    settings.write_text(plain.replace("[seal]", '[seal]\ncalendars = ["http://127.0.0.1:9"]'))
    offline = run("seal", "--timestamp", "--json", "--archive", copy)
    assert (offline.returncode, json.loads(offline.stdout)["stamp"]) == (0, "wanted"), offline.stderr
    assert len(list((copy / "seals").glob("*.wanted"))) == 1
    assert run("seal", "--upgrade", "--archive", copy).returncode == 1
    with Calendar() as calendar:
        settings.write_text(plain.replace("[seal]", f'[seal]\ncalendars = ["{calendar.url}"]'))
        pending = run("seal", "--json", "--archive", copy)
        assert pending.returncode == 0, pending.stderr
        assert json.loads(pending.stdout)["stamp"] == "pending", pending.stderr
        calendar.is_mined = True
        assert run("seal", "--upgrade", "--archive", copy).returncode == 0
    assert len(list((copy / "seals").glob("*.json.ots"))) == 1
    assert run("verify", "--archive", copy).returncode == 0
