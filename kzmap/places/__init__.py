"""Geocoding: a name and a day in, a place out, with no network.

`resolve` and `resolve_many` answer with coordinates, the name that was valid on the day, the
first-level unit of that day, which name matched and how, and who else bears it. Several
bearers without a hint, and unknown names, stay unresolved. Kazakhstan's places are bundled;
`kzmap.places.world` has those of all other countries, where its extra is installed.
`Resolver` puts a person's `Decisions` before that, and a service behind the network after it.
`Gazetteer` is the same as a geopy geocoder, and any geopy geocoder can be given to `resolve`
in its place. `check_units` holds coordinates that came with the data against what they name.
"""

from typing import TYPE_CHECKING, Any

from kzmap.places.answers import Candidate, PlaceQuery, Resolution
from kzmap.places.decisions import LEAVE_OUT, Decision, Decisions, decision_key
from kzmap.places.distance import distances_km, nearest_km
from kzmap.places.names import DayError, PlaceName
from kzmap.places.offline import period_of
from kzmap.places.resolver import Resolver
from kzmap.places.stage import (
    Town,
    name_on,
    population_of,
    resolve,
    resolve_many,
    spans,
    towns,
)
from kzmap.places.units import Unit, unit_at, unit_named, units, units_holding

if TYPE_CHECKING:
    from kzmap.places.checking import LocatedPoint, check_units, is_bundled_name
    from kzmap.places.gazetteer import Gazetteer

__all__ = [
    "LEAVE_OUT",
    "Candidate",
    "DayError",
    "Decision",
    "Decisions",
    "Gazetteer",
    "LocatedPoint",
    "PlaceName",
    "PlaceQuery",
    "Resolution",
    "Resolver",
    "Town",
    "Unit",
    "check_units",
    "decision_key",
    "distances_km",
    "is_bundled_name",
    "name_on",
    "nearest_km",
    "period_of",
    "population_of",
    "resolve",
    "resolve_many",
    "spans",
    "towns",
    "unit_at",
    "unit_named",
    "units",
    "units_holding",
]


_HOMES = {
    "Gazetteer": "kzmap.places.gazetteer",
    "LocatedPoint": "kzmap.places.checking",
    "check_units": "kzmap.places.checking",
    "is_bundled_name": "kzmap.places.checking",
}


def __getattr__(name: str) -> Any:
    """Load on first use (PEP 562) what needs geopy or numpy, 0.1 s each to import."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kzmap.places' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
