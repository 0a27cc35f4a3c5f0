"""Files that come up and go down: what they are called. Pure."""

import re

from kzmap.records import Upload

TABLE_ENDINGS = ("csv", "tsv", "txt", "xlsx", "geojson", "json", "gz", "zip")
"""Endings that the browser offers; what is inside decides."""

MAPPING_ENDINGS = ("toml",)

_STRANGE = re.compile(r"[^\w.()+-]+")
_LONGEST = 60


def stem(upload: Upload) -> str:
    """Return what a file is called without its endings.

    Examples
    --------
    >>> stem(Upload("strikes.csv.gz", b"")), stem(Upload(".csv", b""))
    ('strikes', 'upload')
    """
    name = upload.name
    while name and name.rpartition(".")[2].lower() in TABLE_ENDINGS and "." in name:
        name = name.rpartition(".")[0]
    return name or "upload"


def safe_name(upload: Upload, ending: str) -> str:
    """Return the name of a file to take away, with nothing in it that a shell or disk minds.

    Examples
    --------
    >>> safe_name(Upload("<b>a b.csv", b""), "rejected.csv")
    'b_a_b.rejected.csv'
    """
    plain = _STRANGE.sub("_", stem(upload))[:_LONGEST].strip("._-")
    return f"{plain or 'upload'}.{ending}"
