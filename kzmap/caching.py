"""Where kzmap keeps what it can make again: indexes, and answers of services."""

import os
from pathlib import Path
from typing import Final

from kzmap.errors import ExportError

CACHE_VARIABLE: Final = "KZMAP_CACHE"
"""Environment variable that names another folder for it."""


def cache_folder() -> Path:
    """Return the user's cache folder of kzmap, made if it is not there.

    Raises
    ------
    ExportError
        It cannot be made; the text says how to choose another.
    """
    from platformdirs import user_cache_path

    named = os.environ.get(CACHE_VARIABLE)
    folder = Path(named) if named else user_cache_path("kzmap", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"the cache folder {folder} cannot be made: {error.strerror}; "
            f"name another with the environment variable {CACHE_VARIABLE}"
        ) from error
    return folder
