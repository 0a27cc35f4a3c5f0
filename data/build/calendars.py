"""How the languages of the page write dates, so that making a page need not ask Babel."""

from kzmap.page.calendars import as_file


def build_calendars() -> bytes:
    """Return ``calendars.json``."""
    return as_file()
