"""From bytes to text: which encoding a table is in, said and never silently guessed."""

import codecs
import io
import re
from dataclasses import dataclass
from itertools import islice

from kzmap.errors import TableError

_ARCHIVE = "give it the ending that it should have (.zip, .xlsx or .gz), or "
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file, or a workbook locked with a password"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"%PDF", "a PDF"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"\x89HDF", "an HDF5 file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    *((bytes([0x80, n]), "a Python pickle, which is never loaded") for n in range(2, 6)),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8_r", "cp866")
_OLD_ENCODINGS = (*_CYRILLIC, "cp1252")
"""What tables on Kazakhstan are met in; fewer candidates make short texts decidable."""

_WORD_BEYOND_ASCII = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LATIN_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")
_SAMPLE_WORDS = 4000
_PIECE = 1 << 20

_KAZAKH_AS_CP1251 = re.compile("[ќЌѕЅ]")
"""What Қ and Ң of the Kazakh code page look like in its sister Windows-1251.

charset-normalizer rates the two alike; in cp1251 these are letters of Macedonian only.
"""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes known to be text, their encoding, and what to say about it (empty for UTF-8)."""

    data: bytes
    encoding: str
    note: str = ""

    def open(self) -> io.TextIOWrapper:
        """Return the text as a stream whose line ends are as they were.

        A stream, since the text as one string can need four times the room of the bytes.
        """
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, newline="")


def decode(data: bytes, path: str) -> Decoded:
    """Find the encoding of a table.

    Parameters
    ----------
    data
        The whole file.
    path
        Its name, for the error.

    Raises
    ------
    TableError
        The file is no text, or in an encoding that cannot be told with confidence.

    Examples
    --------
    >>> decode("place\\nАлматы, площадь\\n".encode("cp1251"), "a.csv").encoding
    'cp1251'
    """
    if what := what_it_is(data):
        ending = _ARCHIVE if data.startswith((b"PK", b"\x1f\x8b")) else ""
        raise TableError(
            f"{path}: this is {what}, whatever its name says; {ending}save the table as CSV"
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, path)
    wide = _wide_encoding(data)
    if wide:
        return _decode_marked(data, wide, path)
    misfit = _first_misfit(data, "utf-8")
    return Decoded(data, "utf-8") if misfit is None else _decode_old(data, path, misfit)


def what_it_is(data: bytes) -> str:
    """Return what bytes are by their signature, where that is known and no table of text."""
    begin = data.removeprefix(codecs.BOM_UTF8)[:200].lstrip().lower()
    if begin.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return next((what for signature, what in _SIGNATURES if data.startswith(signature)), "")


def _first_misfit(data: bytes, encoding: str) -> int | None:
    """Return the position of a byte that does not fit the encoding, piece by piece."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data) + 1, _PIECE):
        try:
            decoder.decode(data[start : start + _PIECE], start + _PIECE > len(data))
        except UnicodeDecodeError as error:
            return min(start + error.start, len(data) - 1)
    return None


def _decode_marked(data: bytes, encoding: str, path: str) -> Decoded:
    misfit = _first_misfit(data, encoding)
    if misfit is not None:
        raise TableError(
            f"{path}: marked as {encoding}, but byte {misfit} does not fit it; "
            "save the table again as UTF-8"
        )
    return Decoded(data, encoding, _said(encoding))


def _wide_encoding(data: bytes) -> str:
    """Return the UTF-16 flavour of unmarked data, where zero bytes give it away.

    In UTF-16 each comma, digit and line end has its zero byte on the same side; a stray NUL
    in other text is neither frequent nor so regular.
    """
    sample = data[:8192]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    many = max(2, len(sample) // 20)
    if odd >= many and odd > 20 * even:
        return "utf-16-le"
    if even >= many and even > 20 * odd:
        return "utf-16-be"
    return ""


def _decode_old(data: bytes, path: str, misfit: int) -> Decoded:
    from charset_normalizer import from_bytes

    # Only the words that tell the encodings apart: the ASCII around them would outweigh them.
    found = islice(_WORD_BEYOND_ASCII.finditer(data), _SAMPLE_WORDS)
    words = b"\n".join(match[0] for match in found)
    best = from_bytes(words, cp_isolation=list(_OLD_ENCODINGS)).best()
    encoding = str(best.encoding) if best is not None else ""
    if encoding in _CYRILLIC and _mixes_alphabets(words.decode(encoding, "replace")):
        encoding = "cp1252"
    if encoding == "cp1251" and _KAZAKH_AS_CP1251.search(words.decode("cp1251", "replace")):
        encoding = "kz1048"
    if encoding in (*_OLD_ENCODINGS, "kz1048") and _first_misfit(data, encoding) is None:
        return Decoded(data, encoding, _said(encoding))
    raise TableError(
        f"{path}: byte {misfit} ({data[misfit]:#04x}) is not UTF-8, and the encoding cannot "
        "be told with confidence; save the table as UTF-8"
    )


def _mixes_alphabets(words: str) -> bool:
    """Whether more words mix Latin and Cyrillic letters than are Cyrillic alone.

    "café" of Western Europe is a well-formed "cafй" too, and no word is written so.
    """
    cyrillic = [word for word in words.split("\n") if _CYRILLIC_LETTER.search(word)]
    mixed = sum(bool(_LATIN_LETTER.search(word)) for word in cyrillic)
    return mixed > len(cyrillic) - mixed


def _said(encoding: str) -> str:
    if encoding == "utf-8-sig":
        return "encoding: UTF-8 with a byte order mark"
    return f"encoding: read as {encoding}, which is not UTF-8"
