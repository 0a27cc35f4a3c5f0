"""Programs that a test starts on loopback, and ends by their own process id."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def begin(command: list, log: Path, **options) -> subprocess.Popen:
    """Start a program in a group of its own, its output in a file."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [*map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **options,
        )


@contextmanager
def running(command: list, log: Path, **options) -> Iterator[subprocess.Popen]:
    """Run a program as long as the block lasts."""
    program = begin(command, log, **options)
    try:
        yield program
    finally:
        end(program)


def end(program: subprocess.Popen, first: signal.Signals = signal.SIGTERM) -> None:
    """End a program by its id, asked first and then made to; and what is left of its group."""
    with suppress(subprocess.TimeoutExpired):
        if program.poll() is None:
            program.send_signal(first)
        program.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait(10)


def wait_until(
    is_ready: Callable[[], bool], what: str, log: Path, patience_s: float = 60
) -> None:
    """Wait for a program, and show the end of its log if it does not come."""
    until = time.monotonic() + patience_s
    while not is_ready():
        if time.monotonic() > until:
            told = log.read_text("utf-8", "replace")[-3000:] if log.exists() else "no log"
            raise AssertionError(f"{what} is not ready after {patience_s:g} s: {told}")
        time.sleep(0.1)


def status_of(url: str) -> int:
    """Return the HTTP status of an address; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0
