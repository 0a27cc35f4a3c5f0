"""The payload of a large page: columns packed and compressed, to be unpacked by the browser.

A packed page holds a small JSON island that says what is packed, and the bytes beside it, in
data blocks that no browser runs: zlib streams (RFC 1950) in base64, which
``assets/unpacking.js`` reads with the browser's own DecompressionStream.
"""

import zlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kzmap.page.columns import Part

LEVEL = 6
"""Of zlib; the highest takes three times as long and saves a hundredth."""


@dataclass(frozen=True)
class Pack:
    """Parts behind one another, compressed, and what the page is told of them."""

    index: list[list[Any]]
    content: bytes

    @property
    def base64_bytes(self) -> int:
        """How many bytes of the page it takes."""
        return base64_size(len(self.content))

    def text(self) -> str:
        """Return what stands in the page."""
        return b64encode(self.content).decode("ascii")


def packed(parts: Iterable[Part]) -> Pack:
    """Compress parts; the index has name, kind, length and size in bytes of each, in order."""
    index: list[list[Any]] = []
    stream = zlib.compressobj(LEVEL)
    pieces = []
    for part in parts:
        index.append([part.name, part.kind, part.length, len(part.content)])
        pieces.append(stream.compress(part.content))
    pieces.append(stream.flush())
    return Pack(index, b"".join(pieces))


def base64_size(size: int) -> int:
    """Return the length in base64 of so many bytes."""
    return (size + 2) // 3 * 4


def raw_room(size: int) -> int:
    """Return how many bytes have a base64 of at most this length."""
    return size // 4 * 3
