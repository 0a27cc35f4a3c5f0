"""Where in a declaration a value stands, so that an error can say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kzmap.errors import FormatError
from kzmap.records.sheet import plain_name


@dataclass(frozen=True)
class Spot:
    """A value of a TOML file, with the file's name and the key that leads to it."""

    file: str
    key: str
    value: Any

    def fail(self, expected: str) -> FormatError:
        """Return the error that this value is not what was expected."""
        shown = repr(self.value)
        shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
        return FormatError(f"{self.file}: {self.key} = {shown}: expected {expected}")

    def at(self, key: str | int, value: Any) -> "Spot":
        """Return a spot below this one."""
        step = f"[{key}]" if isinstance(key, int) else f".{key}" if self.key else str(key)
        return Spot(self.file, self.key + step, value)

    def text(self, expected: str = "text") -> str:
        """Return the value as text; whole numbers are taken as they are written."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        if not isinstance(self.value, str):
            raise self.fail(expected)
        return self.value

    def name(self) -> str:
        """Return the value as the plain name of a column."""
        found = plain_name(self.text("the name of a column"))
        if not found:
            raise self.fail("the name of a column")
        return found

    def truth(self) -> bool:
        """Return the value as true or false."""
        if not isinstance(self.value, bool):
            raise self.fail("true or false")
        return self.value

    def number(self) -> int:
        """Return the value as a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.fail("a whole number")
        return self.value

    def word(self, known: Sequence[str]) -> str:
        """Return the value as one of some words."""
        if self.value not in known:
            raise self.fail(f"one of {', '.join(known)}")
        return str(self.value)

    def items(self, expected: str = "a list") -> "Iterator[Spot]":
        """Yield the values of a list."""
        if not isinstance(self.value, list):
            raise self.fail(expected)
        return (self.at(i, value) for i, value in enumerate(self.value))

    def one_or_more(self, expected: str = "a text or a list of texts") -> "list[Spot]":
        """Return the values of a list, or the value itself."""
        return list(self.items(expected)) if isinstance(self.value, list) else [self]

    def table(
        self, known: Sequence[str] | None = None, required: Sequence[str] = ()
    ) -> "dict[str, Spot]":
        """Return the values of a table; keys beyond the known are errors, so no typo is lost.

        Parameters
        ----------
        known
            Keys that may be there; None for any.
        required
            Keys that must be.
        """
        if not isinstance(self.value, Mapping):
            raise self.fail("a table")
        for key, value in self.value.items():
            if known is not None and key not in known:
                spot = self.at(key, value)
                raise spot.fail(
                    f"no such key; known here are {', '.join(known)}{_near(key, known)}"
                )
        for key in required:
            if key not in self.value:
                raise self.at(key, None).fail("a value; the key is missing")
        return {key: self.at(key, value) for key, value in self.value.items()}


def _near(key: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    match = process.extractOne(key, known, score_cutoff=70)
    return f"; did you mean {match[0]}?" if match else ""
