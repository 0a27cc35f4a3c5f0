"""A server on loopback that answers as a Nominatim should, or as none should."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    """A request as it arrived."""

    at: float
    path: str
    params: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    """What to answer; ``drip_s`` is a pause after each byte, ``delay_s`` one before all."""

    body: bytes | str | list | dict = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drip_s: float = 0.0
    cut_after: int | None = None

    def bytes(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return text.encode()


def place(lat, lon, name="Place", **more) -> dict:
    return {
        "lat": str(lat),
        "lon": str(lon),
        "display_name": f"{name}, Region, Country",
        "class": "place",
        "osm_type": "node",
        "osm_id": 7,
        **more,
    }


class Stub:
    """Answers by ``answer``, a function of the text that was asked for."""

    def __init__(self) -> None:
        self.requests: list[Asked] = []
        self.answer: Callable[[str], Reply] = lambda _: Reply([])
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    @property
    def texts(self) -> list[str]:
        return [asked.params["q"] for asked in self.requests]

    @property
    def gaps(self) -> list[float]:
        times = [asked.at for asked in self.requests]
        return [b - a for a, b in pairwise(times)]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(stub) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                at = time.monotonic()
                parts = urlsplit(self.path)
                params = {key: values[0] for key, values in parse_qs(parts.query).items()}
                stub.requests.append(Asked(at, parts.path, params, dict(self.headers)))
                with suppress(ConnectionError):
                    self._send(stub.answer(params.get("q", "")))

            def _send(self, reply: Reply) -> None:
                time.sleep(reply.delay_s)
                body = reply.bytes()
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if reply.drip_s:
                    for byte in body:
                        self.wfile.write(bytes([byte]))
                        time.sleep(reply.drip_s)
                else:
                    self.wfile.write(body[: reply.cut_after])
                if reply.cut_after is not None:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler
