"""Tables: for the terminal in columns, for documents in Markdown. Pure."""

from collections.abc import Mapping, Sequence

from benchmarks.figures import Measure, Spread, ratio_to_best

Series = Mapping[str, Sequence[float]]
"""The values of each measure, by its key."""


def comparison(
    series: Mapping[str, Series], measures: Sequence[Measure], ours: str
) -> list[list[str]]:
    """Return rows of text: a heading, then one row a measure.

    Parameters
    ----------
    series
        Measured values by contestant, in the order of the columns.
    measures
        What to list; a contestant without values for one gets a dash.
    ours
        The contestant that the last column sets against the best of the others.
    """
    names = list(series)
    others = [name for name in names if name != ours]
    ratios = [f"{ours} / best other"] if others else []
    rows = [["median (range)", *names, *ratios]]
    for measure in measures:
        values = {name: series[name].get(measure.key) or [] for name in names}
        cells = [
            Spread.of(values[name]).text(measure.digits) if values[name] else "-"
            for name in names
        ]
        known = [values[name] for name in others if values[name]]
        ratio = ratio_to_best(values[ours], known) if values.get(ours) else None
        closing = ["-" if ratio is None else f"{ratio:.2f}"] if others else []
        rows.append([measure.label, *cells, *closing])
    return rows


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in aligned columns, figures to the right.

    Examples
    --------
    >>> print(as_text([["", "kzmap"], ["load, ms", "12"]]))
              kzmap
    load, ms     12
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def as_markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table, the first one as its head."""
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *body])
