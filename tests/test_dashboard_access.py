"""The dashboard for everybody: axe around the page, in both themes and widths; the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard_browser import Session, serving

SIZES = {"wide": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def server():
    with serving() as url:
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_any_view(chromium, server, size, scheme):
    session = Session(
        chromium, server, viewport=SIZES[size], color_scheme=scheme, bypass_csp=True
    )
    for view in ("day", "so-far", "first"):
        session.open(f"?day=2022-01-05&view={view}")
        session.settle()
        found = Axe().run(session.page).response
        assert found["passes"]
        told = [
            (one["id"], node["target"][0], node["html"][:160])
            for one in found["violations"]
            for node in one["nodes"]
        ]
        assert told == [], view
    session.context.close()
