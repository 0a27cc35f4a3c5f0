"""Countries as ISO 3166-1 alpha-2 codes."""

import re
from collections.abc import Sequence

from kzmap.countries import country_code
from kzmap.records.cells import Converted, bare, convert_distinct

_CODE = re.compile("[A-Za-z]{2}")


def read_countries(cells: Sequence[str]) -> Converted:
    """Read countries: codes as they are, English and Russian names and alpha-3 as their code.

    ``NA`` is Namibia, not a missing value.
    """
    named: list[str] = []

    def parse(cell: str) -> str:
        text = bare(cell)
        if not text or _CODE.fullmatch(text):
            return text.upper()
        code = country_code(text)
        if code is None:
            raise ValueError("expected an ISO 3166-1 code such as KZ, or nothing")
        named.append(f"{text} as {code}")
        return code

    found = convert_distinct(cells, parse)
    if named:
        found.notes = [f"read {', '.join(sorted(named))}"]
    return found
