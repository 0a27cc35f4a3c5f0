"""Formats: one declaration in TOML each, and one language for them and for users' own."""

from kzmap.records.formats.catalogue import find_format, formats, own_format
from kzmap.records.formats.format import Citing, Format
from kzmap.records.formats.mapping import mapping_toml, with_mapping
from kzmap.records.formats.rules import derive
from kzmap.records.formats.typewords import suggest_type

__all__ = [
    "Citing",
    "Format",
    "derive",
    "find_format",
    "formats",
    "mapping_toml",
    "own_format",
    "suggest_type",
    "with_mapping",
]
