"""What folium renders when it renders our map: the page, with the layers a user added."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement

from kzmap.dataset import Dataset
from kzmap.page.document import MAP_ID, Extras, compose
from kzmap.page.islands import islands
from kzmap.page.payload import Start, payload
from kzmap.page.tiles import Tiles

_HOST = re.compile(
    r"""(?:https?:)?//([\w.{}-]+\.[a-z]{2,}(?::\d+)?)(?=[/"'`\s?])""", re.IGNORECASE
)
# A link is followed only if the reader does; templates write its brackets as escapes.
_LINK = re.compile(r"(?:<|\\u003c)a\s.*?(?:>|\\u003e)", re.IGNORECASE | re.DOTALL)
_ID = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")
_ICON_LINKS = ("awesome", "glyphicons", "bootstrap")


class ProtestTimeline(MacroElement):
    """The timeline of a data set as a folium element: what the page's scripts draw from."""

    def __init__(
        self,
        dataset: Dataset,
        *,
        title: str | None,
        tiles: Tiles | None,
        start: Start,
        texts_bytes: int,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ProtestTimeline"
        self.dataset = dataset
        self.title = title or dataset.info.title
        self.tiles = tiles
        self.start = start
        self.texts_bytes = texts_bytes

    @contextmanager
    def of(self, dataset: Dataset) -> Iterator[None]:
        """Tell of another data set for a while."""
        before, self.dataset = self.dataset, dataset
        try:
            yield
        finally:
            self.dataset = before

    def payload(self, hosts: Iterable[str] = ()) -> dict[str, Any]:
        """Return what the page is told."""
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


class PageFigure(Figure):
    """The root that folium renders: our document instead of branca's template."""

    def __init__(self, protest_map: folium.Map, timeline: ProtestTimeline) -> None:
        super().__init__()
        self._map = protest_map
        self._timeline = timeline
        self._hold(Element(), Element(), Element())
        self.add_child(protest_map)

    def _hold(self, *holders: Element) -> tuple[Element, ...]:
        """Take other holders for what is rendered, and return those before."""
        before = (self.header, self.html, self.script)
        self.header, self.html, self.script = holders
        for holder in holders:
            holder._parent = self
        return before

    def render(self, **kwargs: Any) -> str:
        """Return the whole page."""
        timeline = self._timeline
        extras = self._extras(**kwargs)
        language, told = timeline.start.language, timeline.payload(extras.hosts)
        return compose(
            told.get("titles", {}).get(language, timeline.title),
            language,
            islands(told, timeline.texts_bytes),
            extras,
            timeline.tiles.host if timeline.tiles else "",
        )

    def _extras(self, **kwargs: Any) -> Extras:
        """Render what the user added, so that a second rendering finds what the first did."""
        layers = [
            child for child in self._map._children.values() if child is not self._timeline
        ]
        added = (self.header, self.html, self.script)
        if not layers and not any(holder._children for holder in added):
            return Extras()
        copies = [Element() for _ in added]
        for copy, holder in zip(copies, added, strict=True):
            copy._children.update(holder._children)
        self._hold(*copies)
        try:
            head, body, script = self._rendered(layers, **kwargs)
        finally:
            self._hold(*added)
        # folium's random ids would make every export differ from the last.
        ids: dict[str, str] = {}
        head, body, script = (
            _ID.sub(lambda match: ids.setdefault(match[0], f"{len(ids):04d}"), part)
            for part in (head, body, script)
        )
        loaded = _LINK.sub("", head + body + script)
        hosts = {host.replace("{s}", "*") for host in _HOST.findall(loaded)}
        return Extras(head, body, script, sorted(hosts - {"www.w3.org"}))

    def _rendered(self, layers: Iterable[Element], **kwargs: Any) -> tuple[str, str, str]:
        for layer in layers:
            layer.render(**kwargs)
        script = self.script.render(**kwargs)
        if "AwesomeMarkers" in script:
            self._link_icons()
        return self.header.render(**kwargs), self.html.render(**kwargs), script

    def _link_icons(self) -> None:
        """``folium.Icon`` draws with fonts that folium takes from its usual hosts."""
        for name, url in folium.Map.default_js:
            if any(part in name for part in _ICON_LINKS):
                self.header.add_child(JavascriptLink(url), name=name)
        for name, url in folium.Map.default_css:
            if any(part in name for part in _ICON_LINKS):
                self.header.add_child(CssLink(url), name=name)
