"""The command line in a process of its own that has not to be started: one that has imported all of it is forked for each command.

Starting Python and importing what a command needs takes a third of a second, some thousand times. What tests of the start itself,
of kills and of servers run is started as a user starts it.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from samarkand.cli.group import COMMANDS, main

LONGEST = 280
"""Seconds that a command may take: a test may take a little more."""
_START = "import sys; sys.path[:] = sys.argv[2:]; from twins.commands import serve; serve(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    peak: int
    """Memory of its process at its greatest, in bytes; with all that it was forked with."""


class _Parent:
    """A process that forks itself for each command."""

    def __init__(self) -> None:
        ours, its = socket.socketpair()
        ours.settimeout(LONGEST)
        self._line, self._lock = ours, threading.Lock()
        command = [sys.executable, "-c", _START, str(its.fileno()), *sys.path]
        self._process = subprocess.Popen(command, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
        its.close()
        atexit.register(self.end)

    def asked(self, told: Mapping[str, Any], streams: list[int]) -> Ended:
        """Have a command carried out; its streams are those of stdin, stdout and stderr."""
        with self._lock:
            socket.send_fds(self._line, [json.dumps(told).encode() + b"\n"], streams)
            return Ended(*json.loads(self._line.recv(1_000)))

    def end(self) -> None:
        """Let it go."""
        self._line.close()
        self._process.kill()
        self._process.wait()


_PARENTS: list[_Parent] = []


def ended(arguments: list[str], streams: list[int], cwd: Path | str | None, env: Mapping[str, str] | None) -> Ended:
    """Carry out `samarkand` with some arguments, with these streams."""
    if not _PARENTS:
        _PARENTS.append(_Parent())
    told = {"argv": arguments, "cwd": str(cwd or Path.cwd()), "env": dict(os.environ if env is None else env)}
    return _PARENTS[0].asked(told, streams)


def command(
    *arguments: object,
    given: bytes = b"",
    cwd: Path | str | None = None,
    env: Mapping[str, str] | None = None,
) -> tuple[subprocess.CompletedProcess[bytes], int]:
    """What `samarkand` with these arguments answers, as `subprocess.run` tells it; its memory at its greatest, in bytes."""
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        stdin.write(given)
        stdin.seek(0)
        told = [os.fspath(each) if isinstance(each, Path) else str(each) for each in arguments]
        done = ended(told, [each.fileno() for each in (stdin, out, err)], cwd, env)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(["samarkand", *told], done.code, out.read(), err.read()), done.peak


def measured(*arguments: object, **more: Any) -> tuple[subprocess.CompletedProcess[str], int]:
    """The same, with what it says as text."""
    done, peak = command(*arguments, **more)
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "backslashreplace")
    return subprocess.CompletedProcess(done.args, done.returncode, out, err), peak


def told(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """The same, without its memory."""
    return measured(*arguments, **more)[0]


def serve(number: int) -> None:
    """Fork for each command that a socket tells of, until nobody is there any more."""
    for module in {module for module, _ in COMMANDS.values()} - {"bulk"}:
        import_module(f"samarkand.cli.{module}")
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=number)
    while True:
        data, streams, _, _ = socket.recv_fds(line, 1_000, 3)
        if not data:
            return
        while not data.endswith(b"\n"):
            data += line.recv(1_000_000)
        child = os.fork()
        if child == 0:
            line.close()
            _carry_out(json.loads(data), streams)
        for each in streams:
            os.close(each)
        _, status, used = os.wait4(child, 0)
        line.sendall(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss * 1024]).encode())


def _carry_out(told: Mapping[str, Any], streams: list[int]) -> NoReturn:
    """Be the process of a command, from its start to its end."""
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["env"])
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )
    sys.argv = ["samarkand", *told["argv"]]
    code = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  (what Python does at its end)
        traceback.print_exc()
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
