"""A map of four cities and their country, as OpenStreetMap would hold it.

Positions as in data/gazetteer.json; names as in data/place_names.csv, and one that is not.
"""

from pathlib import Path
from xml.sax.saxutils import quoteattr

CITIES = (
    {
        "at": (43.3412, 52.8619),
        "name": "Жаңаөзен",
        "name:en": "Zhanaozen",
        "name:ru": "Жанаозен",
        "name:kk": "Жаңаөзен",
        "old_name": "Новый Узень",
    },
    {
        "at": (43.25667, 76.92861),
        "name": "Алматы",
        "name:en": "Almaty",
        "name:ru": "Алматы",
        "name:kk": "Алматы",
        "old_name": "Алма-Ата",
    },
    {
        "at": (51.1801, 71.44598),
        "name": "Астана",
        "name:en": "Astana",
        "name:ru": "Астана",
        "name:kk": "Астана",
        "old_name": "Нур-Султан",
    },
    {
        "at": (52.27401, 77.00438),
        "name": "Павлодар",
        "name:en": "Pavlodar",
        "name:ru": "Павлодар",
        "name:kk": "Павлодар",
        "old_name": "Коряковский форпост",
    },
)


def write_osm(path: Path) -> None:
    """Write the cities as an OSM XML file of place nodes."""
    nodes = "".join(_node(number, city) for number, city in enumerate(CITIES, 1))
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n{nodes}</osm>\n', "utf-8"
    )


def _node(number: int, city: dict) -> str:
    lat, lon = city["at"]
    tags = {key: value for key, value in city.items() if key != "at"}
    tags |= {"place": "city", "population": "100000"}
    told = "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
    stamp = 'version="1" timestamp="2022-01-01T00:00:00Z"'
    return f'<node id="{number}" lat="{lat}" lon="{lon}" {stamp}>{told}</node>\n'
