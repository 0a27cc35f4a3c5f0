"""Install what the services under test need: Debian's packages, and a venv of Debian's Python.

    python tests/services/install.py

Only what is missing; a second run takes a moment. Nothing is started.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
VENV = HERE.parent.parent / ".venv-services"
PYTHON = VENV / "bin" / "python"

PACKAGES = (
    "postgresql-15-postgis-3",
    "postgresql-15-postgis-3-scripts",
    "osm2pgsql",
    "python3-icu",
    "python3-venv",
    "nginx-light",
)


JAVA = "openjdk-17-jre-headless"
"""For Spark, where no Java is there already."""


def missing() -> list[str]:
    """The packages that dpkg does not list as installed."""
    asked = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *PACKAGES]
    told = subprocess.run(asked, capture_output=True, text=True).stdout.splitlines()
    absent = [name for name in PACKAGES if f"{name} installed" not in told]
    return absent if shutil.which("java") else [*absent, JAVA]


def install_packages() -> None:
    if shutil.which("apt-get") is None:
        sys.exit("make test-services needs Debian 12: its packages hold the services")
    wanted = missing()
    if not wanted:
        return
    # In runlevel 1 no package starts a service of its own.
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print("installing", *wanted, flush=True)
    subprocess.run([*rights, *quiet, "apt-get", "update", "-qq"], check=True)
    subprocess.run(
        [
            *rights,
            *quiet,
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *wanted,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def install_venv() -> None:
    done = VENV / ".ready"
    if done.exists() and done.read_text("utf-8") == REQUIREMENTS.read_text("utf-8"):
        return
    # Debian's own Python sees Debian's PyICU, which otherwise compiles for two minutes.
    subprocess.run(
        ["/usr/bin/python3", "-m", "venv", "--clear", "--system-site-packages", VENV],
        check=True,
    )
    subprocess.run([PYTHON, "-m", "pip", "install", "-qq", "-r", REQUIREMENTS], check=True)
    done.write_text(REQUIREMENTS.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    install_packages()
    install_venv()
