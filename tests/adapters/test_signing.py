"""The signer port: one suite for the system's ssh-keygen and for its twin; then what only real keys can suffer."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from twins import signer as twin

from samarkand.adapters import signing
from samarkand.errors import CannotSign, UsageError
from samarkand.steps.proof.seals import is_armoured, is_public_key

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here")


def made_key(path: Path, kind: str = "ed25519", passphrase: str = "") -> Path:
    subprocess.run(
        [
            "ssh-keygen",
            "-q",
            "-t",
            kind,
            *(("-b", "2048") if kind == "rsa" else ()),
            "-N",
            passphrase,
            "-C",
            "a comment",
            "-f",
            path,
        ],
        check=True,
    )
    return path


@pytest.fixture(params=["ssh-ed25519", "ssh-rsa", "ssh-ecdsa", "memory"])
def signs_and_checks(request, tmp_path):
    if request.param == "memory":
        return twin.MemorySigner(), twin.MemorySigner(twin.KEY.replace("51", "52")), twin.check
    if shutil.which("ssh-keygen") is None:
        pytest.skip("there is no ssh-keygen here")
    kind = request.param.removeprefix("ssh-")
    one, other = made_key(tmp_path / "one", kind), made_key(tmp_path / "other", kind)
    return signing.SshKey(one), signing.SshKey(other), signing.check


def test_a_signature_fits_what_was_signed_and_the_key_alone(signs_and_checks):
    one, other, check = signs_and_checks
    signature = one.sign(b"sealed \xe6\x96\x87\n")
    assert is_armoured(signature)
    assert is_public_key(one.public_key())
    assert check(b"sealed \xe6\x96\x87\n", signature, one.public_key()) == "good"
    assert check(b"sealed", signature, one.public_key()) == "bad"
    if other.public_key() != one.public_key():
        assert check(b"sealed \xe6\x96\x87\n", signature, other.public_key()) == "bad"


@needs_ssh
def test_a_key_without_its_public_file_tells_it_itself(tmp_path):
    key = made_key(tmp_path / "key")
    told = signing.SshKey(key).public_key()
    (tmp_path / "key.pub").unlink()
    assert signing.SshKey(key).public_key() == told


@needs_ssh
@pytest.mark.parametrize("has_public_file", [True, False])
def test_a_key_with_a_passphrase_is_told_at_once_and_nobody_is_asked(tmp_path, has_public_file):
    key = made_key(tmp_path / "key", passphrase="long enough")
    if not has_public_file:
        (tmp_path / "key.pub").unlink()
    start = time.monotonic()
    with pytest.raises(CannotSign, match=r"passphrase.*ssh-add"):
        signing.SshKey(key).public_key() and signing.SshKey(key).sign(b"x")
    assert time.monotonic() - start < signing.LIMIT / 2


@needs_ssh
def test_a_key_that_an_agent_holds_signs_by_its_public_file(tmp_path, monkeypatch):
    if shutil.which("ssh-agent") is None:
        pytest.skip("there is no ssh-agent here")
    key = made_key(tmp_path / "key")
    socket = tmp_path / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL) as agent:
        try:
            while not socket.exists():
                time.sleep(0.01)
            monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
            subprocess.run(["ssh-add", "-q", key], check=True)
            key.unlink()
            signer = signing.SshKey(tmp_path / "key.pub")
            assert signing.check(b"x", signer.sign(b"x"), signer.public_key()) == "good"
        finally:
            agent.terminate()


@needs_ssh
def test_what_is_no_key_is_told(tmp_path):
    (tmp_path / "key").write_text("no key\n")
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(CannotSign, match="cannot be used"):
        signing.SshKey(tmp_path / "key").public_key()
    with pytest.raises(UsageError, match="no file"):
        signing.SshKey(tmp_path / "none")
    (tmp_path / "empty.pub").write_text("")
    with pytest.raises(CannotSign, match="no public key"):
        signing.SshKey(tmp_path / "empty.pub").public_key()


@needs_ssh
def test_where_there_is_no_ssh_keygen_nothing_is_signed_and_nothing_is_called_bad(tmp_path, monkeypatch):
    key = signing.SshKey(made_key(tmp_path / "key"))
    public, signature = key.public_key(), key.sign(b"x")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotSign, match="install OpenSSH"):
        key.sign(b"x")
    assert signing.check(b"x", signature, public) == "unchecked"
    assert signing.fingerprint(public) == public


def test_a_program_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    slow = tmp_path / "ssh-keygen"
    slow.write_text(f"#!/bin/sh\nPATH={os.environ['PATH']} exec sleep 60\n")
    slow.chmod(0o755)
    (tmp_path / "key").write_text("")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(signing, "LIMIT", 0.3)
    with pytest.raises(CannotSign, match="did not end"):
        signing.SshKey(tmp_path / "key").sign(b"x")


@needs_ssh
def test_a_fingerprint_is_the_one_that_openssh_shows(tmp_path):
    key = made_key(tmp_path / "key")
    told = subprocess.run(["ssh-keygen", "-l", "-f", key], capture_output=True, text=True, check=True).stdout
    assert signing.fingerprint(signing.SshKey(key).public_key()) in told
