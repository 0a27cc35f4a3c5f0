"""Street tiles, for those who ask for them."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kzmap.errors import ArgumentError

_OPENSTREETMAP: Final = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
_HOST: Final = re.compile(
    r"(?:\{s\}\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?", re.IGNORECASE
)
_PATH: Final = re.compile(r"[\w./~%?&=:@+,-]|\{[zxysr]\}")
_NEEDED: Final = ("{z}", "{x}", "{y}")


@dataclass(frozen=True)
class Tiles:
    """Street tiles: the template of their addresses, and the host that serves them.

    ``host`` is as a Content-Security-Policy names it: a leading ``*`` stands for ``{s}``.
    """

    url: str
    host: str

    @classmethod
    def asked(cls, tiles: bool | str) -> "Tiles | None":
        """Return the tiles a caller asked for, or None.

        The host goes into the page's policy, so only what can be one is let through.

        Raises
        ------
        ArgumentError
            The template is not https, names no plain host, or lacks a placeholder.
        """
        if tiles is False:
            return None
        url = _OPENSTREETMAP if tiles is True else tiles
        parts = urlsplit(url)
        rest = url.removeprefix(f"https://{parts.netloc}")
        if (
            parts.scheme != "https"
            or not _HOST.fullmatch(parts.netloc)
            or _PATH.sub("", rest)
            or any(key not in rest for key in _NEEDED)
        ):
            raise ArgumentError(
                f"{url!r} is no tile address: expected https://, a host, and a path with "
                "{z}, {x} and {y}, such as https://tiles.example.org/{z}/{x}/{y}.png"
            )
        return cls(url, parts.netloc.replace("{s}", "*"))
