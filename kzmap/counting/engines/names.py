"""The engines by name; light, since the command line lists them."""

from enum import StrEnum


class EngineName(StrEnum):
    """The engines there are."""

    AUTO = "auto"
    PANDAS = "pandas"
    DUCKDB = "duckdb"
    SPARK = "spark"
