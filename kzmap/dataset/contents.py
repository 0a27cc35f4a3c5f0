"""What a data set holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from kzmap.dataset.terms import Form, is_restricted
from kzmap.places import Resolution, Unit
from kzmap.schema import ACCOUNT_COLUMNS, EVENT_TYPES, TOUR_COLUMNS, TRANSLATION_COLUMNS


@dataclass(frozen=True)
class Info:
    """What is said about a data set as a whole.

    ``first_day`` and ``last_day`` bound the slider; None takes them from the tables.
    ``notice`` is shown at the top of the page. ``language`` (ISO 639-1) is the one that the
    texts of the data are written in; empty where that is not known. ``author`` and ``license``
    are those of the data, for whoever cites it.
    """

    title: str = "Unrest, day by day"
    summary: str = ""
    first_day: date | None = None
    last_day: date | None = None
    caveats: Sequence[str] = ()
    attribution: Sequence[str] = ()
    notice: str = ""
    author: str = ""
    language: str = ""
    license: str = ""


@dataclass(frozen=True)
class Place:
    """One place of the map: where it is, how sure that is, and what it has been called.

    ``lat`` and ``lon`` are WGS84 degrees; ``geo_precision`` is as in the contract; ``known`` is
    the geocoder's answer, or None where the table itself gave the coordinates.
    """

    name: str
    lat: float
    lon: float
    geo_precision: int
    admin1: str
    country: str
    known: Resolution | None = None


def _no_accounts() -> pd.DataFrame:
    return pd.DataFrame(columns=list(ACCOUNT_COLUMNS), dtype="str")


def _no_tour() -> pd.DataFrame:
    return pd.DataFrame(columns=list(TOUR_COLUMNS), dtype="str")


def _no_translations() -> pd.DataFrame:
    return pd.DataFrame(columns=list(TRANSLATION_COLUMNS), dtype="str")


@dataclass(frozen=True)
class Dataset:
    """Tables that belong together, every place resolved or said to be unresolved.

    Attributes
    ----------
    events
        Columns of the contract, sorted by day, place and type, and ``place_index`` (int: row
        in ``places``, -1 where unresolved), ``unplaced`` (str: why; empty where placed),
        ``doubt`` (str: how its coordinates disagree with the country or unit that it names;
        empty where they do not), ``reports`` (int: how many rows of its source an event
        stands for), ``counted`` (bool: whether it is a count of rows that are not to be
        handed on, else one row) and ``form`` (str: name of the form that it comes from, or
        empty).
    zones
        Columns of the contract, and ``units`` (tuple of names of the first-level units that
        the area is made of, or of its own shape) and ``place_index`` (int: a zone of a single
        town, else -1).
    sources, quotes, claims, accounts
        Columns of the contract.
    places
        Every place that an event or a zone names, sorted by name.
    units
        First-level units of the countries that the data is about, as of its first day.
    shapes
        Areas that zones bring along as geometry, in the order of their first zone. Where two
        differ in outline and share a name, the later bears a number: "Old town (2)".
    forms
        Formats that events come from, with their terms; none for data that is nobody else's.
    info
        What is said about the whole.
    tour
        Columns of the contract: the steps of a guided tour, none if it has no rows.
    translations
        Columns of the contract: what texts of the data say in other languages.
    """

    events: pd.DataFrame
    zones: pd.DataFrame
    sources: pd.DataFrame
    quotes: pd.DataFrame
    claims: pd.DataFrame
    places: tuple[Place, ...]
    units: tuple[Unit, ...]
    shapes: tuple[Unit, ...] = ()
    forms: tuple[Form, ...] = ()
    info: Info = field(default_factory=Info)
    accounts: pd.DataFrame = field(default_factory=_no_accounts)
    tour: pd.DataFrame = field(default_factory=_no_tour)
    translations: pd.DataFrame = field(default_factory=_no_translations)

    @cached_property
    def days(self) -> list[date]:
        """Calendar days of the slider, in order, without a gap."""
        starts = [self.events["event_date"].min().date()]
        ends = [self.events["end_date"].max().date()]
        starts += [date.fromisoformat(text[:10]) for text in self.zones["start"]]
        ends += [date.fromisoformat(text[:10]) for text in self.zones["end"] if text]
        first = self.info.first_day or min(starts)
        last = self.info.last_day or max(starts + ends)
        return [first + timedelta(days=i) for i in range((last - first).days + 1)]

    @cached_property
    def event_types(self) -> list[str]:
        """Event types that occur: the contract's in its order, then others by name."""
        found = set(self.events["event_type"].unique())
        return [kind for kind in EVENT_TYPES if kind in found] + sorted(
            found - set(EVENT_TYPES)
        )

    @property
    def unplaced(self) -> pd.DataFrame:
        """Events whose place could not be resolved, with the reason."""
        return self.events[self.events["place_index"] < 0]

    @property
    def unplaced_zones(self) -> pd.DataFrame:
        """Zones whose area is neither a known unit, a country nor a town."""
        has_units = self.zones["units"].map(len) > 0
        return self.zones[~has_units & (self.zones["place_index"] < 0)]

    @cached_property
    def restricted(self) -> tuple[Form, ...]:
        """Forms of which there are rows here that are not to be handed on; counts are."""
        events = self.events
        told = set(events.loc[~events["counted"], "form"].unique())
        return tuple(form for form in self.forms if is_restricted(form) and form.name in told)
