"""Find the Chromium that the browser tests drive, and install one where there is none.

A system browser comes first; else Debian's package where ``apt-get`` can be used; else
Playwright's own download, which is what a laptop has.
"""

import os
import shutil
import subprocess
import sys

from kzmap.stills.browser import FLAGS as _FLAGS
from kzmap.stills.browser import find_browser as find

FLAGS = ["--no-sandbox", *_FLAGS]


def _apt() -> list[list[str]]:
    if not shutil.which("apt-get"):
        return []
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    quiet = ["-qq", "-y", "-o", "Dpkg::Use-Pty=0"]
    return [
        [*sudo, "apt-get", "update", "-qq"],
        [*sudo, "apt-get", "install", *quiet, "--no-install-recommends", "chromium"],
    ]


def install() -> str:
    """Return a browser's path, installing one if need be."""
    if path := find():
        return path
    print("kzmap: no Chromium found, installing one for the browser tests", flush=True)
    commands = [*_apt()]
    try:
        for command in commands:
            subprocess.run(
                command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        print(f"kzmap: {error}; trying Playwright's own browser", flush=True)
    if path := find():
        return path
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    path = find()
    if path is None:
        raise SystemExit(
            "No Chromium could be installed: install Chromium or Chrome, then run again."
        )
    return path


if __name__ == "__main__":
    print(install() if "--install" in sys.argv else find())
