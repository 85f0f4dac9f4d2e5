"""Signatures by the system's `ssh-keygen -Y`: made with the user's key, and checked. Nothing waits for a passphrase to be typed."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from samarkand.errors import CannotSign, UsageError
from samarkand.model.seals import NAMESPACE, Checked

PROGRAM = "ssh-keygen"
LIMIT = 30
"""Seconds; a key in a device that has to be touched gets no more."""
SIGNER = "archive"
"""The name under which a key is put before `ssh-keygen`, which knows keys by names."""


class SshKey:
    """One key: its private file, or the public one of a key that an agent holds. See `ports.Signer`."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError where there is no such file."""
        self.path = path.expanduser()
        if not self.path.is_file():
            raise UsageError(f"{path} is no file, so there is no key to sign with; nothing was sealed")

    def public_key(self) -> str:
        """From the `.pub` file beside it, else from the key itself. Raises CannotSign."""
        beside = self.path if self.path.suffix == ".pub" else self.path.with_name(f"{self.path.name}.pub")
        told = beside.read_bytes() if beside.is_file() else self._run("-y", "-P", "", "-f", str(self.path))
        parts = told.decode("utf-8", "replace").split()
        if len(parts) < 2:
            raise CannotSign(f"{beside} holds no public key")
        return " ".join(parts[:2])

    def sign(self, data: bytes) -> str:
        """A signature of these bytes; ssh-keygen reads them from its input. Raises CannotSign."""
        return self._run("-Y", "sign", "-f", str(self.path), "-n", NAMESPACE, data=data).decode("ascii", "replace")

    def _run(self, *arguments: str, data: bytes = b"") -> bytes:
        try:
            done = _ssh_keygen(*arguments, data=data)
        except FileNotFoundError as error:
            problem = f"there is no {PROGRAM} here, which makes the signature; install OpenSSH, or seal without a key"
            raise CannotSign(problem) from error
        except subprocess.TimeoutExpired as error:
            raise CannotSign(f"{PROGRAM} did not end within {LIMIT} s; nothing was sealed") from error
        except OSError as error:
            raise CannotSign(f"{PROGRAM} cannot be run: {error.strerror or error}") from error
        if done.returncode:
            raise CannotSign(f"{self.path} cannot be used: {_said(done)}; nothing was sealed")
        return done.stdout


def check(data: bytes, signature: str, public_key: str) -> Checked:
    """Whether a signature of these bytes was made with a key. The key must be one line of OpenSSH's; nothing is believed of it."""
    with tempfile.TemporaryDirectory(prefix="samarkand-") as folder:
        allowed, file = Path(folder) / "allowed_signers", Path(folder) / "signature"
        allowed.write_text(f'{SIGNER} namespaces="{NAMESPACE}" {public_key}\n', "utf-8")
        file.write_text(signature, "utf-8")
        told = ("-Y", "verify", "-f", str(allowed), "-I", SIGNER, "-n", NAMESPACE, "-s", str(file))
        try:
            done = _ssh_keygen(*told, data=data)
        except (OSError, subprocess.TimeoutExpired):
            return "unchecked"
    return "good" if done.returncode == 0 else "bad"


def fingerprint(public_key: str) -> str:
    """`SHA256:…` of a public key, as `ssh-keygen -l` shows it; the key itself where it cannot be read."""
    try:
        done = _ssh_keygen("-l", "-f", "-", data=f"{public_key}\n".encode())
    except (OSError, subprocess.TimeoutExpired):
        return public_key
    parts = done.stdout.decode("utf-8", "replace").split()
    return parts[1] if done.returncode == 0 and len(parts) > 1 else public_key


def _ssh_keygen(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run it without a shell, a terminal and a window: where it would ask for a passphrase, it gets none."""
    quiet = {"SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force", "LC_ALL": "C"}
    return subprocess.run(  # noqa: S603  (fixed program, arguments of our own)
        [PROGRAM, *arguments],
        input=data,
        capture_output=True,
        timeout=LIMIT,
        check=False,
        env=os.environ | quiet,
        start_new_session=True,
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last thing that a program said, for one line."""
    lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").split("\n") if line.strip()]
    text = lines[-1][:300] if lines else f"{PROGRAM} ended with {done.returncode}"
    if "passphrase" in text.lower():
        return "it has a passphrase, and nobody is asked for one; load it into ssh-agent (`ssh-add`), or take a key without"
    return text
