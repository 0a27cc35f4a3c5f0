"""The base map as the page draws it, so that making a page need not encode it."""

import json

from basemap import build_basemap

from kzmap.page.drawing import as_file, encoded


def build_encoded() -> bytes:
    """Return ``basemap_encoded.json``."""
    return as_file(encoded(json.loads(build_basemap())["features"]))
