"""A printable sheet of one day: the page as its own Print button prints it, as a PDF."""

import re
from typing import Literal

from kzmap.stills.apart import apart
from kzmap.stills.browser import opened

Paper = Literal["A4", "Letter"]

_WINDOW_PX = (1000, 800)
_DATE = re.compile(rb"(?<=Date \(D:)\d{14}[+-]\d\d'\d\d'(?=\))")
_MAKER = re.compile(rb"(?<=/Creator \()(?:[^()\\]|\\.)*(?=\))")


@apart
def sheet(html: str, *, day: str, mode: str = "day", paper: Paper = "A4") -> bytes:
    """Return the sheet of one day: map, date, sentence, legend, every report with its links.

    It runs over as many pages as the reports need. Text can be searched and read out (the
    PDF is tagged), and links can be followed. The dates that a PDF holds are set to the day
    shown, so one machine gives the same bytes for the same page.

    Parameters
    ----------
    html
        The whole page.
    day
        An ISO day of the page.
    mode
        A view: ``day``, ``so-far`` or ``first``.
    paper
        Its format, upright.

    Raises
    ------
    StillError
        There is no browser to draw it.
    """
    width_px, height_px = _WINDOW_PX
    with opened(html, width_px=width_px, height_px=height_px) as page:
        page.evaluate(
            "async ([day, mode]) => { await kzmap.setMode(mode); await kzmap.setDay(day);"
            " dispatchEvent(new Event('beforeprint'));"
            " await new Promise((done) => requestAnimationFrame(() =>"
            " requestAnimationFrame(done))); }",
            [day, mode],
        )
        return _undated(
            page.pdf(
                format=paper,
                print_background=True,
                prefer_css_page_size=False,
                tagged=True,
                outline=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_FOOTER,
                margin={"top": "13mm", "bottom": "15mm", "left": "12mm", "right": "12mm"},
            ),
            day,
        )


_FOOTER = (
    '<div style="width:100%;margin:0 14mm;font:7.5px sans-serif;color:#59636a;display:flex;'
    'justify-content:space-between"><span class="title"></span>'
    '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)


def _undated(pdf: bytes, day: str) -> bytes:
    """Put the day shown where Chromium wrote the time of making; every length stays."""
    moment = f"{day.replace('-', '')}000000+00'00'".encode()
    named = _MAKER.sub(lambda found: b"kzmap".ljust(len(found[0])), pdf, count=1)
    return _DATE.sub(moment, named)
