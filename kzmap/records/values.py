"""The distinct values of a column, for a person to say what each means."""

from itertools import islice

from kzmap.records.opening import open_table
from kzmap.records.recognition import known_names
from kzmap.records.upload import Source

MOST_ROWS = 50_000
"""So many rows are looked at: what is rarer than that is left as it stands."""


def values_of(source: Source, header: str) -> dict[str, int]:
    """Return how often each value stands in a column, the most frequent first.

    Parameters
    ----------
    source
        As `kzmap.read_events` takes it; its first `MOST_ROWS` rows are looked at.
    header
        Name of the column, as written.

    Raises
    ------
    TableError
        It is no table at all, or a quote in it is never closed.
    """
    sheet = open_table(source, known_names())
    if header not in sheet.header:
        return {}
    at = sheet.header.index(header)
    counts: dict[str, int] = {}
    for record in islice(sheet.records(), MOST_ROWS):
        if record.fault or len(record.cells) <= at:
            continue
        value = record.cells[at].strip()
        if value:
            counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
