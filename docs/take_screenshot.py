"""Take the README's picture of the real page: ``make screenshot``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kzmap import ProtestMap

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from chromium import FLAGS, find  # noqa: E402


def main() -> None:
    """Open the bundled map on 5 January, choose Almaty, and save what is seen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "map.html"
        ProtestMap().save(path)
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1360, "height": 860})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready=true]", state="attached")
        page.evaluate("kzmap.setDay('2022-01-05')")
        page.locator("[aria-label^='Almaty:'] .mark").first.click()
        page.locator("#details-title").blur()
        page.screenshot(path=HERE / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()
