"""A standalone Spark cluster on loopback: one master and two workers, each a process."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from running import begin, end, free_port, wait_until


class Cluster:
    """A master with workers that can be killed; all in one folder for their logs."""

    def __init__(self, folder: Path) -> None:
        import pyspark

        self.folder = folder
        self.port = free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self.workers: list = []
        self._home = Path(pyspark.__file__).parent
        self._stack = ExitStack()

    def start(self, workers: int = 2) -> None:
        web = free_port()
        options = ["--host", "127.0.0.1", "--port", self.port, "--webui-port", web]
        self._run("master.Master", self._log("master"), options)
        wait_until(
            self._says("master", "I have been elected leader"), "master", self._log("master")
        )
        for number in range(workers):
            self.add_worker(f"worker-{number}")

    def add_worker(self, name: str) -> None:
        options = ["--host", "127.0.0.1", "--cores", 1, "--memory", "1200m"]
        options += ["--webui-port", free_port(), "--work-dir", self.folder / name, self.url]
        self.workers.append(self._run("worker.Worker", self._log(name), options))
        wait_until(self._says(name, "Successfully registered"), name, self._log(name))

    def kill_worker(self) -> None:
        """Kill the last worker and its executor at once, as a machine that goes away does."""
        worker = self.workers.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)

    def tasks(self, worker: int | None = None) -> tuple[int, int]:
        """How many tasks have begun so far, and how many of them are done."""
        name = "worker-*" if worker is None else f"worker-{worker}"
        logs = self.folder.glob(f"{name}/app-*/*/stderr")
        texts = [log.read_text("utf-8", "replace") for log in logs]
        return sum(t.count("Running task") for t in texts), sum(
            t.count("Finished task") for t in texts
        )

    def executors(self) -> int:
        """How many executors have been launched so far."""
        text = self._log("master").read_text("utf-8", "replace")
        return text.count("Launching executor")

    def stop(self) -> None:
        self._stack.close()

    def _run(self, name: str, log: Path, options: list):
        command = [
            self._home / "bin" / "spark-class",
            f"org.apache.spark.deploy.{name}",
            *options,
        ]
        program = begin(command, log, env=environment(self.folder))
        self._stack.callback(end, program)
        return program

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _says(self, name: str, text: str):
        log = self._log(name)
        return lambda: log.exists() and text in log.read_text("utf-8", "replace")


def environment(folder: Path) -> dict[str, str]:
    """Variables under which drivers and workers find each other on loopback alone."""
    return os.environ | {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_NO_DAEMONIZE": "1",
        "PYSPARK_PYTHON": sys.executable,
    }


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    started = Cluster(folder)
    try:
        started.start()
        yield started
    finally:
        started.stop()
