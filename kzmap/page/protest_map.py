"""The map as folium knows maps: show it in a notebook, add layers to it, save it."""

import re
from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import IO, Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement

from kzmap.dataset import Dataset
from kzmap.page.document import MAP_ID, Extras, compose
from kzmap.page.island import island_json
from kzmap.page.payload import Start, payload
from kzmap.page.tiles import Tiles
from kzmap.timeline import MODES, Mode
from kzmap.writing import write_atomically

_HOST = re.compile(
    r"""(?:https?:)?//([\w.{}-]+\.[a-z]{2,}(?::\d+)?)(?=[/"'`\s?])""", re.IGNORECASE
)
_ID = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")
_ICON_LINKS = ("awesome", "glyphicons", "bootstrap")


class ProtestTimeline(MacroElement):
    """The timeline of a data set as a folium element: what the page's scripts draw from."""

    def __init__(
        self, dataset: Dataset, *, title: str | None, tiles: Tiles | None, start: Start
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ProtestTimeline"
        self.dataset = dataset
        self.title = title or dataset.info.title
        self.tiles = tiles
        self.start = start

    def payload(self, hosts: Iterable[str] = ()) -> dict[str, Any]:
        """Return what the page is told, as plain values."""
        return payload(
            self.dataset,
            title=self.title,
            tiles=self.tiles,
            map_id=MAP_ID,
            start=self.start,
            hosts=hosts,
        )

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 - folium's signature
        """Render nothing by itself: the page writes the data, and no template sees it."""
        return ""


class _PageFigure(Figure):
    """The root that folium renders: our document instead of branca's template."""

    def __init__(self, protest_map: "ProtestMap") -> None:
        super().__init__()
        self.add_child(protest_map)
        self._map = protest_map

    def render(self, **kwargs: Any) -> str:
        timeline = self._map.timeline
        extras = self._extras(**kwargs)
        return compose(
            timeline.title,
            "en",
            island_json(timeline.payload(extras.hosts)),
            extras,
            timeline.tiles.host if timeline.tiles else "",
        )

    def _extras(self, **kwargs: Any) -> Extras:
        """Render layers that the user added, into holders of their own each time."""
        self.header, self.html, self.script = Element(), Element(), Element()
        for holder in (self.header, self.html, self.script):
            holder._parent = self
        layers = [
            child for child in self._map._children.values() if child is not self._map.timeline
        ]
        if not layers:
            return Extras()
        for layer in layers:
            layer.render(**kwargs)
        script = self.script.render(**kwargs)
        if "AwesomeMarkers" in script:
            self._link_icons()
        head, body = self.header.render(**kwargs), self.html.render(**kwargs)
        # folium's random ids would make every export differ from the last.
        ids: dict[str, str] = {}
        head, body, script = (
            _ID.sub(lambda match: ids.setdefault(match[0], f"{len(ids):04d}"), part)
            for part in (head, body, script)
        )
        hosts = {host.replace("{s}", "*") for host in _HOST.findall(head + body + script)}
        return Extras(head, body, script, sorted(hosts - {"www.w3.org"}))

    def _link_icons(self) -> None:
        """``folium.Icon`` draws with fonts that folium takes from its usual hosts."""
        for name, url in folium.Map.default_js:
            if any(part in name for part in _ICON_LINKS):
                self.header.add_child(JavascriptLink(url), name=name)
        for name, url in folium.Map.default_css:
            if any(part in name for part in _ICON_LINKS):
                self.header.add_child(CssLink(url), name=name)


class ProtestMap(folium.Map):
    """A day-by-day map of a data set; a :class:`folium.Map` in every respect.

    Shown in a notebook as it is; layers of folium can be added to it; ``save`` writes one
    file that needs no network. Layers that load files from elsewhere still can, and the page
    then names those hosts to its reader.

    Parameters
    ----------
    dataset
        What to show; the bundled data of January 2022 if left out.
    title
        Title of the page; the data set's own if left out.
    tiles
        Street tiles: True for OpenStreetMap's, or a template with ``{z}``, ``{x}`` and
        ``{y}``. Whoever opens the page then contacts that server, and the page says so.
    day, mode, hidden
        What the page shows when it opens: a day (the first if left out), a view (``day``,
        ``so-far`` or ``first``), and event types that are switched off.
    height
        Height in a notebook: pixels, or any CSS length.

    Raises
    ------
    ValueError
        ``tiles`` is not an https template, or ``mode`` is no view.

    Examples
    --------
    >>> m = ProtestMap()
    >>> isinstance(m, folium.Map)
    True
    """

    def __init__(
        self,
        dataset: Dataset | None = None,
        *,
        title: str | None = None,
        tiles: bool | str = False,
        day: date | None = None,
        mode: Mode = "day",
        hidden: Iterable[str] = (),
        height: str | float = "680px",
    ) -> None:
        from kzmap.dataset import load

        super().__init__(location=(48.0, 67.0), tiles=None)
        self._name, self._id = MAP_ID.split("_")
        if mode not in MODES:
            raise ValueError(f"mode={mode!r} is no view: expected one of {', '.join(MODES)}")
        self.timeline = ProtestTimeline(
            load() if dataset is None else dataset,
            title=title,
            tiles=Tiles.asked(tiles),
            start=Start(day, mode, frozenset(hidden)),
        )
        self.add_child(self.timeline, name="timeline")
        page = _PageFigure(self)
        page.height = f"{height}px" if isinstance(height, int | float) else height

    @property
    def dataset(self) -> Dataset:
        """The data set that is shown."""
        return self.timeline.dataset

    def to_html(self) -> str:
        """Return the whole page as text."""
        html: str = self.get_root().render()
        return html

    def save(  # type: ignore[override]
        self, outfile: str | PathLike[str] | IO[bytes], *, overwrite: bool = True, **_: Any
    ) -> None:
        """Write the page, whole or not at all.

        Parameters
        ----------
        outfile
            A path, or a binary file that is open for writing.
        overwrite
            Replace what stands at the path; as folium does, yes.

        Raises
        ------
        TargetExistsError
            The path exists and ``overwrite`` is False.
        ExportError
            The page could not be written; what stood there is untouched.
        """
        text = self.to_html()
        if isinstance(outfile, str | PathLike):
            write_atomically(Path(outfile), text, overwrite=overwrite)
        else:
            outfile.write(text.encode())
