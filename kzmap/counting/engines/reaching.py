"""Whether Spark can be started at all, told within seconds: Java, and the master's port."""

import os
import re
import shutil
import socket
from typing import Final

from kzmap.errors import EngineError

CONNECT: Final = "sc://"
_PATIENCE_S: Final = 5.0
_PORTS: Final = {"spark": 7077, "sc": 15002}
_ADDRESSES: Final = re.compile(r"(spark|sc)://([^/;]+)")


def check_reachable(master: str) -> None:
    """Refuse to start Spark where it could only fail, or wait for minutes.

    Raises
    ------
    EngineError
        Java is missing, or nobody answers at any of the master's addresses.
    """
    if not master.startswith(CONNECT) and _java() is None:
        raise EngineError(
            "--engine spark needs Java 17, and none is on the PATH or under JAVA_HOME: "
            "install it (Debian: apt-get install openjdk-17-jre-headless), or count with "
            "--engine duckdb"
        )
    found = _ADDRESSES.match(master)
    if found is None:
        return
    why = ""
    for address in found[2].split(","):
        host, _, port = address.rpartition(":") if ":" in address else (address, "", "")
        try:
            number = int(port) if port else _PORTS[found[1]]
            with socket.create_connection((host.strip("[]"), number), _PATIENCE_S):
                return
        except (OSError, ValueError, OverflowError) as error:
            why = str(error)
    raise EngineError(
        f"Spark at {master} cannot be reached: {why}; check that it runs and that the URL is "
        "the one it names itself, or count with --engine duckdb"
    )


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=os.path.join(home, "bin") if home else None)  # noqa: PTH118
