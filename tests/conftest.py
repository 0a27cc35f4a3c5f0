"""A real browser for the tests: headless, with the network blocked and every request noted."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import FLAGS, find
from hypothesis import settings
from opened import Opened
from patience import PATIENCE_MS
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from kzmap.caching import CACHE_VARIABLE

# A busy machine must not fail a property: nothing in the tests asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Nor a browser test: what is not there yet is waited for.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the cache of whoever runs it; subprocesses neither."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _main_stays() -> Iterator[None]:
    """Streamlit's AppTest puts its script in the place of the main module and leaves it there.

    A process that another test spawns would run that script as its own.
    """
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    assert path, "no Chromium: `make test` installs one, or run tests/chromium.py --install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE_MS))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, offline=True)
    yield context
    context.close()


@pytest.fixture
def open_file(context: BrowserContext) -> Callable[[Path], Opened]:
    return lambda path: Opened(context.new_page(), path.as_uri())


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled data set as one file."""
    from kzmap import ProtestMap

    path = tmp_path_factory.mktemp("export") / "map.html"
    ProtestMap().save(path)
    return path


@pytest.fixture
def open_data(tmp_path, open_file):
    """Open data sets as pages; in the end none had a problem or asked anybody."""
    from kzmap import ProtestMap

    opened = []

    def show(dataset, **options):
        path = tmp_path / f"{len(opened)}.html"
        ProtestMap(dataset, **options).save(path)
        opened.append(open_file(path))
        return opened[-1]

    yield show
    for page in opened:
        assert page.problems == []
        assert page.asked_outside() == []
