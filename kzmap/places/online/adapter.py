"""How geopy reaches a server here: with a limit on everything.

geopy takes `requests` where that is installed, and its adapter sleeps and asks again by
itself after a 429, follows redirects to anywhere and reads replies of any size. This one does
none of it, so that what is sent, where and how often is decided in one place.
"""

import json
import re
import socket
import threading
from contextlib import suppress
from email.message import Message
from email.utils import mktime_tz, parsedate_tz
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic, time
from typing import Any, Final, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

MOST_BYTES: Final = 1_000_000
"""Twenty places with all their parts are about 20 KB."""

_PIECE: Final = 1 << 16


class _NoRedirect(HTTPRedirectHandler):
    """Makes a redirect an error: names go to the server that was named, and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Watched(HTTPConnection):
    """Gives up on headers that do not end; a trickle keeps a socket's own timeout away."""

    _gave_up = False

    def getresponse(self) -> HTTPResponse:
        """Return the head of a reply."""
        timer = threading.Timer(self.timeout or 0, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            reply = super().getresponse()
        except (OSError, HTTPException):
            if self._gave_up:
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
        if self._gave_up:
            reply.close()
            raise TimeoutError
        return reply

    def _give_up(self) -> None:
        self._gave_up = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _WatchedTLS(_Watched, HTTPSConnection):
    """The same over TLS."""


class _Http(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Watched, request)


class _Https(HTTPSHandler):
    def __init__(self, context: Any) -> None:
        super().__init__(context=context)
        self._tls = context

    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_WatchedTLS, request, context=self._tls)


class CappedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """An adapter that reads JSON lists of places up to `MOST_BYTES`, and never asks twice."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = build_opener(
            ProxyHandler(proxies), _Http, _Https(ssl_context), _NoRedirect
        )

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> list[Any]:
        """Return a reply that is a list of objects, and nothing else.

        Raises
        ------
        geopy.exc.GeocoderServiceError
            One of its kinds, or geopy's AdapterHTTPError for a status that is no success.
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            found = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError(f"it is no JSON: {_begin(text)}") from error
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise GeocoderParseError(f"it is no list of places: {_begin(text)}")
        return found

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the body of a reply as text."""
        deadline = monotonic() + timeout
        # Only http and https come this far: `read_server` lets no other scheme through.
        request = Request(url, headers={"Accept": "application/json", **headers})  # noqa: S310
        try:
            with self._opener.open(request, timeout=timeout) as reply:
                return _decode(_read(reply, deadline))
        except HTTPError as error:
            with error:
                raise _refusal(error) from error
        except (URLError, OSError, HTTPException) as error:
            why = getattr(error, "reason", None) or error
            if isinstance(why, TimeoutError):
                raise GeocoderTimedOut(f"no whole reply within {timeout:g} s") from error
            raise GeocoderUnavailable(str(why) or type(why).__name__) from error


def _read(reply: Any, deadline: float) -> bytes:
    pieces = bytearray()
    while piece := reply.read1(_PIECE):
        pieces += piece
        if len(pieces) > MOST_BYTES:
            raise GeocoderParseError(f"it is larger than {MOST_BYTES:,} bytes")
        if monotonic() > deadline:
            # A trickle of bytes keeps a socket's own timeout from ever being reached.
            raise TimeoutError
    return bytes(pieces)


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GeocoderParseError(f"it is no UTF-8: {body[:40]!r}") from error


def _begin(text: str) -> str:
    plain = " ".join(text[:200].split())
    return repr(plain[:80]) if plain else "it is empty"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _refusal(error: HTTPError) -> AdapterHTTPError:
    said = f"{error.code} {error.reason}"
    if 300 <= error.code < 400:
        host = urlsplit(error.headers.get("Location", "")).netloc or "elsewhere"
        said = f"{said}: it sends us to {host!r}, where nothing was sent"
    wait = retry_after_s(error.headers)
    headers = {} if wait is None else {"retry-after": str(wait)}
    return AdapterHTTPError(said, status_code=error.code, headers=headers, text=None)


def retry_after_s(headers: Message) -> int | None:
    """Return the seconds that a ``Retry-After`` asks to wait, or ``None`` without a usable one.

    It is a number of seconds or a date (RFC 9110, section 10.2.3).
    """
    told = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"[0-9]{1,20}", told):
        return int(told)
    try:
        parsed = parsedate_tz(told)
        return None if parsed is None else max(0, round(mktime_tz(parsed) - time() + 0.5))
    except (ValueError, OverflowError, OSError):
        return None
