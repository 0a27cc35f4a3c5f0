"""Country codings other than ISO 3166, as data sets use them."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

CODINGS: Final = ("fips",)
"""``fips``: FIPS PUB 10-4, withdrawn in 2008 and still the code of GDELT's places."""

_LIST: Final = Path(__file__).parent / "lists" / "countries.toml"


@cache
def _lists() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(_LIST.read_text("utf-8"))
    return found


def coding(name: str) -> Callable[[str], str]:
    """Return the step from a code to ISO 3166-1 alpha-2; a code not known is said to be one.

    It must not stay as it is: PG is Papua New Guinea to ISO, the Spratly Islands to FIPS.

    Examples
    --------
    >>> coding("fips")("UK"), coding("fips")("KZ"), coding("fips")("PG")
    ('GB', 'KZ', 'fips PG')
    """

    def step(text: str) -> str:
        return _lists()[name].get(text.upper(), f"{name} {text}")

    return step


def code_of_old_name(name: str) -> str | None:
    """Return the code of a country by a name that data sets use and CLDR does not have."""
    return _lists()["names"].get(name.casefold())
