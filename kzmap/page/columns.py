"""Columns of the payload: as plain lists, as bytes, or as a digest. Pure.

A page of some size carries its columns packed: numbers as `varints`, texts once each, as
UTF-8, and referred to. ``assets/unpacking.js`` reads both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kzmap.page.varints import varints

Integers = NDArray[np.int64]

_HALF_A_LETTER = re.compile("[\ud800-\udfff]")
_SEPARATOR_BYTES = 3
_NEW = 1
"""Reference to the text that follows those referred to so far; 0 refers to none."""


class Part(NamedTuple):
    """Bytes of a packed column: what they are called, how they are read, how many they hold."""

    name: str
    kind: str
    length: int
    content: bytes


class Column(Protocol):
    """A column of the payload."""

    def plain(self) -> list[Any]:
        """Return the values, for JSON."""
        ...

    def plain_size(self) -> int:
        """Return about how many bytes of JSON the values are."""
        ...

    def parts(self, name: str) -> Iterator[Part]:
        """Yield the bytes that the values are packed to."""
        ...

    def digested(self) -> Iterator[bytes]:
        """Yield bytes that differ where values do, whatever the form they are written in."""
        ...


@dataclass(frozen=True)
class Numbers:
    """Whole numbers; ``in_steps`` where each is near the one before: steps then pack well."""

    values: Integers
    in_steps: bool = False

    def plain(self) -> list[int]:
        """Return the numbers."""
        numbers: list[int] = self.values.tolist()
        return numbers

    def plain_size(self) -> int:
        """Return about how many bytes of JSON the numbers are."""
        return _SEPARATOR_BYTES * len(self.values)

    def parts(self, name: str) -> Iterator[Part]:
        """Yield the numbers, or the steps between them."""
        written = np.diff(self.values, prepend=0) if self.in_steps else self.values
        kind = "steps" if self.in_steps else "numbers"
        yield Part(name, kind, len(self.values), varints(written).tobytes())

    def digested(self) -> Iterator[bytes]:
        """Yield the numbers in one width."""
        yield self.values.astype("<i8").tobytes()


@dataclass(frozen=True)
class Lists:
    """Lists of whole numbers: how long each is, and the numbers of all, in order."""

    lengths: Integers
    values: Integers

    def plain(self) -> list[list[int]]:
        """Return the lists."""
        ends = np.cumsum(self.lengths).tolist()
        values = self.values.tolist()
        return [values[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def plain_size(self) -> int:
        """Return about how many bytes of JSON the lists are."""
        return _SEPARATOR_BYTES * (len(self.lengths) + len(self.values))

    def parts(self, name: str) -> Iterator[Part]:
        """Yield lengths and numbers."""
        yield from Numbers(self.lengths).parts(f"{name}.lengths")
        yield from Numbers(self.values).parts(f"{name}.values")

    def digested(self) -> Iterator[bytes]:
        """Yield lengths and numbers."""
        yield from Numbers(self.lengths).digested()
        yield from Numbers(self.values).digested()


@dataclass(frozen=True)
class Texts:
    """Texts: the distinct ones in the order in which they come, and which one each is.

    ``codes`` is -1 where the text is left out. ``distinct`` is an Arrow array.
    """

    codes: Integers
    distinct: Any

    @classmethod
    def of(cls, texts: "pd.Series[str]", *, are_distinct: bool = False) -> "Texts":
        """Take a column of texts; where all are distinct, none is looked for twice."""
        try:
            array = pa.array(texts.array, type=pa.large_string())
        except UnicodeEncodeError:
            # Half a letter is not to be had in UTF-8; browsers show it as this, too.
            whole = [_HALF_A_LETTER.sub("\ufffd", text) for text in texts]
            array = pa.array(whole, type=pa.large_string())
        if isinstance(array, pa.ChunkedArray):
            array = array.combine_chunks()
        if are_distinct:
            return cls(np.arange(len(array)), array)
        encoded = array.dictionary_encode()
        return cls(encoded.indices.to_numpy().astype(np.int64), encoded.dictionary)

    def lengths(self) -> Integers:
        """Return the length of each distinct text in bytes of UTF-8."""
        return np.asarray(pc.binary_length(self.distinct), dtype=np.int64)

    def content(self) -> bytes:
        """Return the distinct texts, one behind the other, as UTF-8."""
        if not len(self.distinct):
            return b""
        _, offsets, data = self.distinct.buffers()
        first, end = self.distinct.offset, self.distinct.offset + len(self.distinct)
        ends = np.frombuffer(offsets, dtype="<i8")[[first, end]]
        return b"" if data is None else memoryview(data)[ends[0] : ends[1]].tobytes()

    def keeping(self, chosen: NDArray[np.bool_]) -> "Texts":
        """Return the column without the distinct texts that are not chosen."""
        numbers = np.where(chosen, np.cumsum(chosen) - 1, -1)
        return Texts(numbers[self.codes], self.distinct.filter(pa.array(chosen)))

    def plain(self) -> list[str]:
        """Return the texts."""
        texts: list[str] = self.distinct.to_pylist()
        return [texts[code] for code in self.codes.tolist()]

    def plain_size(self) -> int:
        """Return about how many bytes of JSON the texts are."""
        return int(self.lengths()[self.codes].sum()) + _SEPARATOR_BYTES * len(self.codes)

    def parts(self, name: str) -> Iterator[Part]:
        """Yield references, lengths and the distinct texts.

        A reference is 0 to no text, 1 to the next text that was not referred to yet, and 2
        and more to the text so many back, from the newest.
        """
        newest = np.maximum.accumulate(self.codes)
        is_new = newest > np.concatenate([[-1], newest[:-1]])
        back = np.where(is_new, _NEW, newest - self.codes + _NEW + 1)
        references = np.where(self.codes < 0, 0, back)
        yield from Numbers(references).parts(f"{name}.references")
        yield from Numbers(self.lengths()).parts(f"{name}.lengths")
        content = self.content()
        yield Part(f"{name}.content", "bytes", len(content), content)

    def digested(self) -> Iterator[bytes]:
        """Yield what the texts are and where."""
        yield from Numbers(self.codes).digested()
        yield from Numbers(self.lengths()).digested()
        yield self.content()
