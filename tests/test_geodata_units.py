"""The names of the world's first-level units as they lie in data/."""

import csv
import re

import pytest

from kzmap.bundled import bundled_path

PATH = bundled_path("data", "admin1_world.csv")


@pytest.fixture(scope="module")
def rows():
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_file_is_small_and_has_one_unit_a_line(rows):
    content = PATH.read_bytes()
    assert len(content) <= 300_000
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert content.count(b"\n") == len(rows) + 1 == 3760


def test_every_unit_has_a_code_of_its_own_and_a_name(rows):
    codes = [tuple(row["code"].split(".")) for row in rows]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[A-Z]{2}\.\w+", row["code"]) for row in rows)
    assert all(row["name"].strip() == row["name"] != "" for row in rows)
    assert len({code[0] for code in codes}) > 200


def test_kazakhstan_is_left_to_its_own_files(rows):
    assert not [row for row in rows if row["code"].startswith("KZ.")]


def test_iso_codes_are_of_the_unit_s_country(rows):
    told = [row for row in rows if row["iso_3166_2"]]
    assert len(told) > 3000
    for row in told:
        assert re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", row["iso_3166_2"]), row


@pytest.mark.parametrize(
    ("code", "name", "iso", "other"),
    [
        ("DE.02", "Bavaria", "DE-BY", "Bayern"),
        ("US.TX", "Texas", "US-TX", "State of Texas"),
        ("FR.84", "Auvergne-Rhône-Alpes", "FR-ARA", None),
        ("CN.22", "Beijing", "CN-BJ", "北京市"),
        ("RU.47", "Moscow Oblast", "RU-MOS", "Московская область"),
        ("EG.11", "Cairo", "EG-C", "القاهرة"),
        ("BR.27", "São Paulo", "BR-SP", None),
        ("AU.02", "New South Wales", "AU-NSW", None),
        ("NG.05", "Lagos", "NG-LA", "Lagos State"),
    ],
)
def test_unit_is_named_as_the_reference_works_name_it(rows, code, name, iso, other):
    (row,) = [row for row in rows if row["code"] == code]
    assert (row["name"], row["iso_3166_2"]) == (name, iso)
    assert other is None or other in row["other_names"].split("|")


def test_units_merged_since_keep_the_names_of_their_parts(rows):
    (row,) = [row for row in rows if row["code"] == "VN.08"]
    assert row["name"] == "Tuyên Quang"
    assert "Hà Giang Province" in row["other_names"].split("|")
