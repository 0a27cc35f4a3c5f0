"""The rows that were set aside, whole, so that they can be mended and read again."""

import os

from kzmap.records.report import ReadReport
from kzmap.records.spreadsheet import to_csv
from kzmap.writing import write_atomically


def rejected_csv(report: ReadReport) -> str:
    """Return the rows set aside as safe CSV under the header of their file.

    Rows with too many or too few cells stay so; the delimiter is the file's own.
    """
    return to_csv([report.header, *report.rejected_rows], delimiter=report.delimiter)


def write_rejected(
    report: ReadReport, path: str | os.PathLike[str], *, overwrite: bool = True
) -> None:
    """Write the rows set aside to a file, in UTF-8.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    write_atomically(path, rejected_csv(report), overwrite=overwrite)
