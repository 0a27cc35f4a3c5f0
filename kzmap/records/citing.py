"""The sources that rows name: an id for each, and a table of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from kzmap.records.cells import Converted, bare, convert_distinct
from kzmap.records.formats.format import Format
from kzmap.schema import ID_SEPARATOR, SOURCE_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_ID: Final = 160
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class Citations:
    """Collects what rows cite.

    The id of a source is its name or address itself, so that a table of events alone still
    says whom it rests on; where a format names its publisher, each event also cites the data
    set, by :attr:`Format.data_set`.
    """

    def __init__(self, form: Format) -> None:
        self._form = form
        self._texts: dict[str, str] = {}

    def cite(self, cells: Mapping[str, Sequence[str]], count: int) -> Converted:
        """Return the ids of the sources of each row.

        Parameters
        ----------
        cells
            The file's columns by plain name.
        count
            Rows.
        """
        citing = self._form.citing
        names = [name for name in citing.columns if name in cells] if citing else []
        if len(names) == 1:
            return convert_distinct(cells[names[0]], lambda cell: self._ids((cell,)))
        if not names:
            return Converted([self._ids(())] * count)
        together: Any = list(zip(*(cells[name] for name in names), strict=True))
        return convert_distinct(together, self._ids)

    def table(self, used: Iterable[str]) -> "pd.DataFrame":
        """Return the sources that some ids name, in the contract's columns, ordered by id."""
        import pandas as pd

        listed = {part for ids in set(used) for part in ids.split(ID_SEPARATOR) if part}
        rows = [self._row(name) for name in sorted(listed)]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(SOURCE_COLUMNS)
        return pd.DataFrame(
            {
                name: pd.array(list(column), dtype="str")
                for name, column in zip(SOURCE_COLUMNS, columns, strict=True)
            }
        )

    def _ids(self, cells: Sequence[str]) -> str:
        own = [self._form.data_set] if self._form.names_itself else []
        named = [self._id(text) for cell in cells for text in self._parts(bare(cell))]
        return ID_SEPARATOR.join(dict.fromkeys((*own, *named)))

    def _parts(self, cell: str) -> list[str]:
        citing = self._form.citing
        if citing is None or cell.casefold() in citing.empty:
            return []
        separator = citing.separator
        if not separator:
            parts = [cell]
        elif "://" in cell:
            # An address may hold the separator itself; then a blank or another address follows.
            sign = re.escape(separator)
            parts = re.split(rf"{sign}\s+|{sign}(?=https?://)", cell)
        else:
            parts = cell.split(separator)
        return [text for part in parts if (text := " ".join(part.split()))]

    def _id(self, text: str) -> str:
        is_link = _LINK.fullmatch(text) is not None
        name = text.replace(ID_SEPARATOR, "%3B" if is_link else ",").strip(" ,") or "?"
        if len(name) > _LONGEST_ID and not is_link:
            name = f"{name[:_LONGEST_ID].rstrip()}… {sha256(name.encode()).hexdigest()[:8]}"
        # Of two texts with one id the one that sorts first, so that no order matters.
        self._texts[name] = min(text, self._texts.get(name, text))
        return name

    def _row(self, name: str) -> tuple[str, ...]:
        form = self._form
        if name == form.data_set and form.names_itself:
            return name, form.title or name, form.publisher, form.url, "", ""
        text = self._texts.get(name, name)
        if _LINK.fullmatch(text):
            host = _host(text)
            return name, text.split("://", 1)[1], host, text, "", ""
        return name, text, text if len(text) <= _LONGEST_ID else "", "", "", ""


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
