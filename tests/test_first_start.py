"""What happens where nothing was ever made beforehand: an empty cache folder."""

import os
import subprocess
import sys

from kzmap.caching import CACHE_VARIABLE


def test_the_bundled_data_waits_for_no_index_of_the_world(tmp_path):
    code = "import kzmap; data = kzmap.load(); print(len(data.unplaced))"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, CACHE_VARIABLE: str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "0"
    assert list(tmp_path.iterdir()) == []
