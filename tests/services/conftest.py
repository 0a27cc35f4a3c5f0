"""Real services on loopback, for the tests that `make test-services` runs."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def nominatim() -> "Iterator":
    """A Nominatim with four cities of Kazakhstan; everything it needs ends with the tests."""
    from nominatim_server import Database, Nominatim

    # Not pytest's own folder: the database's owner could not enter that.
    folder = Path(tempfile.mkdtemp(prefix="kzmap-nominatim-"))
    database = None
    try:
        folder.chmod(0o755)
        database = Database(folder)
        database.start()
        server = Nominatim(folder, database)
        server.fill()
        with server.serving():
            yield server
    finally:
        if database is not None:
            database.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def spark() -> "Iterator":
    """A Spark cluster of one master and two workers; it ends with the tests."""
    from spark_cluster import cluster

    folder = Path(tempfile.mkdtemp(prefix="kzmap-spark-"))
    try:
        with cluster(folder) as started:
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)
