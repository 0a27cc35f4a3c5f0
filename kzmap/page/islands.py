"""The payload as it stands in the page: plain JSON, or packed beside a little of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from kzmap.page.budget import fitted
from kzmap.page.columns import Part
from kzmap.page.island import island_json
from kzmap.page.packing import LEVEL, packed
from kzmap.page.reports import Reports

PLAIN_BYTES: Final = 250_000
"""Reports that take no more than this stay plain JSON, for whoever looks into the file."""

_HEAD: Final = ("title", "titles", "language", "mapId", "strings", "home")
"""What a packed page needs before it is unpacked."""

_LANGUAGES: Final = ("otherStrings", "spoken", "translations")
"""What other languages say: packed in each page that has translations, where it is as much as
all else that is told; who looks for it finds it in plain tables beside the data."""


@dataclass(frozen=True)
class Islands:
    """Data blocks of a page: the JSON island, and what is packed, in base64, by element id."""

    island: str
    packs: Mapping[str, str] = field(default_factory=dict)


def islands(told: Mapping[str, Any], texts_bytes: int) -> Islands:
    """Write a payload.

    Parameters
    ----------
    told
        As :func:`kzmap.page.payload.payload` returns it.
    texts_bytes
        How much of the page the texts of reports may take. Texts beyond it are left out, the
        most informative of each place and day staying (:mod:`kzmap.page.budget`), and the
        page says of how many reports.
    """
    reports: Reports = told["reports"]
    columns = reports.named()
    size = sum(column.plain_size() for column in columns.values())
    if size <= min(PLAIN_BYTES, texts_bytes):
        plain = {name: column.plain() for name, column in columns.items()}
        return _with_languages({**told, "reports": plain})
    summary, texts = fitted(reports, texts_bytes)
    rest = {name: value for name, value in told.items() if name not in ("reports", *_HEAD)}
    rest["about"] = told["about"] | {"leftOut": int((summary.codes < 0).sum())}
    content = island_json(rest).encode()
    others = [column.parts(name) for name, column in columns.items() if name != "summary"]
    data = packed(chain([Part("rest", "json", 1, content)], *others))
    head = {name: told[name] for name in _HEAD if name in told}
    index = {"kzmap-columns": data.index, "kzmap-texts": texts.index}
    return Islands(
        island_json({**head, "packed": index}),
        {"kzmap-columns": data.text(), "kzmap-texts": texts.text()},
    )


def _with_languages(told: Mapping[str, Any]) -> Islands:
    """Write plain data, with what other languages say packed where the texts have any."""
    if "translations" not in told:
        return Islands(island_json(told))
    plain = {name: value for name, value in told.items() if name not in _LANGUAGES}
    parts = [Part(name, "json", 1, island_json(told[name]).encode()) for name in _LANGUAGES]
    pack = packed(parts, LEVEL)
    return Islands(
        island_json({**plain, "languages": pack.index}), {"kzmap-languages": pack.text()}
    )
