"""Whether quotes stand word for word in the texts that the user holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kzmap.errors import TableError
from kzmap.records.decoding import decode

if TYPE_CHECKING:
    import pandas as pd

MAX_BUNDLED_WORDS = 15
"""Words that a quote in the bundled data may have; longer ones are not ours to hand on."""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What was found out about one quote.

    Attributes
    ----------
    row
        Position in the table, from 0.
    status
        ``found``; ``missing`` from a text that is held; ``not held``; ``too long``.
    """

    row: int
    source_id: str
    quote: str
    status: Literal["found", "missing", "not held", "too long"]
    reason: str

    @property
    def is_failure(self) -> bool:
        """Whether the quote is known to be wrong."""
        return self.status == "missing"


def check_quotes(
    quotes: "pd.DataFrame", texts_dir: str | Path, *, bundled: bool = False
) -> list[QuoteCheck]:
    """Look up every quote in the text of its source, word for word.

    Only runs of blanks and line ends may differ, since they depend on how a text was saved.

    Parameters
    ----------
    quotes
        Columns of `kzmap.schema.QUOTE_COLUMNS`.
    texts_dir
        A folder with a text ``<source_id>.txt`` for each source that is held.
    bundled
        Whether to warn of quotes longer than bundled ones may be.

    Returns
    -------
    list of QuoteCheck
        One for each quote in order, and one more for each that is too long.

    Raises
    ------
    TableError
        The folder is none, or a text in it cannot be read.
    """
    folder = Path(texts_dir)
    if not folder.is_dir():
        raise TableError(f"{folder} is no folder; name the one that holds <source_id>.txt")
    texts: dict[str, str | None] = {}
    return list(_check(quotes, folder, texts, bundled))


def _check(
    quotes: "pd.DataFrame", folder: Path, texts: dict[str, str | None], bundled: bool
) -> Iterator[QuoteCheck]:
    pairs = zip(quotes["source_id"], quotes["quote"], strict=True)
    for row, (source, quote) in enumerate(pairs):
        if source not in texts:
            texts[source] = _text(folder, source)
        text = texts[source]
        name = f"{source}.txt"
        if text is None:
            yield QuoteCheck(row, source, quote, "not held", f"{name} is not in {folder}")
        elif _plain(quote) in text:
            yield QuoteCheck(row, source, quote, "found", f"stands in {name}")
        else:
            reason = f"does not stand in {name} word for word; copy it from there"
            yield QuoteCheck(row, source, quote, "missing", reason)
        words = len(quote.split())
        if bundled and words > MAX_BUNDLED_WORDS:
            reason = f"has {words} words where bundled quotes have {MAX_BUNDLED_WORDS} at most"
            yield QuoteCheck(row, source, quote, "too long", reason)


def _text(folder: Path, source: str) -> str | None:
    # An id is a stranger's text: nothing outside the folder may be opened by it.
    names = {path.name: path for path in folder.iterdir()}
    path = names.get(f"{source}.txt")
    if path is None or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}") from error
    return _plain(decode(data, str(path)).open().read())


def _plain(text: str) -> str:
    return " ".join(text.split())
