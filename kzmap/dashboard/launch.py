"""Starting the dashboard's server, and ending with it."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kzmap.errors import ArgumentError
from kzmap.records.limits import MOST_UPLOAD_BYTES

APP = Path(__file__).with_name("app.py")
LOOPBACK = "127.0.0.1"
FIRST_PORT = 8501
_PORTS_TRIED = 100

_OPTIONS = {
    "browser.gatherUsageStats": "false",
    # Streamlit's own export writes cells that a spreadsheet would run; ours does not.
    "client.disableDataExport": "true",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "global.disableWidgetStateDuplicationWarning": "true",
    "logger.level": "warning",
    "server.fileWatcherType": "none",
    "server.headless": "true",
    "server.maxUploadSize": str(MOST_UPLOAD_BYTES // 1_000_000),
    "server.showEmailPrompt": "false",
    "theme.dark.primaryColor": "#86c1e6",
    "theme.light.primaryColor": "#1f5f86",
}


def command(port: int, address: str = LOOPBACK, app: Path = APP) -> list[str]:
    """Return the command that serves the dashboard.

    Parameters
    ----------
    port
        TCP port.
    address
        The address to listen on; only this machine reaches the default.
    app
        Another script that calls :func:`kzmap.dashboard.app.show`, say.
    """
    options = {**_OPTIONS, "server.address": address, "server.port": str(port)}
    flags = [part for name, value in sorted(options.items()) for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(app), *flags]


def run(port: int | None = None, address: str = LOOPBACK) -> int:
    """Serve the dashboard until it is interrupted.

    Parameters
    ----------
    port
        TCP port; the first free one from 8501 on if left out.
    address
        The address to listen on. Anything but the loopback address lets others in the same
        network open the dashboard, and this is said.

    Returns
    -------
    int
        Exit status: 0 after an interrupt, 2 where the port is taken, else the server's own.
    """
    try:
        socket.getaddrinfo(address, None)
    except OSError as error:
        raise ArgumentError(
            f"{address!r} is no address of this machine: leave it out, "
            "or name one such as 127.0.0.1"
        ) from error
    chosen = free_port(address) if port is None else port
    if port is not None and not _is_free(port, address):
        print(
            f"kzmap: port {port} of {address} cannot be had; it may be taken or need other "
            "rights. Name another one, or leave it out and a free one is found.",
            file=sys.stderr,
        )
        return 2
    host = f"[{address}]" if ":" in address else address
    print(f"kzmap: the dashboard is at http://{host}:{chosen} (Ctrl-C ends it)", flush=True)
    if address not in (LOOPBACK, "::1", "localhost"):
        print("kzmap: others in this network can open it too", file=sys.stderr, flush=True)
    # A session of its own, so that Ctrl-C reaches the server once, through us.
    server = subprocess.Popen(  # noqa: S603 - our own interpreter and file
        command(chosen, address), stdout=subprocess.DEVNULL, start_new_session=True
    )
    with _passing_on_signals(server) as received:
        status = server.wait()
    return 0 if received else status


def free_port(address: str = LOOPBACK) -> int:
    """Return the first free port from 8501 on, or any free one if a hundred are taken."""
    for port in range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        if _is_free(port, address):
            return port
    with socket.socket(_family(address)) as probe:
        probe.bind((address, 0))
        found: int = probe.getsockname()[1]
    return found


def _is_free(port: int, address: str) -> bool:
    with socket.socket(_family(address)) as probe:
        # A port that is only waiting for late packets of an ended server is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError):
            return False
    return True


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


@contextmanager
def _passing_on_signals(server: "subprocess.Popen[bytes]") -> Iterator[list[int]]:
    """Hand interrupts on to the server, and collect which there were."""
    received: list[int] = []

    def hand_on(number: int, _: FrameType | None) -> None:
        received.append(number)
        server.send_signal(signal.SIGINT if len(received) == 1 else signal.SIGKILL)

    before = {
        number: signal.signal(number, hand_on) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
