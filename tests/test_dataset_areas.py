"""Zones by name: looked up where the events are, and nowhere else."""

import pytest
from samples import events, zones

from kzmap.dataset import from_tables
from kzmap.places import world


@pytest.mark.skipif(not world.is_available(), reason="needs the places of the world")
def test_a_zone_is_not_taken_for_a_namesake_in_a_country_the_events_are_not_in():
    data = from_tables(events({"place": "Almaty"}), zones({"area": "Atlantis"}))
    assert data.unplaced_zones["area"].tolist() == ["Atlantis"]
    abroad = {"place": "Cape Town", "country": "ZA", "lat": -33.93, "lon": 18.42}
    data = from_tables(events(abroad), zones({"area": "Atlantis"}))
    [place] = [place for place in data.places if place.name == "Atlantis"]
    assert place.country == "ZA"


def test_a_zone_over_a_town_of_the_events_country_is_found():
    data = from_tables(events({"place": "Almaty"}), zones({"area": "Zhanaozen"}))
    assert data.unplaced_zones.empty
    assert "Zhanaozen" in [place.name for place in data.places]
