"""The document: shell, styles, data island and scripts as one self-contained file."""

import html
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from kzmap.page.islands import Islands
from kzmap.page.scripts import ASSETS, leaflet, leaflet_icons, page_script

MAP_ID = "map_kzmap"
_PACKED = "application/octet-stream+base64"
"""No type that a browser runs or reads by itself."""


@dataclass(frozen=True)
class Extras:
    """What folium layers that a user added bring along, rendered.

    ``head`` and ``body`` are HTML, ``script`` is JavaScript, ``hosts`` are the hosts that
    these name and so may be contacted by whoever opens the page.
    """

    head: str = ""
    body: str = ""
    script: str = ""
    hosts: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.head or self.body or self.script)


def compose(
    title: str, language: str, islands: Islands, extras: Extras, tile_host: str = ""
) -> str:
    """Put the page together.

    Parameters
    ----------
    title
        Shown by the browser; any text.
    language
        BCP 47 tag of the page's language.
    islands
        The payload, as :func:`kzmap.page.islands.islands` writes it.
    extras
        What added layers bring along.
    tile_host
        Host of street tiles, if the caller asked for them.

    Returns
    -------
    str
        A whole HTML document; the same arguments give the same text.
    """
    leaflet_script, leaflet_style = leaflet()
    style = leaflet_style + "\n" + (ASSETS / "page.css").read_text("utf-8")
    scripts = [leaflet_script, page_script()]
    if extras.script:
        scripts[1:1] = [leaflet_icons() + (ASSETS / "layers.js").read_text("utf-8")]
        scripts.append(extras.script)
    policy = _policy(style, scripts, extras, tile_host)
    shell = (ASSETS / "shell.html").read_text("utf-8").replace("{map_id}", MAP_ID)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{html.escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{html.escape(title)}</title>",
            f"<style>{style}</style>",
            extras.head,
            "</head>",
            "<body>",
            shell,
            extras.body,
            f'<script type="application/json" id="kzmap-data">{islands.island}</script>',
            *(
                f'<script type="{_PACKED}" id="{name}">{content}</script>'
                for name, content in islands.packs.items()
            ),
            *(f"<script>{script}</script>" for script in scripts),
            "</body>",
            "</html>",
            "",
        ]
    )


def _policy(style: str, scripts: Sequence[str], extras: Extras, tile_host: str) -> str:
    """Allow the page's own scripts by their hashes, and no host that is not named."""
    inline = re.findall(r"<script[^>]*>(.+?)</script>", extras.head + extras.body, re.DOTALL)
    hosts = " ".join(f"https://{host}" for host in extras.hosts)
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join([*map(_hash, [*scripts, *inline]), hosts]),
        "style-src": f"'unsafe-inline' {hosts}" if extras else _hash(style),
        "img-src": " ".join(["data:", f"https://{tile_host}" if tile_host else "", hosts]),
        "font-src": hosts or "'none'",
        "connect-src": hosts or "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {' '.join(value.split())}" for name, value in allowed.items())


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
