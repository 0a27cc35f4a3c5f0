"""The bundled zones: states of emergency, curfews and blackouts hour by hour and day by day."""

from collections import Counter
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from kzmap import schema
from kzmap.bundled import bundled_path

WESTERN_TIME = {
    "Aktau",
    "Aktobe Region",
    "Atyrau Region",
    "Kyzylorda Region",
    "Mangystau Region",
    "West Kazakhstan Region",
}


@pytest.fixture(scope="module")
def zones():
    """Read the zones as text, with nothing taken for a missing value."""
    return pd.read_csv(bundled_path("data", "zones.csv"), dtype=str, keep_default_na=False)


def state(zone, day):
    """Return a zone's state on a local day as the design defines it, None outside it."""
    start, end = (datetime.fromisoformat(zone[name]) for name in ("start", "end"))
    midnight = datetime(day.year, day.month, day.day, tzinfo=start.tzinfo)
    next_midnight = midnight + timedelta(days=1)
    if end == midnight:
        return "lifted"
    if start >= next_midnight or end < midnight:
        return None
    if start >= midnight:
        return "starts"
    return "ends" if end < next_midnight else "in force"


def states(zones, kind, day):
    """Count the states of all zones of a kind on a day."""
    found = [state(zone, day) for zone in zones[zones["kind"] == kind].to_dict("records")]
    return Counter(each for each in found if each)


def test_the_end_of_the_blackout_is_told_both_ways(zones):
    measures = zones.set_index("zone_id").loc["blackout-kazakhstan-2022-01-05", "measures"]
    assert "10 January" in measures
    assert "11 January" in measures


def test_a_zone_starts_before_it_ends_in_the_local_time_of_its_area(zones):
    for zone in zones.itertuples():
        start, end = (datetime.fromisoformat(time) for time in (zone.start, zone.end))
        assert start < end
        hours = 5 if zone.area in WESTERN_TIME else 6
        assert start.utcoffset() == end.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "under", "lifted"),
    [(day, 0, 0) for day in range(1, 5)]
    + [(day, 17, 0) for day in range(5, 14)]
    + [(14, 14, 0), (15, 10, 0), (16, 8, 0), (17, 7, 0), (18, 7, 0), (19, 0, 7), (20, 0, 0)],
)
def test_areas_under_emergency_follow_the_timetable(zones, day, under, lifted):
    found = states(zones, "state_of_emergency", date(2022, 1, day))
    assert sum(found[each] for each in schema.UNDER_EMERGENCY) == under
    assert found["lifted"] == lifted


@pytest.mark.parametrize(("day", "ends"), [(13, 3), (14, 4), (15, 2), (16, 1)])
def test_emergencies_end_on_the_days_of_their_decrees(zones, day, ends):
    assert states(zones, "state_of_emergency", date(2022, 1, day))["ends"] == ends


def test_every_emergency_starts_on_5_january(zones):
    assert states(zones, "state_of_emergency", date(2022, 1, 5)) == {"starts": 17}


def test_emergency_and_night_curfew_cover_each_unit_once_for_the_same_time(zones):
    period = ["area", "start", "end", "start_precision"]
    emergency = zones[zones["kind"] == "state_of_emergency"]
    curfew = zones[zones["kind"] == "curfew"]
    curfew = curfew[curfew["zone_id"] != "curfew-almaty-region-stricter"]
    assert emergency["area"].nunique() == 17
    assert emergency[period].values.tolist() == curfew[period].values.tolist()


def test_an_hour_that_was_not_found_is_said_so(zones):
    decreed = zones[(zones["kind"] != "communications_blackout")]
    unknown = decreed["start_precision"] == "day"
    assert decreed["measures"].str.contains("not found").equals(unknown)
    assert unknown[decreed["kind"] == "state_of_emergency"].sum() == 13
