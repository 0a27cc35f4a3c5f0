"""A real Nominatim on loopback: its own PostgreSQL, its own import, a rate limit in front."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from install import VENV
from running import begin, end, free_port, running, status_of, wait_until
from tiny_osm import write_osm

BIN = Path("/usr/lib/postgresql/15/bin")
DATABASE_USER = "postgres"


class Database:
    """A private PostgreSQL cluster in a folder, which can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._data, self._log = folder / "cluster", folder / "postgres.log"
        self._owner = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            owner = pwd.getpwnam("postgres")
            self._owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._log.touch()
        self._run("initdb", "-D", self._data, "-U", DATABASE_USER, "-A", "trust", "-E", "UTF8")
        self._server = None

    def start(self) -> None:
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "port": self.port,
            "fsync": "off",
            "synchronous_commit": "off",
            "jit": "off",
            "shared_buffers": "128MB",
        }
        told = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        command = [BIN / "postgres", "-D", self._data, *told]
        self._server = begin(command, self._log, cwd="/", **self._owner)
        wait_until(self.is_ready, "PostgreSQL", self._log)

    def is_ready(self) -> bool:
        asked = [BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked).returncode == 0

    def stop(self) -> None:
        if self._server is not None:
            # SIGTERM would wait for the connections to close.
            end(self._server, signal.SIGINT)
            self._server = None

    def create_user(self, name: str) -> None:
        self._run(
            "createuser", "-h", "127.0.0.1", "-p", str(self.port), "-U", DATABASE_USER, name
        )

    def _run(self, program: str, *words) -> None:
        with self._log.open("ab") as log:
            subprocess.run(
                [BIN / program, *words],
                check=True,
                cwd="/",
                stdout=log,
                stderr=log,
                **self._owner,
            )


class Nominatim:
    """A server with the four cities, the database below it, and a rate limit before it.

    ``url`` is behind the limit, ``direct_url`` is not.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self.database = database
        self.port, self.limited_port = free_port(), free_port()
        self.direct_url = f"http://127.0.0.1:{self.port}"
        self.url = f"http://127.0.0.1:{self.limited_port}"
        self._folder = folder
        self._environment = {
            **os.environ,
            "PATH": f"{VENV / 'bin'}:{os.environ['PATH']}",
            "NOMINATIM_DATABASE_DSN": f"pgsql:dbname=nominatim;host=127.0.0.1;"
            f"port={database.port};user={DATABASE_USER}",
            "NOMINATIM_DATABASE_WEBUSER": "web",
            "NOMINATIM_IMPORT_STYLE": "admin",
            "NOMINATIM_LANGUAGES": "en,ru,kk",
        }

    def fill(self) -> None:
        osm = self._folder / "tiny.osm"
        write_osm(osm)
        self.database.create_user("web")
        with (self._folder / "import.log").open("wb") as log:
            subprocess.run(
                [
                    VENV / "bin" / "nominatim",
                    "import",
                    "--osm-file",
                    osm,
                    "--no-updates",
                    "--offline",
                    "--no-partitions",
                ],
                check=True,
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    @contextmanager
    def serving(self) -> Iterator[None]:
        log = self._folder / "serve.log"
        command = [VENV / "bin" / "nominatim", "serve", "--server", f"127.0.0.1:{self.port}"]
        with running(command, log, cwd=self._folder, env=self._environment):
            wait_until(self.answers, "Nominatim", log)
            yield

    def answers(self) -> bool:
        """Whether it searches; its own /status says so too with the database down."""
        return status_of(f"{self.direct_url}/search?q=Almaty&format=json") == 200

    @contextmanager
    def limited(self, requests_per_minute: int) -> Iterator[Path]:
        """Put nginx before it; yields its log, a line a request: time, status, what."""
        folder = self._folder / f"nginx-{requests_per_minute}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "nginx.conf").write_text(
            NGINX.format(
                folder=folder,
                rate=requests_per_minute,
                port=self.limited_port,
                behind=self.port,
            ),
            "utf-8",
        )
        command = ["/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf"]
        with running([*command, "-e", folder / "error.log"], folder / "output.log"):
            nobody = f"{self.url}/nobody"
            wait_until(lambda: status_of(nobody) == 204, "nginx", folder / "error.log")
            yield folder / "access.log"


NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{}}
http {{
    log_format timed '$msec $status $http_user_agent';
    access_log off;
    client_body_temp_path {folder}/a;
    proxy_temp_path {folder}/b;
    fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d;
    scgi_temp_path {folder}/e;
    limit_req_zone $binary_remote_addr zone=each:1m rate={rate}r/m;
    limit_req_status 429;
    server {{
        listen 127.0.0.1:{port};
        location /nobody {{ return 204; }}
        location / {{
            access_log {folder}/access.log timed;
            limit_req zone=each;
            error_page 429 @later;
            proxy_pass http://127.0.0.1:{behind};
        }}
        location @later {{
            access_log {folder}/access.log timed;
            add_header Retry-After 1 always;
            return 429 "slow down";
        }}
    }}
}}
"""
