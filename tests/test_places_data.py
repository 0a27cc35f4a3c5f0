"""The overlay and the list of our own places are well formed, and fit the other files."""

import csv
import json
import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from kzmap.bundled import bundled_path
from kzmap.places import resolve, unit_at
from kzmap.places.catalogue import catalogue

BOUND = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def rows(file: str) -> list[dict[str, str]]:
    with bundled_path("data", file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


NAMES = rows("place_names.csv")
PLACES = rows("places.csv")
GAZETTEER = json.loads(bundled_path("data", "gazetteer.json").read_text(encoding="utf-8"))
IDS = {row["place_id"] for row in PLACES} | {f"geonames:{g['geonameid']}" for g in GAZETTEER}


def test_columns() -> None:
    assert list(NAMES[0]) == [
        "place_id", "name", "language", "valid_from", "valid_to", "status", "note",
    ]  # fmt: skip
    assert list(PLACES[0]) == [
        "place_id", "name", "kind", "country", "admin1", "lat", "lon",
        "geo_precision", "source", "note",
    ]  # fmt: skip


def well_formed(row: dict[str, str]) -> bool:
    bounds = [row["valid_from"], row["valid_to"]]
    for bound in filter(None, bounds):
        if not BOUND.fullmatch(bound):
            return False
        date.fromisoformat((bound + "-01-01")[:10])
    return (
        row["place_id"] in IDS
        and row["name"] == unicodedata.normalize("NFC", row["name"]).strip()
        and row["status"] in ("official", "former", "spelling", "rejected")
        and (row["language"] in ("en", "ru", "kk") or row["status"] in ("spelling", "rejected"))
        and (not bounds[1] or bounds[0] < bounds[1])
        and (row["status"] in ("official", "spelling") or bounds == ["", ""])
    )


def test_names_are_well_formed() -> None:
    assert [row for row in NAMES if not well_formed(row)] == []


def test_no_name_is_listed_twice_for_the_same_time() -> None:
    counted = Counter(
        (r["place_id"], r["name"], r["language"], r["valid_from"], r["status"]) for r in NAMES
    )
    assert [key for key, count in counted.items() if count > 1] == []


def test_every_place_of_the_overlay_has_a_present_official_english_name() -> None:
    for place_id in {row["place_id"] for row in NAMES if row["status"] == "official"}:
        present = [
            n for n in catalogue().places[place_id].names
            if n.status == "official" and n.language == "en" and not n.valid_to
        ]  # fmt: skip
        assert len(present) == 1, place_id


def test_rejected_aliases_are_in_the_gazetteer_and_find_nothing_there() -> None:
    by_id = {f"geonames:{g['geonameid']}": g for g in GAZETTEER}
    for row in NAMES:
        if row["status"] == "rejected":
            assert row["name"] in by_id[row["place_id"]]["alternatenames"]
            assert row["note"]
            assert resolve(row["name"])[0].place_id != row["place_id"]


def test_every_unit_of_the_boundaries_is_a_place_with_its_name() -> None:
    for file in ("admin1_2022-01.geojson", "admin1_2022-06.geojson"):
        read = json.loads(bundled_path("data", file).read_text(encoding="utf-8"))
        for feature in read["features"]:
            told = feature["properties"]
            place = catalogue().places[f"iso:{told['iso_3166_2']}"]
            assert told["name"] in {name.name for name in place.names}


def test_label_points_lie_in_their_unit() -> None:
    for row in PLACES:
        if row["kind"] == "area":
            unit = unit_at(float(row["lat"]), float(row["lon"]))
            assert unit is not None
            assert f"iso:{unit.iso}" == row["place_id"]
            assert unit.name == row["name"] == row["admin1"]


def test_our_own_places_have_the_name_that_the_overlay_gives() -> None:
    for row in PLACES:
        assert catalogue().places[row["place_id"]].name_on(None) == row["name"]


def test_every_town_of_the_gazetteer_lies_in_a_unit() -> None:
    for place in catalogue().places.values():
        if place.country == "KZ":
            for day in ("2022-01-05", None):
                assert unit_at(place.lat, place.lon, day) is not None, place.place_id


@pytest.mark.parametrize(
    ("place", "day", "country", "admin1"),
    sorted(
        {(r["place"], r["event_date"], r["country"], r["admin1"]) for r in rows("events.csv")}
    ),
)
def test_every_place_of_the_data_set_resolves_in_its_unit(
    place: str, day: str, country: str, admin1: str
) -> None:
    for hint in (admin1, None):
        [answer] = resolve(place, day, country, hint)
        assert answer.resolved
        assert answer.country == country
        assert (answer.admin1 or "") == admin1
        assert answer.geo_precision == (1 if admin1 or country != "KZ" else 3)
