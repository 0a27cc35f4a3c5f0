"""Coordinates that a table gives, held against the country, unit or place that it names."""

import pandas as pd

from kzmap.dataset.distinct import distinct_claims
from kzmap.places import check_units


def doubts_about(events: pd.DataFrame) -> "pd.Series[str]":
    """Say of each row whether its point lies where the row itself says.

    Each distinct point is held against each distinct country, unit and period once; where a
    row tells neither country nor unit, against its place, if a bundled one bears the name. What
    disagrees is told and never mended: which of the two is wrong, only the source knows.

    Parameters
    ----------
    events
        In the contract's columns.

    Returns
    -------
    pandas.Series
        Text with the index of ``events``: empty where a row agrees, gives no coordinates or
        names nothing to hold them against.

    Examples
    --------
    >>> from kzmap.dataset import load
    >>> set(doubts_about(load().events))
    {''}
    """
    claims, which = distinct_claims(events)
    told = pd.Series([*check_units(claims), ""], dtype="str")
    return told.take(which).set_axis(events.index)
