"""Find the Chromium that the browser tests drive, and install one where there is none.

A system browser comes first; else Debian's package where ``apt-get`` can be used; else
Playwright's own download, which is what a laptop has.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Return the path of a browser to drive, or None where there is none."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if MAC.exists():
        return str(MAC)
    return _playwright_browser()


def _playwright_browser() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


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
