"""CSV that a spreadsheet program cannot mistake for formulas, and the way back.

Excel, LibreOffice and Google Sheets run a cell that begins with ``=``, ``+``, ``-`` or ``@``,
also after a tab or line end. An apostrophe in front makes it text (OWASP, "CSV Injection").
Cells that already are apostrophes before such a character get one more, so reading takes off
exactly what writing put on.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def guard(cell: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; leave numbers alone.

    Examples
    --------
    >>> guard('=HYPERLINK("x")'), guard("-12.5"), guard("Almaty")
    ('\\'=HYPERLINK("x")', '-12.5', 'Almaty')
    """
    return f"'{cell}" if _RISKY.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguard(cell: str) -> str:
    """Take off the apostrophe that `guard` put on.

    Examples
    --------
    >>> unguard("'=1+1"), unguard("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def to_csv(rows: Iterable[Iterable[str]], *, delimiter: str = ",") -> str:
    """Return rows of text as safe CSV (RFC 4180, so lines end in CR LF).

    Parameters
    ----------
    rows
        The header first; rows may differ in length.
    delimiter
        One character.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return stream.getvalue()


def frame_to_csv(table: "pd.DataFrame") -> str:
    """Return a table as safe CSV: days as YYYY-MM-DD, missing numbers as empty cells.

    Floats are written with the fewest digits that give the same number back.
    """
    columns = [_cells(table[name]) for name in table.columns]
    return to_csv([list(table.columns), *zip(*columns, strict=True)])


def _cells(series: "pd.Series[Any]") -> list[str]:
    if series.dtype.kind == "M":
        return [
            text if isinstance(text, str) else "" for text in series.dt.strftime("%Y-%m-%d")
        ]
    if series.dtype.kind == "f":
        return ["" if value != value else repr(value) for value in series.tolist()]
    return [str(value) for value in series.tolist()]
