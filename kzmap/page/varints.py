"""Whole numbers as a few bytes each. Pure.

A number is written in groups of bits, the lowest first, the bit above a group set where more
follow, and the sign in the lowest bit of all. With seven bits a byte these are the ``sint`` of
https://protobuf.dev/programming-guides/encoding/, with five those of encoded polylines.
"""

import numpy as np
from numpy.typing import NDArray


def varints(values: NDArray[np.int64], bits: int = 7) -> NDArray[np.uint8]:
    """Write numbers, ``bits`` of each in a byte.

    Examples
    --------
    >>> varints(np.array([0, -1, 1, 300])).tobytes().hex(" ")
    '00 01 02 d8 04'
    """
    zigzag = ((values << 1) ^ (values >> 63)).view(np.uint64)
    most = int(zigzag.max(initial=0))
    if most >> bits == 0:
        return zigzag.astype(np.uint8)
    shifts = np.arange(0, most.bit_length(), bits, dtype=np.uint64)
    left = zigzag[:, np.newaxis] >> shifts
    more = (left >> np.uint64(bits) > 0).astype(np.uint8) << np.uint8(bits)
    groups = (left & np.uint64((1 << bits) - 1)).astype(np.uint8) | more
    is_written = left > 0
    is_written[:, 0] = True
    written: NDArray[np.uint8] = groups[is_written]
    return written
