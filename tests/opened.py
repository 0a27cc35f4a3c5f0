"""A page that is open in the browser of the tests."""

from playwright.sync_api import Page

FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RESTS = """() => {
  const { clientWidth, clientHeight } = map_kzmap.getContainer();
  return map_kzmap.getSize().equals([clientWidth, clientHeight])
    && !map_kzmap._animatingZoom && !map_kzmap.isZooming && !map_kzmap._panAnim?._inProgress;
}"""

OPEN_AREAS = """() => new Promise((done) => {
  const areas = document.getElementById("areas");
  areas.addEventListener("toggle", () => done(), { once: true });
  areas.open = true;
})"""
"""Open the list of areas; that fills it, and a browser tells it a moment later."""


class Opened:
    """An open page with what it asked the network for and what went wrong in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.problems: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._note)
        page.goto(url)
        page.wait_for_selector("html[data-ready=true]", state="attached")

    def _note(self, message: object) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def set_day(self, day: str) -> None:
        self.page.evaluate("day => kzmap.setDay(day)", day)

    def rest(self) -> None:
        """Wait until the map has its room's size, and zooms and pans no more."""
        # What was pressed begins to move it in the next frame.
        self.page.evaluate(FRAMES)
        self.page.wait_for_function(RESTS)

    def shown(self) -> dict:
        return self.page.evaluate("kzmap.shown()")

    def asked_outside(self) -> list[str]:
        return [
            url
            for url in self.requests
            if not url.startswith(("file:", "data:", "blob:", "about:"))
        ]
