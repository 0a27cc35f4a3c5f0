"""What the page opens on: the country of most places, else all places; the world if none."""

from samples import events

from kzmap.dataset import from_tables
from kzmap.page.ground import view_of

ABROAD = {"country": "FR", "place": "Somewhere"}


def opens_on(*rows):
    return view_of(from_tables(events(*rows))).home


def test_a_place_that_was_found_tells_its_country_where_the_table_does_not():
    dataset = from_tables(events({"place": "Almaty", "country": ""}))
    assert len(dataset.units) == 17
    west, _, east, _ = view_of(dataset).home
    assert west < 50
    assert east > 85


def test_one_row_in_kazakhstan_among_many_abroad_does_not_make_it_home():
    abroad = [{**ABROAD, "place": f"p{n}", "lat": 44.0 + n, "lon": 2.0 + n} for n in range(3)]
    west, _, east, _ = opens_on({"place": "Almaty"}, *abroad)
    assert west < 2
    assert 76 < east < 80


def test_what_the_data_is_about_has_ground_also_where_it_is_not_home():
    abroad = [{**ABROAD, "place": f"p{n}", "lat": 44.0 + n, "lon": 2.0 + n} for n in range(3)]
    view = view_of(from_tables(events({"place": "Almaty"}, *abroad)))
    assert view.needed[2] > 87


def test_where_nothing_has_a_place_yet_the_world_is_shown():
    west, south, east, north = opens_on({"place": "Nirgendheim", "country": ""})
    assert east - west > 300
    assert north - south > 100
