"""A page that is open in the browser of the tests."""

from playwright.sync_api import Page


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
        page.wait_for_selector("html[data-ready=true]", state="attached", timeout=15_000)

    def _note(self, message: object) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def set_day(self, day: str) -> None:
        self.page.evaluate("day => kzmap.setDay(day)", day)

    def shown(self) -> dict:
        return self.page.evaluate("kzmap.shown()")

    def asked_outside(self) -> list[str]:
        return [
            url
            for url in self.requests
            if not url.startswith(("file:", "data:", "blob:", "about:"))
        ]
