"""Countries as ISO 3166-1 alpha-2 codes."""

import re
from collections.abc import Sequence

from kzmap.countries import country_code
from kzmap.records.cells import Converted, bare, convert_distinct
from kzmap.records.formats.codes import code_of_old_name

_CODE = re.compile("[A-Za-z]{2}")


def read_countries(cells: Sequence[str], *, is_hint: bool = False) -> Converted:
    """Read countries: codes as they are; names, alpha-3 and numeric codes as their code.

    ``NA`` is Namibia, not a missing value.

    Parameters
    ----------
    cells
        As they stand in the file, or as a format's rule made them.
    is_hint
        Whether a country not known is flagged and left empty, since the row can be used
        without it; else it is a fault. What was read as a code goes without saying then.
    """
    named: list[str] = []
    unknown: set[str] = set()

    def parse(cell: str) -> str:
        text = bare(cell)
        if not text or _CODE.fullmatch(text):
            return text.upper()
        code = code_of_old_name(text) or country_code(text)
        if code is None and is_hint:
            unknown.add(cell)
            return ""
        if code is None:
            raise ValueError("expected an ISO 3166-1 code such as KZ, or nothing")
        named.append(f"{text} as {code}")
        return code

    found = convert_distinct(cells, parse)
    if unknown:
        reason = "no country known here, so the row was kept without one"
        found.flags = {i: reason for i, cell in enumerate(cells) if cell in unknown}
    if named and not is_hint:
        found.notes = [f"read {', '.join(sorted(named))}"]
    return found
