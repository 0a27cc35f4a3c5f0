"""The tables of the world index."""

from typing import Final

SCHEMA: Final = 1
"""To be raised with every change of the tables or of how names are folded."""

TABLES: Final = """
CREATE TABLE place(
    id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL,
    lon REAL NOT NULL, country TEXT NOT NULL, unit TEXT NOT NULL, population INTEGER NOT NULL,
    names TEXT NOT NULL);
CREATE TABLE name(folded TEXT NOT NULL, id INTEGER NOT NULL, country TEXT NOT NULL,
    PRIMARY KEY(folded, id)) WITHOUT ROWID;
CREATE TABLE weak(folded TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY(folded, id))
    WITHOUT ROWID;
CREATE TABLE unit(code TEXT PRIMARY KEY, name TEXT NOT NULL, id INTEGER) WITHOUT ROWID;
CREATE TABLE unit_name(folded TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY(folded, code))
    WITHOUT ROWID;
"""
"""``place.names`` holds a name a line, the main one first. ``name`` finds places by the normal
form of a name, ``weak`` by its weak form where that is another. Places of the gazetteer keep
their GeoNames number as id; units and countries count down from -1."""
