"""The map as folium knows maps: show it in a notebook, add layers to it, save it."""

from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import IO, Any

import folium
import pandas as pd

from kzmap.dataset import Dataset, from_tables, load, shareable
from kzmap.errors import ArgumentError
from kzmap.known import is_dated
from kzmap.page.document import MAP_ID
from kzmap.page.figure import PageFigure, ProtestTimeline
from kzmap.page.languages import LANGUAGES, Language
from kzmap.page.payload import Start
from kzmap.page.tiles import Tiles
from kzmap.records import Reading
from kzmap.schema import TEXTS_MB
from kzmap.timeline import MODES, Mode
from kzmap.writing import write_atomically

_MOST_MB = 1_000_000.0


def _dataset_of(given: Dataset | Reading | pd.DataFrame | None) -> Dataset:
    if given is None:
        return load()
    if isinstance(given, Dataset):
        return given
    if isinstance(given, Reading):
        return from_tables(given.table, sources=given.sources, form=given.format)
    if not isinstance(given, pd.DataFrame):
        raise ArgumentError(
            f"a {type(given).__name__} is no data set: expected what kzmap.load() or "
            "kzmap.read_events(file) return, or a table of events"
        )
    return from_tables(given)


class ProtestMap(folium.Map):
    """A day-by-day map of a data set; a :class:`folium.Map` in every respect.

    Shown in a notebook as it is; layers of folium can be added to it; ``save`` writes one
    file that needs no network. Layers that load files from elsewhere still can, and the page
    then names those hosts to its reader.

    Parameters
    ----------
    dataset
        What to show: a data set, or a table of events as :func:`kzmap.read_events` reads it;
        the bundled data of January 2022 if left out.
    title
        Title of the page; the data set's own if left out.
    tiles
        Street tiles: True for OpenStreetMap's, or a template with ``{z}``, ``{x}`` and
        ``{y}``. Whoever opens the page then contacts that server, and the page says so.
    day, mode, hidden
        What the page shows when it opens: a day (the first if left out), a view (``day``,
        ``so-far`` or ``first``), and event types that are switched off.
    language
        The language that the page opens in: ``en``, ``ru`` or ``kk``. The reader can choose
        another there. The browser's own is not followed, so that everybody who opens the
        same file sees the same page, and a citation of it holds.
    known_on
        Show only what sources had surely published by this day (:mod:`kzmap.known`), until
        the reader asks for all that is known now.
    texts_mb
        How much of the page the texts of reports may take, in MB (10**6 bytes) as they stand
        in it. Beyond that all reports stay on the map, and the page holds the most informative
        texts of each place and day and says of how many reports it does not.
    height
        Height in a notebook: pixels, or any CSS length.

    Raises
    ------
    ArgumentError
        ``tiles`` is not an https template, ``mode`` is no view, ``language`` is none of the
        page's, ``texts_mb`` is below 0, or ``known_on`` is asked of data that tells of no
        source when it was published.

    Examples
    --------
    >>> m = ProtestMap()
    >>> isinstance(m, folium.Map)
    True
    """

    def __init__(
        self,
        dataset: Dataset | Reading | pd.DataFrame | None = None,
        *,
        title: str | None = None,
        tiles: bool | str = False,
        day: date | None = None,
        mode: Mode = "day",
        hidden: Iterable[str] = (),
        language: Language = "en",
        known_on: date | None = None,
        texts_mb: float = TEXTS_MB,
        height: str | float = "680px",
    ) -> None:
        super().__init__(location=(48.0, 67.0), tiles=None)
        self._name, self._id = MAP_ID.split("_")
        if mode not in MODES:
            raise ArgumentError(f"mode={mode!r} is no view: expected one of {', '.join(MODES)}")
        if language not in LANGUAGES:
            raise ArgumentError(
                f"language={language!r}: expected one of {', '.join(LANGUAGES)}"
            )
        if not texts_mb >= 0:
            raise ArgumentError(f"texts_mb={texts_mb!r}: expected 0 or more")
        shown = _dataset_of(dataset)
        if known_on is not None and not is_dated(shown):
            raise ArgumentError(
                f"known_on={known_on}: no source that is cited has a known date of publication"
            )
        self.timeline = ProtestTimeline(
            shown,
            title=title,
            tiles=Tiles.asked(tiles),
            start=Start(day, mode, frozenset(hidden), language, known_on),
            texts_bytes=int(min(texts_mb, _MOST_MB) * 1_000_000),
        )
        self.add_child(self.timeline, name="timeline")
        page = PageFigure(self, self.timeline)
        page.height = f"{height}px" if isinstance(height, int | float) else height

    @property
    def dataset(self) -> Dataset:
        """The data set that is shown."""
        return self.timeline.dataset

    def render(self, **kwargs: Any) -> str:
        """Return the page; a ProtestMap is one of its own and cannot be part of another.

        Raises
        ------
        ArgumentError
            The map was added to another figure.
        """
        root = self.get_root()
        if not isinstance(root, PageFigure):
            raise ArgumentError(
                "a ProtestMap is a page of its own and cannot be added to another figure: "
                "save it, and show it there in an iframe"
            )
        html: str = root.render(**kwargs)
        return html

    def to_html(self) -> str:
        """Return the whole page as text, to be looked at by who made it.

        As in a notebook, rows and notes are all there, also those of sources whose terms
        forbid to hand them on; `save` counts these.
        """
        return self.render()

    def save(  # type: ignore[override]
        self,
        outfile: str | PathLike[str] | IO[bytes],
        *,
        overwrite: bool = True,
        include_notes: bool = False,
        **_: Any,
    ) -> None:
        """Write the page, whole or not at all.

        A file can be handed on, so it holds what may be: of sources whose terms forbid to
        hand on their rows, counts (:func:`kzmap.dataset.shareable`).

        Parameters
        ----------
        outfile
            A path, or a binary file that is open for writing.
        overwrite
            Replace what stands at the path; as folium does, yes.
        include_notes
            Keep the rows of such sources all the same; the page then says what they are.

        Raises
        ------
        TargetExistsError
            The path exists and ``overwrite`` is False.
        ExportError
            The page could not be written; what stood there is untouched.
        """
        with self.timeline.of(shareable(self.dataset, include_notes=include_notes)):
            text = self.to_html()
        if isinstance(outfile, str | PathLike):
            write_atomically(Path(outfile), text, overwrite=overwrite)
        else:
            outfile.write(text.encode())
