"""Which server is asked, and in whose name."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from kzmap.errors import ArgumentError

PUBLIC_HOST: Final = "nominatim.openstreetmap.org"
PUBLIC_URL: Final = f"https://{PUBLIC_HOST}"
PUBLIC_DELAY_S: Final = 1.0
"""Least time between two requests to the public server, by its usage policy."""

_LOCAL_ENDINGS: Final = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_WAY_OUT: Final = '--user-agent "NAME (CONTACT)", such as "our-newsroom-map (maps@our.org)"'
_CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s()<>]+\.[^\s()<>]+")
_SAMPLES: Final = (
    "my-application",
    "my_app",
    "my_user_agent",
    "specify_your_app_name_here",
    "geopy/",
    "python-requests",
    "python-urllib",
    "mozilla/",
    "our-newsroom-map",
)
"""Names that say nothing of who asks: those of geopy's documentation, of libraries and of
browsers, and the one of our own example."""


@dataclass(frozen=True, slots=True)
class Server:
    """A Nominatim server.

    Attributes
    ----------
    scheme
        "https" or "http".
    domain
        Host, port and path before ``/search``, as geopy takes it.
    host
        The name alone.
    """

    scheme: str
    domain: str
    host: str

    @property
    def url(self) -> str:
        """The address in one form, by which answers are kept."""
        return f"{self.scheme}://{self.domain}"

    @property
    def is_public(self) -> bool:
        """Whether this is the public server, whose policy holds for everybody together."""
        return self.host == PUBLIC_HOST


def read_server(url: str) -> Server:
    """Return the server at an address.

    Raises
    ------
    ArgumentError
        It is no address of a server, or one that would send names readable over the open
        network: plain http is for one's own machine and network.

    Examples
    --------
    >>> read_server("http://127.0.0.1:8088/").url
    'http://127.0.0.1:8088'
    """
    # Python would quietly take some of these off an address.
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ArgumentError(f"the address {url!r} holds letters that no address can hold")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise ArgumentError(f"{url!r} is no address of a server: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ArgumentError(
            f"{url!r} is no address of a server; expected one like {PUBLIC_URL}"
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise ArgumentError(
            f"{url!r} holds more than a server's address; leave out user, '?' and '#'"
        )
    if parts.scheme == "http" and not _is_near(host):
        raise ArgumentError(
            f"{url!r} would send names readable for all in between; use https "
            "(http is for your own machine or network)"
        )
    named = f"[{host}]" if ":" in host else host
    path = parts.path.rstrip("/").removesuffix("/search").rstrip("/")
    return Server(parts.scheme, f"{named}:{port}{path}" if port else f"{named}{path}", host)


def _is_near(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS)
    return address.is_loopback or address.is_private or address.is_link_local


def check_user_agent(text: str | None) -> str:
    """Return the name in which a server is asked, if it says who asks.

    Raises
    ------
    ArgumentError
        It is missing, a sample, without a contact, or cannot stand in a header.
    """
    given = (text or "").strip()
    if not given:
        raise ArgumentError(
            f"a server wants to know who asks it: give {_WAY_OUT}; nothing was sent"
        )
    if not given.isascii() or not given.isprintable() or len(given) > 200:
        raise ArgumentError(
            f"the user agent {given[:80]!r} must be up to 200 plain ASCII letters: {_WAY_OUT}"
        )
    if given.lower().startswith(_SAMPLES):
        raise ArgumentError(f"the user agent {given!r} is a sample; give your own: {_WAY_OUT}")
    if not _CONTACT.search(given):
        raise ArgumentError(
            f"the user agent {given!r} names no e-mail or web address at which the server's "
            f"operators can reach you; give {_WAY_OUT}"
        )
    return given


def check_delay(delay_s: float, server: Server) -> float:
    """Return the time between two requests, if the server allows it.

    Raises
    ------
    ArgumentError
        It is no time, or shorter than the public server's policy says.
    """
    if not 0 <= delay_s <= 3600:
        raise ArgumentError(f"the delay is {delay_s}; expected 0 to 3600 seconds")
    if server.is_public and delay_s < PUBLIC_DELAY_S:
        raise ArgumentError(
            f"{server.host} allows one request a second, so a delay of {delay_s} s is too "
            "short; ask a server of your own with --nominatim-url"
        )
    return delay_s
