"""Street tiles, for those who ask for them."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_OPENSTREETMAP: Final = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


@dataclass(frozen=True)
class Tiles:
    """Street tiles: the template of their addresses, and the host that serves them."""

    url: str
    host: str

    @classmethod
    def asked(cls, tiles: bool | str) -> "Tiles | None":
        """Return the tiles a caller asked for, or None.

        Raises
        ------
        ValueError
            The template is not https or lacks a placeholder.
        """
        if not tiles:
            return None
        url = _OPENSTREETMAP if tiles is True else tiles
        parts = urlsplit(url)
        if parts.scheme != "https" or not all(key in url for key in ("{z}", "{x}", "{y}")):
            raise ValueError(
                f"tiles={url!r} is no tile address: expected https with {{z}}, {{x}} and {{y}}"
            )
        return cls(url, parts.netloc.replace("{s}", "*"))
