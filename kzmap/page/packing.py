"""The payload of a large page: columns packed and compressed, to be unpacked by the browser.

A packed page holds a small JSON island that says what is packed, and the bytes beside it, in
data blocks that no browser runs: zlib streams (RFC 1950) in base64, which
``assets/unpacking.js`` reads with the browser's own DecompressionStream.
"""

import zlib
from base64 import b64encode
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from kzmap.page.columns import Part

LEVEL = 6
"""Of zlib; the highest takes half as long again and saves a hundredth."""

SHORT_LEVEL = 4
"""Of what is one piece: a third of the time for a twenty-fifth more, a few KB of the page."""

_PIECE_BYTES = 1 << 20
_WINDOW_BYTES = 1 << 15
_HEADER = b"\x78\x9c"


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


def packed(parts: Iterable[Part], level: int = SHORT_LEVEL) -> Pack:
    """Compress parts; the index has name, kind, length and size in bytes of each, in order.

    ``level`` is that of what is one piece.
    """
    known = list(parts)
    index = [[part.name, part.kind, part.length, len(part.content)] for part in known]
    return Pack(index, deflated(b"".join(part.content for part in known), level))


def deflated(content: bytes, level: int = SHORT_LEVEL) -> bytes:
    """Return a zlib stream, made piece by piece on all cores; their number bears on nothing.

    Each piece begins with the window that the one before it leaves, so cutting costs nothing.
    This is how pigz works: https://zlib.net/pigz/.
    """
    starts = range(0, max(len(content), 1), _PIECE_BYTES)
    if len(starts) == 1:
        return zlib.compress(content, level)
    with ThreadPoolExecutor() as pool:
        pieces = pool.map(partial(_piece, memoryview(content)), starts)
        body = b"".join(pieces)
    return _HEADER + body + zlib.adler32(content).to_bytes(4, "big")


def _piece(content: memoryview, start: int) -> bytes:
    end = start + _PIECE_BYTES
    window = content[max(0, start - _WINDOW_BYTES) : start]
    stream = zlib.compressobj(
        LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zdict=window
    )
    written = stream.compress(content[start:end])
    is_last = end >= len(content)
    return written + stream.flush(zlib.Z_FINISH if is_last else zlib.Z_SYNC_FLUSH)


def base64_size(size: int) -> int:
    """Return the length in base64 of so many bytes."""
    return (size + 2) // 3 * 4


def raw_room(size: int) -> int:
    """Return how many bytes have a base64 of at most this length."""
    return size // 4 * 3
