"""A file's reports laid over a checked data set, so that each says whose it is. Pure."""

from dataclasses import replace

import pandas as pd

from kzmap.dataset.contents import Dataset
from kzmap.dataset.joining import joined

BROUGHT = "brought by you"


def laid_over(base: Dataset, own: Dataset, file: str) -> Dataset:
    """Return both data sets as one; reports of a file without a source cite the file.

    Parameters
    ----------
    base
        What the file is laid over.
    own
        What was read of the file.
    file
        Its name, without folders.

    Examples
    --------
    >>> from kzmap.dataset import load
    >>> laid_over(load(), load(), "mine.csv").info.title
    'Kazakhstan, January 2022, with mine.csv'
    """
    both = joined(base, _citing(own, file))
    count = int(own.events["reports"].sum())
    reports = "1 report was" if count == 1 else f"{count:,} reports were"
    it = "it is" if count == 1 else "they are"
    caveat = f"{reports} added from {file}; {it} not part of the checked data."
    title = f"{base.info.title}, with {file}"
    info = replace(both.info, title=title, caveats=(caveat, *both.info.caveats))
    return replace(both, info=info)


def _citing(own: Dataset, file: str) -> Dataset:
    """Return a data set whose events without a source cite the file that they came in."""
    is_bare = own.events["source_ids"].str.strip() == ""
    if not is_bare.any():
        return own
    # Semicolons part ids in a cell.
    one = f"file:{file.replace(';', ',')}"
    row = dict.fromkeys(own.sources.columns, "")
    row |= {"source_id": one, "title": f"{file}, {BROUGHT}"}
    added = pd.DataFrame([row], columns=list(own.sources.columns)).astype(own.sources.dtypes)
    sources = pd.concat([own.sources, added], ignore_index=True) if len(own.sources) else added
    ids = own.events["source_ids"].mask(is_bare, one)
    return replace(own, events=own.events.assign(source_ids=ids), sources=sources)
